// The card of the widget: its words, and the pieces that form and answer are made of.
import { el } from "./nodes.js";

const FIRST = ["find", "away", "retry"];
// Said before the texts are here, or when they never come.
const FIRST_WORDS = {
  "en": ["Find my size", "Not reachable right now.", "Try again"],
  "de": ["Meine Größe finden", "Gerade nicht erreichbar.", "Noch einmal versuchen"],
  "fr": ["Trouver ma taille", "Injoignable pour le moment.", "Réessayer"],
  "es": ["Encontrar mi talla", "No disponible ahora.", "Intentar de nuevo"],
  "it": ["Trova la mia taglia", "In questo momento non è raggiungibile.", "Riprova"],
  "nl": ["Vind mijn maat", "Nu even niet bereikbaar.", "Probeer opnieuw"]
};
const SLOW = 4000;

export class Panel {
  box = el("div", { class: "w" });
  status = el("p", { class: "status hint", role: "status" });
  kit = null; // the texts and the drawing
  quiet = false; // leaves the focus where the page has it
  onClose = null; // where there is nothing to close
  #host;
  #turn = 0;

  constructor(host) {
    this.#host = host;
  }

  get lang() {
    const page = this.#host.closest("[lang]");
    const tag = (this.#host.getAttribute("lang") || (page && page.lang) || navigator.language).slice(0, 2).toLowerCase();
    return FIRST_WORDS[tag] ? tag : "en";
  }

  find(selector) {
    return this.box.querySelector(selector);
  }

  message(code, facts = {}) {
    let text = this.kit ? this.kit.texts[code] : FIRST_WORDS[this.lang][FIRST.indexOf(code.slice(7))];
    if (text && text.by) text = text[facts[text.by]] || text.other;
    return (text || "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  }

  text(word, facts) {
    return this.message(`widget.${word}`, facts);
  }

  name(point) {
    return point === "shoe" ? this.text("shoe") : this.message(`point.${point}`);
  }

  number(text) {
    return this.lang === "en" ? text : text.replace(/(\d)\.(\d)/g, "$1,$2");
  }

  card(title, ...children) {
    const heading = el("h2", { tabindex: -1, part: "title" }, title);
    const close = this.kit && this.onClose && this.button("close", "plain close", this.onClose);
    this.box.lang = this.lang;
    this.box.replaceChildren(el("section", { class: "card", part: "card", "aria-label": title }, el("div", { class: "row top" }, heading, close), children, this.status));
    if (!this.quiet) heading.focus();
  }

  // `kind` ends with the name of the part.
  button(word, kind, click) {
    return el("button", { type: click ? "button" : "submit", class: kind, part: `button ${kind.split(" ").pop()}`, click }, this.text(word));
  }

  // A likely reading, to be tapped.
  offer(suggestion, click) {
    return el("button", { type: "button", class: "plain offer", part: "button offer", click }, this.text("did_you_mean", { suggestion: this.number(suggestion) }));
  }

  note(kind, ...children) {
    return el("div", { class: `note ${kind}`, part: kind, tabindex: -1, role: kind.includes("bad") && "alert" }, children);
  }

  texts(reasons, tag = "p") {
    return [...new Set((reasons || []).map((r) => r.text))].map((text) => el(tag, null, text));
  }

  details(word, kind, open, ...children) {
    return el("details", { part: kind, open }, el("summary", null, this.text(word)), el("div", { class: "fields" }, children));
  }

  tick(id, text, on, changed, type = "checkbox") {
    return el("label", { class: "tick" }, el("input", { type, id, name: type === "radio" ? "units" : id, checked: on, change: (event) => changed && changed(event.target.checked) }), el("span", null, text));
  }

  select(id, label, options, chosen) {
    return el("select", { id, part: "input", "aria-label": label }, options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  }

  // What comes too late, after another question or after the panel was closed, is dropped.
  drop() {
    this.#turn += 1;
  }

  async during(word, work, done, failed) {
    const turn = ++this.#turn;
    const late = setTimeout(() => this.#wait(this.text("slow") || "…"), SLOW);
    const current = (then, value) => {
      clearTimeout(late);
      if (turn !== this.#turn) return;
      this.#wait("");
      then(value);
    };
    this.#wait(this.text(word) || "…");
    return work().then((value) => current(done, value), (error) => current(failed, error));
  }

  #wait(text) {
    this.status.textContent = text;
    this.status.classList.toggle("wait", Boolean(text));
    for (const button of this.box.querySelectorAll("button:not(.close)")) button.disabled = Boolean(text);
  }
}
