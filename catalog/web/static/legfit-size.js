// <legfit-size product="…">: "find my size" on a product page; see docs/shops/embed.md. The service reads what is typed and places the leg.
import { AdviceForm } from "./size/advice.js";
import { AnswerCard } from "./size/answer.js";
import { agreedTo } from "./size/entries.js";
import { MeasureForm } from "./size/form.js";
import { el } from "./size/nodes.js";
import { Panel } from "./size/panel.js";
import { Failed } from "./size/service.js";
import { CSS } from "./size/style.js";

export class LegfitSize extends HTMLElement {
  static observedAttributes = ["product", "api", "lang", "units", "open", "appearance", "theme"];

  #root = this.attachShadow({ mode: "open" });
  #panel = new Panel(this);
  #opener = el("button", { type: "button", part: "button open", click: () => this.show() });
  #shown = false; // attributes of a page are set before it is
  #product = null;
  #isCurrent = false; // whether that is the product of the attributes
  #form = null;
  #advice = null;
  #back = null; // shows the last answer again

  constructor() {
    super();
    const { box, probe } = this.#panel;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#opener, probe, box);
    box.addEventListener("close", () => {
      if (!box.open) this.#panel.drop();
      if (!box.matches(":modal")) this.#panel.hold(false);
    });
    // A page's one-key shortcuts see no text field here: typing is kept from them. Over the page the keys are the panel's alone, lest Escape closes what it was opened from.
    for (const kind of ["keydown", "keypress", "keyup"]) {
      box.addEventListener(kind, (event) => (event.key.length === 1 || box.matches(":modal")) && !event.ctrlKey && !event.metaKey && event.stopPropagation());
    }
  }

  connectedCallback() {
    this.#shown = true;
    this.#dressed();
    if (this.hasAttribute("open")) this.#begin(false);
  }

  disconnectedCallback() {
    this.#shown = false;
    this.close();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#shown) return;
    const { open } = this.#panel.box;
    this.#dressed();
    if (/theme|appearance/.test(name)) return this.#panel.dress();
    this.#isCurrent = false;
    if (name !== "product") this.#product = this.#panel.kit = null;
    if (name === "open") this.close();
    if (this.hasAttribute("open") || (open && name !== "open")) this.#begin(open && name !== "open");
  }

  close() {
    this.#panel.box.close();
  }

  // What was typed or answered before is there again.
  show() {
    if (this.#panel.box.open) return;
    this.dispatchEvent(new CustomEvent("legfit:open", { bubbles: true, composed: true, detail: { product: this.#name } }));
    this.#panel.box.showModal();
    this.#panel.hold(true);
    if (!this.#isCurrent) return this.#begin();
    this.#panel.dress();
    this.#panel.rest();
  }

  #dressed() {
    const button = this.getAttribute("appearance") === "button";
    this.#opener.className = button ? "o filled" : "o";
    this.#opener.hidden = this.hasAttribute("open");
    this.#opener.lang = this.#panel.lang;
    this.#opener.replaceChildren(el("svg", { class: "ruler", viewBox: "0 0 24 24", "aria-hidden": "true" }, el("path", { d: "M1.5 8h21v8h-21zM6 8v4m4-4v3m4-3v4m4-4v3" })), this.#panel.text("find"));
    if (button) this.#panel.dress(this.#opener);
  }

  // Without `focus` the page keeps it where it is. Of another variant of the product, what is shown stays.
  #begin(focus = true) {
    const panel = this.#panel;
    const inline = this.hasAttribute("open");
    panel.quiet = !focus;
    panel.onClose = inline ? null : () => this.close();
    panel.box.classList.toggle("inline", inline);
    if (inline) panel.box.open = true;
    const { entries, own } = this.#form || {};
    if (!this.#product) panel.card(panel.text("find"));
    panel.during("loading", () => this.#load(), (product) => {
      const isOther = !this.#product || this.#product.product.id !== product.product.id;
      this.#isCurrent = true;
      this.#product = product;
      if (!isOther) return;
      this.#form = new MeasureForm(panel, product, this.getAttribute("units") === "in" ? "in" : "cm", (question) => this.#measured(question), entries, own);
      this.#first();
    }, (error) => {
      this.#product = null;
      this.#trouble(error, () => this.#begin());
    });
  }

  async #load() {
    const panel = this.#panel;
    const [kit, product] = await Promise.all([
      panel.kit || panel.fetched(`/v1/widget/${panel.lang}`),
      this.#name && panel.fetched(this.#path).catch((error) => error),
    ]);
    if (kit.language === panel.lang) panel.kit = kit;
    if (product && product.fields) return product;
    throw product instanceof Failed ? product : new Failed(404);
  }

  get #name() {
    return (this.getAttribute("product") || "").trim();
  }

  get #path() {
    return `/v1/widget/${this.#panel.lang}/products/${encodeURIComponent(this.#name)}`;
  }

  // What is known before anything is asked; else the form, or at once the answer where no visitor has to enter anything.
  #first() {
    const panel = this.#panel;
    const { left_out: reasons, has_chart: isKeyed } = this.#product;
    const recalled = this.#form.recalled;
    if (reasons) panel.card(panel.text("excluded"), panel.note("no-size", reasons.map((text) => el("p", null, text))));
    else if (!isKeyed) panel.card(panel.text("find"), el("p", null, panel.text("no_chart")));
    else if (recalled) this.#measured(recalled);
    else if (!this.#form.asks) this.#measured(this.#form.question());
    else {
      this.#form.show();
      if (!panel.quiet) panel.rest();
    }
  }

  #trouble({ status }, again) {
    const panel = this.#panel;
    const word = panel.kit && { 404: "unknown", 429: "busy" }[status];
    panel.card(panel.text("find"), panel.note("bad error", panel.text(word || "away")),
      el("div", { class: "row" }, word !== "unknown" && panel.button("retry", "main retry", again), this.#form?.asks && panel.button("change", "change", () => this.#change())));
  }

  // The form again; under the card of an answer that waits for a measure.
  #change = (card) => this.#form.show([], !card, card);

  // A question of the measures alone; the run is asked about with the answer.
  #measured(question) {
    this.#advice = new AdviceForm(this.#panel, question.units, () => this.#ask({ ...question, ...this.#advice.part }));
    return this.#ask(question);
  }

  #ask(question) {
    const panel = this.#panel;
    const wanted = this.hasAttribute("others");
    const only = wanted && (this.getAttribute("collection") || "").trim();
    const body = { question: { ...question, ...(only && { filters: { collections: [only] } }) }, agreed: agreedTo() };
    return panel.during("asking", () => panel.fetched(`${this.#path}/size${wanted ? "?others=true" : ""}`, body), (answer) => (answer.confirm ? this.#confirm(answer.confirm, question) : this.#answered(answer, question)), (error) => this.#refused(error, question));
  }

  #answered(answer, question) {
    const change = this.#form.asks && this.#change;
    this.#form.keep();
    const card = new AnswerCard(this.#panel, this.#advice, this, this.#product, change);
    this.#back = () => card.again(answer, question);
    card.show(answer, question);
  }

  #refused(error, question) {
    const { errors = [] } = error.problem;
    if (question.run && this.#advice.refused(errors)) return;
    else if (!this.#form.refused(errors)) this.#trouble(error, () => this.#ask(question));
  }

  // A yes holds for the entries asked about, with their values, as long as the page lives; changed ones are asked about again.
  #confirm(doubts, question) {
    const panel = this.#panel;
    const meant = doubts.map(({ field, facts }) => [this.#form.fieldOf(field), facts && facts.suggestion]).filter(([field, suggestion]) => field && suggestion);
    // What was said of the run is changed beside the answer, a measure in its form.
    const change = doubts.some(({ field }) => field.startsWith("run.")) ? this.#back : this.#change;
    panel.card(panel.text("is_right"), panel.note("warn confirm", [...new Set(doubts.map(({ text }) => text))].map((text) => el("p", null, text))),
      el("div", { class: "row" }, meant.map(([field, suggestion]) => panel.offer(suggestion, () => this.#form.takeUp(field.id, suggestion))),
        panel.button("yes", "main yes", () => {
          agreedTo(doubts.map(({ mark }) => mark));
          this.#ask(question);
        }), panel.button("change", "change", () => change())));
  }
}

if (!customElements.get("legfit-size")) customElements.define("legfit-size", LegfitSize);
