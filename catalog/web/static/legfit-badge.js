// <legfit-badge product="…">: "your size" beside a product on a list; nothing where nothing is remembered or nothing fits.
import { agreedTo, questionOf, remembered } from "./size/entries.js";
import { fetched, languageOf } from "./size/service.js";

const LANGUAGES = ["en", "de", "fr", "es", "it", "nl"];
const MOST = 200;
const CSS = `:host{display:inline-grid!important;font:inherit;font-size:.875em;line-height:1.35}:host([hidden]){display:none!important}b{display:block}span{opacity:.85}`;
const waiting = new Set();

export class LegfitBadge extends HTMLElement {
  static observedAttributes = ["product", "api", "lang"];

  #root = this.attachShadow({ mode: "open" });

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    enlist(this);
  }

  disconnectedCallback() {
    waiting.delete(this);
  }

  attributeChangedCallback(_, before, after) {
    if (before !== after && this.isConnected) enlist(this);
  }

  // The size, then how sure it is and what to be careful about; nothing without them.
  say([size, ...rest] = []) {
    const [name, notes] = ["b", "span"].map((tag) => document.createElement(tag));
    name.append(size || "");
    notes.append(rest.join(" · "));
    this.#root.replaceChildren(...(size ? [name, notes] : []));
    this.hidden = !size;
  }
}

// All that came in one go are asked about together.
function enlist(badge) {
  badge.say();
  if (!waiting.size) setTimeout(ask);
  waiting.add(badge);
}

function ask() {
  const badges = [...waiting];
  waiting.clear();
  const question = questionOf(remembered());
  if (!Object.keys({ ...question.legs, ...question.body }).length && !question.shoe) return;
  const groups = new Map();
  for (const badge of badges) {
    const key = `${badge.getAttribute("api")} ${languageOf(badge, LANGUAGES)}`;
    groups.set(key, [...(groups.get(key) || []), badge]);
  }
  for (const group of groups.values()) askFor(group, question);
}

async function askFor(badges, question) {
  const nameOf = (badge) => (badge.getAttribute("product") || "").trim();
  const before = JSON.stringify(remembered());
  const products = [...new Set(badges.map(nameOf))].filter(Boolean);
  for (let at = 0; at < products.length; at += MOST) {
    const some = products.slice(at, at + MOST);
    try {
      const { answers } = await fetched(badges[0], `/v1/sizes?badge=true&lang=${languageOf(badges[0], LANGUAGES)}`, { question, products: some, agreed: agreedTo() });
      if (JSON.stringify(remembered()) !== before) return;
      const said = new Map(some.map((name, i) => [name, answers[i].matches && answers[i].matches[0] && answers[i].matches[0].badge]));
      for (const badge of badges) if (said.get(nameOf(badge))) badge.say(said.get(nameOf(badge)));
    } catch { /* a list without sizes is a list */ }
  }
}

addEventListener("legfit:remembered", () => document.querySelectorAll("legfit-badge").forEach((badge) => enlist(badge)));

if (!customElements.get("legfit-badge")) customElements.define("legfit-badge", LegfitBadge);
