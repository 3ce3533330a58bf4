// "I know my size in another brand": the products whose sizes say something of this one's, asked for when they are wanted.
import { el } from "./nodes.js";

export class OwnSize {
  #panel;
  #product;
  #ask;
  #products = null;

  constructor(panel, product, ask) {
    this.#panel = panel;
    this.#product = product;
    this.#ask = ask;
  }

  details() {
    const room = el("div", { class: "fields" });
    const details = this.#panel.details("own_size", "own-size", false, room);
    details.addEventListener("toggle", () => details.open && !room.firstChild && this.#load(room));
    return details;
  }

  #load(room) {
    const panel = this.#panel;
    const path = `/v1/products/${encodeURIComponent(this.#product.id)}/comparable`;
    return panel.during("loading", async () => (this.#products ||= (await panel.fetched(path)).products),
      (products) => room.replaceChildren(products.length ? this.#form(products) : panel.text("nothing_comparable")),
      () => room.replaceChildren(panel.note("bad error", panel.text("away")), panel.button("retry", "retry", () => this.#load(room))));
  }

  #form(products) {
    const panel = this.#panel;
    const first = ["", panel.text("choose_one")];
    const sizes = panel.select("own-size", null, [first]);
    const chosen = panel.select("own-product", null, [first], "", () => {
      const product = products.find(({ id }) => id === chosen.value);
      sizes.replaceChildren(...[first, ...(product ? product.sizes : []).map((size) => [size, size])].map(([value, text]) => el("option", { value }, text)));
    });
    for (const brand of new Set(products.map((product) => product.brand))) {
      chosen.append(el("optgroup", { label: brand }, products.filter((product) => product.brand === brand).map(({ id, name }) => el("option", { value: id }, name))));
    }
    const field = (id, word, select) => el("div", { class: "field" }, el("label", { for: id }, panel.text(word)), select);
    return el("form", { class: "fields", novalidate: true, submit: (event) => {
      event.preventDefault();
      const empty = [chosen, sizes].find((select) => !select.value);
      if (empty) empty.focus();
      else this.#ask({ product: chosen.value, size: sizes.value });
    } }, field("own-product", "own_product", chosen), field("own-size", "own_label", sizes), el("div", { class: "row" }, panel.button("ask", "own")));
  }
}
