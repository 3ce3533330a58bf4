// "I know my size in another brand": the products whose sizes say something of this one's, asked for when they are wanted.
// A part of the form: what is chosen here goes along with what is typed there.
import { el } from "./nodes.js";

export class OwnSize {
  details; // one node for as long as the form lives: what is chosen in it stays
  #panel;
  #product;
  #selects = []; // of a product, and of its size
  #before;

  // `before` is what was chosen in the form before this one.
  constructor(panel, product, before = "") {
    this.#panel = panel;
    this.#product = product;
    this.#before = before;
    const room = el("div", { class: "fields" });
    this.details = panel.details("own_size", "own-size", Boolean(before), room);
    this.details.addEventListener("toggle", () => this.details.open && !room.firstChild && this.#load(room));
  }

  // The product and its size; nothing where no product is chosen.
  get chosen() {
    const values = this.#selects.map((select) => select.value);
    return values[0] && values;
  }

  // False where a product is chosen without its size, which the browser asks for.
  isWhole() {
    const size = this.#selects[1];
    if (!this.chosen || size.value) return true;
    this.details.open = true;
    return size.reportValidity();
  }

  #load(room) {
    const panel = this.#panel;
    const path = `/v1/products/${encodeURIComponent(this.#product.id)}/comparable`;
    return panel.during("loading", async () => (await panel.fetched(path)).products,
      (products) => room.replaceChildren(...(products.length ? this.#fields(products) : [panel.text("nothing_comparable")])),
      () => room.replaceChildren(panel.note("bad error", panel.text("away")), panel.button("retry", "retry", () => this.#load(room))));
  }

  #fields(products) {
    const panel = this.#panel;
    const [before, label] = this.#before;
    const option = (value, text, mine) => el("option", { value, selected: value === mine }, text);
    const first = () => option("", panel.text("choose_one"));
    const sized = () => [first(), (products.find(({ id }) => id === chosen.value)?.sizes || []).map((size) => option(size, size, label))];
    const chosen = el("select", { id: "own-product", part: "input", change: () => sizes.replaceChildren(...sized().flat()) }, first());
    for (const brand of new Set(products.map((product) => product.brand))) {
      chosen.append(el("optgroup", { label: brand }, products.filter((product) => product.brand === brand).map(({ id, name }) => option(id, name, before))));
    }
    const sizes = el("select", { id: "own-size", part: "input", required: true }, sized());
    this.#selects = [chosen, sizes];
    return [["own-product", "own_product", chosen], ["own-size", "own_label", sizes]].map(([id, word, select]) => el("div", { class: "field" }, el("label", { for: id }, panel.text(word)), select));
  }
}
