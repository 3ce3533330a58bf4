// The panel of the widget: its words, how it opens and waits, and the pieces that form and answer are made of.
import { dress } from "./colours.js";
import { el } from "./nodes.js";
import { address, fetched, languageOf } from "./service.js";

const FIRST = ["find", "close", "away", "retry", "loading"];
// Said before the texts are here, or when they never come.
const FIRST_WORDS = {
  "en": ["Find my size", "Close", "Not reachable right now.", "Try again", "Loading …"],
  "de": ["Meine Größe finden", "Schließen", "Gerade nicht erreichbar.", "Noch einmal versuchen", "Wird geladen …"],
  "fr": ["Trouver ma taille", "Fermer", "Injoignable pour le moment.", "Réessayer", "Chargement …"],
  "es": ["Encontrar mi talla", "Cerrar", "No disponible ahora.", "Intentar de nuevo", "Cargando …"],
  "it": ["Trova la mia taglia", "Chiudi", "In questo momento non è raggiungibile.", "Riprova", "Caricamento …"],
  "nl": ["Vind mijn maat", "Sluiten", "Nu even niet bereikbaar.", "Probeer opnieuw", "Laden …"]
};
const SLOW = 4000;

export class Panel {
  probe = el("i", { class: "w", hidden: true });
  box = el("dialog", { class: "w", dir: "ltr", part: "panel" });
  status = el("p", { class: "status hint", role: "status" });
  kit = null; // the texts, and the form about the run
  does = {}; // what happens at nodes that the service made, by their `data-do`
  quiet = false; // leaves the focus where the page has it
  onClose = null; // where there is nothing to close
  #host;
  #still = new CSSStyleSheet();
  #turn = 0;

  constructor(host) {
    this.#host = host;
    // While a question is on its way nothing but Close is taken; no button loses the focus for it.
    this.box.addEventListener("click", (event) => {
      if (!this.status.textContent || !this.waits || event.target.closest(".close")) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
    this.box.addEventListener("click", ({ target }) => {
      const { do: name, value } = (target.closest("[data-do]") || {}).dataset || {};
      if (name) this.does[name](value, target.closest("[data-do]").dataset);
      else if (target === this.box && this.onClose) this.onClose();
    });
  }

  get waits() {
    return this.status.classList.contains("wait");
  }

  get lang() {
    return languageOf(this.#host, Object.keys(FIRST_WORDS));
  }

  fetched(path, body) {
    return fetched(this.#host, path, body);
  }

  find(selector) {
    return this.box.querySelector(selector);
  }

  text(word, facts = {}) {
    let text = this.kit ? this.kit.texts[`widget.${word}`] : FIRST_WORDS[this.lang][FIRST.indexOf(word)];
    if (text && text.by) text = text[facts[text.by]] || text.other;
    return (text || "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  }

  number(text) {
    return this.lang === "en" ? text : text.replace(/(\d)\.(\d)/g, "$1,$2");
  }

  dress(...more) {
    dress(this.#host, this.probe, [this.box, ...more]);
  }

  card(title, ...children) {
    const heading = el("h2", { tabindex: -1, part: "title", id: "title" }, title);
    const close = this.onClose && el("button", { type: "button", class: "plain close", part: "button close", "aria-label": this.text("close"), click: () => this.onClose() }, "✕");
    this.dress();
    this.box.lang = this.lang;
    this.box.setAttribute("aria-labelledby", "title");
    this.box.replaceChildren(el("div", { class: "card", part: "card" }, el("div", { class: "row top" }, heading, close), children, this.status));
    for (const link of this.box.querySelectorAll("[data-way]")) link.href = address(this.#host, link.dataset.way);
    this.box.scrollTop = 0;
    if (!this.quiet) heading.focus();
  }

  // The page behind an open panel is not scrolled; the place of its scroll bar stays free, so that nothing moves.
  hold(isOpen) {
    const page = document.documentElement;
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#still);
    if (isOpen) {
      const scroller = getComputedStyle(page).overflow === "visible" ? "body" : "html";
      this.#still.replaceSync(`${scroller}{overflow:hidden!important}${innerWidth > page.clientWidth ? "html{scrollbar-gutter:stable!important}" : ""}`);
    }
    document.adoptedStyleSheets = isOpen ? [...others, this.#still] : others;
  }

  // `kind` ends with the name of the part.
  button(word, kind, click, facts) {
    return el("button", { type: click ? "button" : "submit", class: kind, part: `button ${kind.split(" ").pop()}`, click }, this.text(word, facts));
  }

  // A likely reading, to be tapped.
  offer(suggestion, click) {
    return el("button", { type: "button", class: "offer", part: "button offer", click }, this.text("did_you_mean", { suggestion: this.number(suggestion) }));
  }

  note(kind, ...children) {
    return el("div", { class: `note ${kind}`, part: kind, tabindex: -1, role: kind.includes("bad") && "alert" }, children);
  }

  details(word, kind, open, ...children) {
    return el("details", { part: kind, class: kind, open }, el("summary", null, this.text(word)), el("div", { class: "fields" }, children));
  }

  tick(id, text, on, changed, type = "checkbox") {
    return el("label", { class: "tick" }, el("input", { type, id, name: type === "radio" ? "units" : id, checked: on, change: (event) => changed && changed(event.target.checked) }), el("span", null, text));
  }

  select(id, label, options, chosen, change) {
    return el("select", { id, part: "input", "aria-label": label, change }, options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  }

  // Where a visitor goes on: at the first field where there is a keyboard, else at the heading.
  rest() {
    (matchMedia("(pointer:fine)").matches && this.find(".ask [type=text]") || this.find("h2")).focus();
  }

  // What is wrong with an entry, and what to do or what was expected.
  wrong(value, { hint, expected, code }) {
    const range = expected && (!hint || code === "impossible") ? this.text("expected", { expected: this.number(expected) }) : "";
    return [value ? this.text("check", { value }) : "", range, hint].filter(Boolean).join(" ");
  }

  // What comes too late, after another question or after the panel was closed, is dropped.
  drop() {
    this.#turn += 1;
    this.#wait("");
  }

  async during(word, work, done, failed) {
    const turn = ++this.#turn;
    const late = setTimeout(() => turn === this.#turn && this.#wait(this.text("slow") || this.text(word)), SLOW);
    const current = (then, value) => {
      clearTimeout(late);
      if (turn !== this.#turn) return;
      this.#wait("");
      then(value);
    };
    this.#wait(this.text(word));
    return work().then((value) => current(done, value), (error) => current(failed, error));
  }

  #wait(text) {
    this.status.textContent = text;
    this.status.classList.toggle("wait", Boolean(text));
  }
}
