// What the service answered, as the visitor reads it, and what the shop's page is told of it.
import { remember, remembered } from "./entries.js";
import { el, made, webLink } from "./nodes.js";

export class AnswerCard {
  #panel;
  #advice;
  #host;
  #product;
  #change;

  // `change` leads back to the form; none where there is nothing to enter.
  constructor(panel, advice, host, product, change) {
    this.#panel = panel;
    this.#advice = advice;
    this.#host = host;
    this.#product = product;
    this.#change = change;
  }

  show(answer, question) {
    const panel = this.#panel;
    if (!answer.emergency) return this.#rest(answer, question);
    panel.card(panel.text("emergency"), answer.emergency.map(made),
      el("div", { class: "row" }, panel.button("show_rest", "rest", () => this.#rest(answer, question))));
  }

  #rest(answer, question) {
    const { product, outcome, size } = answer.cards[0].event;
    this.again(answer, question);
    this.#send("legfit:answer", { product, outcome, size });
    this.#tell(answer.cards[0]);
  }

  // The answer alone, or the card of a size that was picked.
  again(answer, question, card = answer.cards[0], picked = false) {
    const panel = this.#panel;
    if (this.#change && card.event.outcome === "needs_measurement") this.#change(card);
    else this.#show(answer, question, card);
    for (const row of panel.box.querySelectorAll("[data-size]")) row.classList.toggle("on", card.size ? row.dataset.size === card.size : card.event.also.includes(row.dataset.size));
    for (const node of panel.box.querySelectorAll("[data-product]")) this.#link(node);
    const focus = picked ? "[aria-pressed=true]" : question.run && ".advised, .clinician";
    if (focus && panel.find(focus)) panel.find(focus).focus();
  }

  #show(answer, question, card) {
    const panel = this.#panel;
    panel.card(card.title, card.top.map(made), this.#product.chart.map(made), card.more.map(made),
      card.size !== null && panel.details("advice", "advice", Boolean(question.run) || this.#advice.isFilled, question.run && answer.advised && made(answer.advised), this.#advice.form),
      this.#change && el("div", { class: "row" }, panel.button("change", "change", () => this.#change())));
    panel.does = {
      pick: (size, { wish }) => {
        if (wish && Object.keys(remembered()).length) remember({ prefer: wish });
        const other = answer.cards.find((one) => one.size === size);
        this.again(answer, question, other, true);
        this.#tell(other);
      },
      tested: (said) => this.#advice.tested(said),
    };
  }

  // Another product, linked where the shop or a feed says where it is.
  #link(node) {
    const link = webLink((this.#host.getAttribute("product-url") || "").replace("{id}", encodeURIComponent(node.dataset.product))) || webLink(node.dataset.link);
    if (link) node.replaceChildren(el("a", { href: link, rel: "nofollow noopener" }, node.textContent));
  }

  #send(name, detail) {
    return this.#host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }));
  }

  // A listener of the shop that calls preventDefault() has chosen the size on its page, which is said.
  #tell({ size, event }) {
    const panel = this.#panel;
    const taken = panel.find(".taken");
    if (this.#send("legfit:size", event) || !taken) return;
    taken.append(el("p", { class: "name" }, panel.text("taken", { size })), panel.onClose ? panel.button("done", "main done", () => panel.onClose()) : "");
  }
}
