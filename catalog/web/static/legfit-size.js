// <legfit-size product="…">: "find my size" on a product page; see docs/shops/embed.md. The service reads what is typed and places the leg.
import { AdviceForm } from "./size/advice.js";
import { AnswerCard } from "./size/answer.js";
import { MeasureForm } from "./size/form.js";
import { el } from "./size/nodes.js";
import { Panel } from "./size/panel.js";
import { CSS } from "./size/style.js";

const LIMIT = 15000;

class Failed extends Error {
  constructor(status, problem) {
    super(status);
    Object.assign(this, { status, problem: problem || {} });
  }
}

export class LegfitSize extends HTMLElement {
  static observedAttributes = ["product", "api", "lang", "units"];

  #root = this.attachShadow({ mode: "open" });
  #panel = new Panel(this);
  #product = null;
  #form = null;
  #advice = null;
  #back = null; // shows the last answer again
  #agreed = new Set(); // unlikely entries that the visitor has said are right, each with its values

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#panel.box);
    // A page's one-key shortcuts see no text field here: typing is kept from them.
    for (const kind of ["keydown", "keypress", "keyup"]) {
      this.#panel.box.addEventListener(kind, (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.stopPropagation());
    }
  }

  connectedCallback() {
    if (this.hasAttribute("open")) this.open(false);
    else this.#closed();
  }

  disconnectedCallback() {
    this.#panel.drop();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    this.#panel.kit = this.#product = null;
    if (this.#panel.find("h2")) this.open(false);
    else this.#closed();
  }

  close() {
    this.#closed();
    this.#panel.find("button").focus();
  }

  // Without `focus` the page keeps it where it is.
  open(focus = true) {
    const panel = this.#panel;
    panel.quiet = !focus;
    panel.onClose = this.hasAttribute("open") ? null : () => this.close();
    panel.card(panel.text("find"));
    panel.during("loading", () => this.#load(), (product) => {
      this.#product = product;
      this.#form = new MeasureForm(panel, product, this.getAttribute("units") === "in" ? "in" : "cm", (question) => this.#measured(question));
      this.#begin();
    }, (error) => this.#trouble(error, () => this.open()));
  }

  #closed() {
    this.#panel.drop();
    this.#panel.box.replaceChildren(this.#panel.button("find", "main open", () => this.open()));
  }

  async #load() {
    const panel = this.#panel;
    const kit = panel.kit || await this.#fetch(`/v1/widget/${panel.lang}`);
    if (kit.language === panel.lang) panel.kit = kit;
    const product = this.#product || (this.#name && await this.#fetch(this.#path));
    if (product && product.charts) return product;
    throw new Failed(404);
  }

  get #name() {
    return (this.getAttribute("product") || "").trim();
  }

  get #path() {
    return `/v1/products/${encodeURIComponent(this.#name)}`;
  }

  async #fetch(path, body) {
    const api = this.getAttribute("api") || new URL("..", import.meta.url).href;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LIMIT);
    try {
      const response = await fetch(api.replace(/\/+$/, "") + path, {
        method: body ? "POST" : "GET", body: body && JSON.stringify(body), headers: body && { "Content-Type": "application/json" },
        credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal,
      });
      const answer = await response.json();
      if (response.ok) return answer;
      throw new Failed(response.status, answer);
    } catch (error) {
      throw error instanceof Failed ? error : new Failed(0);
    } finally {
      clearTimeout(timer);
    }
  }

  // The form, or at once the answer where no visitor could enter anything.
  #begin() {
    const panel = this.#panel;
    if (!this.#form.isKeyed) panel.card(panel.text("find"), el("p", null, panel.text("no_chart")));
    else if (this.#form.asks) this.#form.show();
    else this.#measured(this.#form.question());
  }

  #trouble({ status }, again) {
    const panel = this.#panel;
    const word = panel.kit && { 404: "unknown", 429: "busy" }[status];
    if (word === "unknown") panel.onClose = () => this.close();
    panel.card(panel.text("find"), panel.note("bad error", panel.text(word || "away")),
      el("div", { class: "row" }, word !== "unknown" && panel.button("retry", "main retry", again), this.#form && this.#form.asks && this.#change()));
  }

  #change() {
    return this.#panel.button("change", "change", () => this.#changing());
  }

  #changing() {
    this.#form.show();
    this.#panel.find("[type=text]").focus();
  }

  // A question of the measures alone; the run is asked about with the answer.
  #measured(question) {
    this.#advice = new AdviceForm(this.#panel, () => this.#ask({ ...question, ...this.#advice.part }));
    return this.#ask(question);
  }

  #ask(question, confirmed = false) {
    const wanted = this.hasAttribute("others");
    const only = wanted && (this.getAttribute("collection") || "").trim();
    const body = { ...question, ...(confirmed && { confirmed }), ...(only && { filters: { collections: [only] } }) };
    const others = wanted ? "&others=true" : "";
    const path = `${this.#path}/size?lang=${this.#panel.lang}&detail=full&drawing=true${others}`;
    return this.#panel.during("asking", () => this.#fetch(path, body), (answer) => this.#answered(answer, question), (error) => this.#refused(error, question));
  }

  #answered(answer, question) {
    const change = this.#form.asks && (() => this.#changing());
    const card = new AnswerCard(this.#panel, this.#advice, this, change);
    this.#back = () => card.again(answer, question);
    card.show(answer, question);
  }

  #refused(error, question) {
    const { confirm, errors = [] } = error.problem;
    if (confirm) this.#confirm(confirm, question);
    else if (question.run && this.#advice.refused(errors)) return;
    else if (!this.#form.refused(errors)) this.#trouble(error, () => this.#ask(question));
  }

  // A yes holds for the entries asked about, with their values; changed ones are asked about again.
  #confirm(doubts, question) {
    const panel = this.#panel;
    const marks = doubts.map(({ field, text }) => `${field} ${text}`);
    if (marks.every((mark) => this.#agreed.has(mark))) return this.#ask(question, true);
    const meant = doubts.map(({ field, facts }) => [this.#form.fieldOf(field), facts && facts.suggestion]).filter(([field, suggestion]) => field && suggestion);
    // What was said of the run is changed beside the answer, a measure in its form.
    const change = doubts.some(({ field }) => field.startsWith("run.")) ? this.#back : () => this.#changing();
    panel.card(panel.text("is_right"), panel.note("warn confirm", panel.texts(doubts)),
      el("div", { class: "row" }, meant.map(([field, suggestion]) => panel.offer(suggestion, () => this.#form.takeUp(field.id, suggestion))),
        panel.button("yes", "main yes", () => {
          for (const mark of marks) this.#agreed.add(mark);
          this.#ask(question, true);
        }), panel.button("change", "change", change)));
  }
}

if (!customElements.get("legfit-size")) customElements.define("legfit-size", LegfitSize);
