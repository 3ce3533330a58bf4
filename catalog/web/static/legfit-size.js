// <legfit-size product="…">: "find my size" on a product page; see docs/embed.md. Texts become text nodes, never markup.

const FIRST = ["find", "away", "retry"];
// Said before the texts are here, or when they never come.
const FIRST_WORDS = {
  "en": ["Find my size", "Not reachable right now.", "Try again"],
  "de": ["Meine Größe finden", "Gerade nicht erreichbar.", "Noch einmal versuchen"],
  "fr": ["Trouver ma taille", "Injoignable pour le moment.", "Réessayer"],
  "es": ["Encontrar mi talla", "No disponible ahora.", "Intentar de nuevo"]
};
const CM = { mm: 0.1, cm: 1, m: 100, in: 2.54, ft: 30.48 };
const POUND = 0.45359237;
const FLAGS = [..."123456789"].map((n) => `C${n}`);
const CHECKS = ["artery", "heart", "feeling", "clot", "skin", "swelling", "allergy", "yes", "stop"];
const STORE = "legfit:measures";
const SLOW = 4000;
const LIMIT = 15000;

export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// Functions become listeners; children that are no nodes become text.
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child != null && child !== false) node.append(child);
  }
  return node;
}

// 36.5, 36,5, 14 3/8, 14-3/8, 14⅜; else NaN.
export function readNumber(text) {
  const plain = String(text).replace(/[¼-¾⅐-⅞]/g, (c) => ` ${c.normalize("NFKD").replace("⁄", "/")}`).replace(",", ".").trim();
  const found = /^(?:(\d+\.?\d*|\.\d+)|(?:(\d+)[\s-]+)?(\d+)\/([1-9]\d*))$/.exec(plain);
  return found ? Number(found[1] || Number(found[2] || 0) + found[3] / found[4]) : NaN;
}

// [number, unit] as typed.
export function readMeasure(text, unit) {
  const feet = /^\s*(\d+)\s*(?:['’′]|ft)\s*([\d.,]*)\s*(?:["”″]|in)?\s*$/.exec(text);
  if (feet) return [feet[1] * 12 + (readNumber(feet[2]) || 0), "in"];
  const [, number, given] = /^(.*?)\s*(mm|cm|m|in|kg|lb)?\s*$/.exec(String(text).toLowerCase().replace(/inch|["”″]$/, "in").replace(/lbs$/, "lb"));
  return [readNumber(number), given || unit];
}

// As a tape shows it: 14 3/8.
function inches(value) {
  let [top, bottom] = [Math.round(value * 16) % 16, 16];
  const whole = Math.floor(Math.round(value * 16) / 16);
  for (; top && top % 2 === 0; bottom /= 2) top /= 2;
  return top ? `${whole || ""} ${top}/${bottom}`.trim() : String(whole);
}

// The same measure in another unit; what cannot be read stays as it is.
export function converted(text, from, to) {
  const [value, unit] = readMeasure(text, from);
  const tenths = (number) => String(Math.round(number * 10) / 10);
  if (!(value > 0)) return text;
  if (to === "kg" || to === "lb") return tenths((value * (unit === "lb" ? POUND : 1)) / (to === "lb" ? POUND : 1));
  const cm = value * (CM[unit] || 1);
  return to === "in" ? inches(cm / 2.54) : tenths(cm);
}

// shoe_us_men is "US M"; where a chart does not say, it may be any.
const systemsOf = (point) => (!point.startsWith("shoe_") ? [] : point === "shoe_unstated" ? ["EU", "UK", "US M", "US W"] : [point.slice(5, 11).replace(/_(.).*/, " $1").toUpperCase()]);
const unitOf = (point, units) => (point !== "weight" ? units : units === "in" ? "lb" : "kg");

// Where to measure, numbered as the fields are.
function whereToMeasure({ leg, around, along }, points, label) {
  const mark = (point, i) => {
    const [a, from, to] = around[point] || along[point];
    const [x, y] = around[point] ? [126, a] : [a - 12, (from + to) / 2];
    const path = around[point] ? `M${to + 1} ${a}H118` : `M${a - 4} ${from}h8m-4 0V${to}m-4 0h8`;
    return [svg("path", { class: "tape", d: path }), around[point] && svg("ellipse", { class: "tape", cx: (from + to) / 2, cy: a, rx: (to - from) / 2 + 1, ry: 3.5 }),
      svg("circle", { class: "dot", cx: x, cy: y, r: 8 }), svg("text", { class: "no", x, y: y + 3.5, "text-anchor": "middle" }, i + 1)];
  };
  return svg("svg", { class: "leg", viewBox: "0 0 140 260", role: "img", "aria-label": label, part: "drawing" },
    ["", "matrix(-1 0 0 1 140 0)"].map((transform) => svg("path", { class: "skin", d: leg, transform })), points.map(mark));
}

// One band a size in centimetres; none where sizes have several boxes.
function bandsOf(chart, point) {
  const edge = (end, unit) => end && readNumber(end.printed) * (CM[unit] || 1);
  const bands = chart.sizes.map(({ size, boxes }) => {
    const band = boxes.length === 1 && boxes[0][point];
    return band && { size, text: band.band, low: edge(band.low, band.unit), high: edge(band.high, band.unit) };
  });
  return bands.every(Boolean) ? bands : [];
}

// The leg among all sizes, from small to large.
function onBand(chart, point, fit, sizes, label, number) {
  const [value, unit] = readMeasure(fit.value.replace(/^\D+/, ""), "cm");
  const at = value * (CM[unit] || 1);
  let bands = bandsOf(chart, point);
  const ends = bands.flatMap((b) => [b.low, b.high]).filter((v) => v != null);
  const [least, most] = [Math.min(at, ...ends), Math.max(at, ...ends)];
  const scale = (v, open) => (v == null ? open : 6 + (88 * (v - least)) / (most - least || 1));
  let place = scale(at);
  if (ends.length < 2) {
    bands = [{ size: sizes[0], low: least, high: most, text: fit.band }];
    place = 6 + 88 * (fit.position ?? 0.5);
  }
  const anchor = (x) => (x < 20 ? "start" : x > 80 ? "end" : "middle");
  const text = (name, x, y, said, held = anchor(x)) => svg("text", { class: name, x: `${x}%`, y, "text-anchor": held }, said);
  return svg("svg", { class: "band", width: "100%", height: 78, role: "img", "aria-label": label, part: "band" },
    bands.map((b) => {
      const [from, to] = ends.length < 2 ? [6, 94] : [scale(b.low, 0), scale(b.high, 100)];
      const on = sizes.includes(b.size) ? " on" : "";
      const middle = (from + to) / 2;
      return [svg("rect", { class: `seg${on}`, x: `${from}%`, y: 26, width: `${Math.max(to - from, 0.4)}%`, height: 16, rx: 4 }),
        text(`lab${on}`, middle, 57, b.size, "middle"), on && text("lab", middle < 20 ? from : middle > 80 ? to : middle, 74, number(sizes[1] ? b.text.replace(/ .*/, "") : b.text), anchor(middle))];
    }),
    svg("line", { class: "pin", x1: `${place}%`, x2: `${place}%`, y1: 17, y2: 46 }), svg("circle", { class: "pin", cx: `${place}%`, cy: 34, r: 6 }),
    text("val", place, 12, number(fit.value)));
}

const COLOURS = {
  ink: "#16211f,#e8efed", soft: "#4d5b58,#a9b8b4", paper: "#fff,#141c1b", line: "#74827f,#7f8f8b", hair: "#d5dedb,#33413e", tint: "#eef4f2,#1e2927",
  accent: "#0b5d52,#7fd6c6", "on-accent": "#fff,#06241f", mark: "#b23c0a,#ffb08a", warn: "#fdf1e3,#33261a", bad: "#b3261e,#ffb4ab",
};
const CSS = `:host{display:block!important;visibility:visible!important;opacity:1!important;transform:none!important;filter:none!important;position:static!important;float:none!important;max-inline-size:100%!important;color-scheme:light dark}
:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}:host([theme=page]){color-scheme:inherit}
.w{all:initial;display:block;color-scheme:inherit;container-type:inline-size;font:400 var(--legfit-font-size,medium)/1.5 var(--legfit-font,system-ui,sans-serif);${Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--legfit-${name},${both.split(",")[0]});`).join("")}--r:var(--legfit-radius,.6em);color:var(--ink)}
@supports(color:light-dark(red,red)){.w{${Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--legfit-${name},light-dark(${both}));`).join("")}}}
*,::before{box-sizing:border-box}[hidden],.status:empty{display:none}
.card{background:var(--paper);border:1px solid var(--hair);border-radius:var(--r);padding:clamp(.9em,4cqi,1.5em);max-inline-size:var(--legfit-width,44em);overflow-wrap:anywhere}
.card,.ask,.fields,.field,.note,ul{display:grid;gap:1em;align-content:start}.field,.note,ul{gap:.4em}
h2,h3,p,ul,fieldset{margin:0;padding:0;border:0;min-inline-size:0}h2{font-size:1.35em;line-height:1.25}[tabindex]:focus{outline:0}h3,legend{font-size:1em;padding:0}ul{padding-inline-start:1.2em}a{color:var(--accent)}
button,input,select{font:inherit;color:inherit;border-radius:var(--r);min-block-size:2.75em;border:1px solid var(--line);background:var(--paper);padding:.5em .7em}
button{white-space:nowrap;cursor:pointer;padding-inline:1.1em;font-weight:600;border-color:var(--accent);color:var(--accent)}.main,[aria-pressed=true]{background:var(--accent);color:var(--on-accent)}button:hover{text-decoration:underline}.plain{border-color:#0000;padding-inline:.4em}
:focus-visible{outline:3px solid var(--legfit-focus,var(--accent));outline-offset:2px}
input,select{inline-size:100%}[aria-invalid=true]{border:2px solid var(--bad)}
.tick input{inline-size:1.25em;min-block-size:1.25em;margin:.15em 0 0;accent-color:var(--accent);flex:none}
.tick,.row,.with,.answer{display:flex;gap:.6em;align-items:center}.tick{align-items:start;padding-block:.3em}.row{flex-wrap:wrap}.with span{white-space:nowrap}.answer{gap:1em}.top{justify-content:space-between;flex-wrap:nowrap}
.leg{block-size:15em;max-inline-size:100%;justify-self:center}@container(min-width:31em){.drawn{grid-template-columns:9.5em 1fr}}
.name,label{font-weight:600}b{display:inline-block;font-weight:inherit}b::first-letter{text-transform:uppercase}.tick,.two label{font-weight:400}.hint{color:var(--soft);font-size:.9em}.err{color:var(--bad)}.two{display:grid;grid-template-columns:1fr 1fr;gap:.7em;align-items:end}
.num{display:inline-block;text-align:center;inline-size:1.5em;border-radius:1em;background:var(--mark);color:var(--paper);margin-inline-end:.45em}
.note{background:var(--tint);border-radius:var(--r);padding:.8em 1em}.warn{background:var(--warn)}.warn,.bad{border-inline-start:4px solid var(--mark)}
.big{text-align:center;font-size:1.9em;line-height:1;font-weight:700;padding:.3em .5em;border-radius:var(--r);background:var(--accent);color:var(--on-accent)}
details{border-block-start:1px solid var(--hair);padding-block-start:.6em}summary{cursor:pointer;font-weight:600;padding-block:.4em}details>div{padding-block-start:.6em}
.skin{fill:var(--tint);stroke:var(--line)}.tape{fill:none;stroke:var(--mark);stroke-width:2}.dot,.val{fill:var(--mark)}.no{fill:var(--paper);font:700 10px sans-serif}
.band{overflow:hidden;direction:ltr;font-size:13px}.seg{fill:var(--hair);stroke:var(--paper)}.seg.on{fill:var(--accent)}.lab{fill:var(--soft)}.lab.on{fill:var(--ink)}.lab.on,.val{font-weight:700}.pin{fill:var(--mark);stroke:var(--mark);stroke-width:2.5}circle.pin{stroke:var(--paper)}
.wait::before{content:"";display:inline-block;inline-size:1em;block-size:1em;margin-inline-end:.6em;vertical-align:-.15em;border:2px solid var(--hair);border-block-start-color:var(--accent);border-radius:1em;animation:t 1s linear infinite}
@keyframes t{to{rotate:1turn}}@media(prefers-reduced-motion:reduce){.wait::before{animation:none}}@media print{form,.row{display:none}}`;

// By field, as typed with its unit; storage may be forbidden.
function remembered() {
  try {
    return Object(JSON.parse(localStorage.getItem(STORE)));
  } catch {
    return {};
  }
}

function remember(measures) {
  try {
    if (measures) localStorage.setItem(STORE, JSON.stringify({ ...remembered(), ...measures }));
    else localStorage.removeItem(STORE);
  } catch { /* nothing is kept then */ }
}

// Never javascript: or data:.
function webLink(text) {
  try {
    const url = new URL(text, document.baseURI);
    return text && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

class Failed extends Error {
  constructor(status, problem) {
    super(status);
    Object.assign(this, { status, problem: problem || {} });
  }
}

export class LegfitSize extends HTMLElement {
  static observedAttributes = ["product", "api", "lang", "units"];

  #root = this.attachShadow({ mode: "open" });
  #box = el("div", { class: "w" });
  #status = el("p", { class: "status hint", role: "status" });
  #kit = null; // the texts and the drawing
  #product = null;
  #fields = [];
  #typed = {}; // survives a service that is away
  #units = "cm";
  #sides = false;
  #quiet = false;
  #turn = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#box);
    // A page's one-key shortcuts see no text field here: typing is kept from them.
    for (const kind of ["keydown", "keypress", "keyup"]) {
      this.#box.addEventListener(kind, (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.stopPropagation());
    }
  }

  connectedCallback() {
    if (this.hasAttribute("open")) this.open(false);
    else this.#closed();
  }

  disconnectedCallback() {
    this.#turn += 1;
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    this.#kit = this.#product = null;
    if (this.#find("h2")) this.open(false);
    else this.#closed();
  }

  get #lang() {
    const page = this.closest("[lang]");
    const tag = (this.getAttribute("lang") || (page && page.lang) || navigator.language).slice(0, 2).toLowerCase();
    return FIRST_WORDS[tag] ? tag : "en";
  }

  #find(selector) {
    return this.#box.querySelector(selector);
  }

  #say(code, facts = {}) {
    let text = this.#kit ? this.#kit.texts[code] : FIRST_WORDS[this.#lang][FIRST.indexOf(code.slice(7))];
    if (text && text.by) text = text[facts[text.by]] || text.other;
    return (text || "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  }

  #w(word, facts) {
    return this.#say(`widget.${word}`, facts);
  }

  #name(point) {
    return point === "shoe" ? this.#w("shoe") : this.#say(`point.${point}`);
  }

  #number(text) {
    return this.#lang === "en" ? text : text.replace(/(\d)\.(\d)/g, "$1,$2");
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

  async #during(word, work, done, failed) {
    const turn = ++this.#turn;
    const late = setTimeout(() => this.#wait(this.#w("slow") || "…"), SLOW);
    const current = (then, value) => {
      clearTimeout(late);
      if (turn !== this.#turn) return;
      this.#wait("");
      then(value);
    };
    this.#wait(this.#w(word) || "…");
    return work().then((value) => current(done, value), (error) => current(failed, error));
  }

  #wait(text) {
    this.#status.textContent = text;
    this.#status.classList.toggle("wait", Boolean(text));
    for (const button of this.#box.querySelectorAll("button:not(.plain)")) button.disabled = Boolean(text);
  }

  #card(title, ...children) {
    const heading = el("h2", { tabindex: -1, part: "title" }, title);
    const close = this.#kit && !this.hasAttribute("open") && this.#button("close", "plain close", () => this.close());
    this.#box.lang = this.#lang;
    this.#box.replaceChildren(el("section", { class: "card", part: "card", "aria-label": title }, el("div", { class: "row top" }, heading, close), children, this.#status));
    if (!this.#quiet) heading.focus();
  }

  // `kind` ends with the name of the part.
  #button(word, kind, click) {
    return el("button", { type: click ? "button" : "submit", class: kind, part: `button ${kind.split(" ").pop()}`, click }, this.#w(word));
  }

  #note(kind, ...children) {
    return el("div", { class: `note ${kind}`, part: kind, tabindex: -1, role: kind.includes("bad") && "alert" }, children);
  }

  #texts(reasons, tag = "p") {
    return [...new Set((reasons || []).map((r) => r.text))].map((text) => el(tag, null, text));
  }

  #details(word, kind, open, ...children) {
    return el("details", { part: kind, open }, el("summary", null, this.#w(word)), el("div", { class: "fields" }, children));
  }

  #closed() {
    this.#turn += 1;
    this.#box.replaceChildren(this.#button("find", "main open", () => this.open()));
  }

  close() {
    this.#closed();
    this.#find("button").focus();
  }

  // Without `focus` the page keeps it where it is.
  open(focus = true) {
    this.#quiet = !focus;
    this.#card(this.#w("find"));
    this.#during("loading", async () => {
      const kit = this.#kit || await this.#fetch(`/v1/widget/${this.#lang}`);
      if (kit.language === this.#lang) this.#kit = kit;
      return this.#product || this.#fetch(this.#path);
    }, (product) => {
      this.#product = product;
      this.#units = this.getAttribute("units") === "in" ? "in" : "cm";
      this.#form();
    }, (error) => this.#trouble(error, () => this.open()));
  }

  get #path() {
    return `/v1/products/${encodeURIComponent(this.getAttribute("product"))}`;
  }

  #trouble({ status }, again) {
    const word = this.#kit && { 404: "unknown", 429: "busy" }[status];
    this.#card(this.#w("find"), this.#note("bad error", this.#w(word || "away")),
      el("div", { class: "row" }, word !== "unknown" && this.#button("retry", "main retry", again), this.#fields.length > 0 && this.#change()));
  }

  get #chart() {
    return this.#product.charts.find((chart) => chart.current) || { keyed_by: this.#product.asks_for.map((point) => [point]), sizes: [] };
  }

  #form(problems = []) {
    const keys = this.#chart.keyed_by;
    if (!keys.length) return this.#card(this.#w("find"), el("p", null, this.#w("no_chart")));
    const { around, along } = this.#kit.drawing;
    const drawn = [...new Set(keys.flat())].filter((point) => around[point] || along[point]);
    const stored = Object.keys(remembered()).length > 0;
    const where = this.#w("where", { points: drawn.map((point, i) => `${i + 1} ${this.#name(point)}`).join(", ") });
    this.#fields = [];
    this.#card(this.#w("find"), el("p", { class: "hint" }, `${this.#product.brand} ${this.#product.name}`),
      problems.length > 0 && this.#note("bad error", this.#w("problems")),
      el("form", { class: "fields", novalidate: true, submit: (event) => this.#submitted(event) },
        el("div", { class: drawn.length ? "ask drawn" : "ask" },
          drawn.length > 0 && whereToMeasure(this.#kit.drawing, drawn, where),
          el("div", { class: "fields" },
            el("div", { class: "row", role: "radiogroup", "aria-label": this.#w("units") }, ["cm", "in"].map((unit) => this.#tick(unit, this.#w(unit), unit === this.#units, () => this.#again(() => { this.#units = unit; }, unit), "radio"))),
            keys.map((key, k) => this.#key(key, k, drawn)),
            drawn.some((point) => this.#sided(point)) && this.#tick("sides", this.#w("sides"), this.#sides, (on) => this.#again(() => { this.#sides = on; }, "sides")))),
        this.#tick("remember", this.#w("remember"), stored, (on) => on || remember()),
        el("p", { class: "hint" }, this.#w("private")),
        el("div", { class: "row" }, this.#button("ask", "main submit"), stored && this.#button("forget", "plain forget", () => this.#forget()))));
    for (const { id, text } of problems) {
      this.#find(`#${id}`).setAttribute("aria-invalid", "true");
      this.#find(`#${id}-err`).textContent = text;
    }
    if (problems.length) this.#find(`#${problems[0].id}`).focus();
  }

  #again(choose, focus) {
    this.#keep();
    choose();
    this.#form();
    this.#find(`#${focus}`).focus();
  }

  #forget() {
    remember();
    this.#typed = {};
    this.#form();
    this.#status.textContent = this.#w("forgotten");
  }

  #tick(id, text, on, changed, type = "checkbox") {
    return el("label", { class: "tick" }, el("input", { type, id, name: type === "radio" ? "units" : id, checked: on, change: (event) => changed && changed(event.target.checked) }), el("span", null, text));
  }

  #sided(point) {
    return Boolean(this.#kit.drawing.around[point]) && !/hip|waist/.test(point);
  }

  // The fields of one key of the chart; one shoe size for all its systems.
  #key(key, k, drawn) {
    const shoes = [...new Set(key.flatMap(systemsOf))];
    const points = [...key.filter((point) => !systemsOf(point).length), ...(shoes.length ? ["shoe"] : [])];
    return points.map((point, i) => {
      const number = drawn.indexOf(point) + 1;
      const name = [number > 0 && el("span", { class: "num", "aria-hidden": "true" }, number), el("b", null, i ? this.#w("or", { point: this.#name(point) }) : this.#name(point))];
      if (this.#sides && this.#sided(point)) {
        return el("div", { class: "field", role: "group", "aria-label": this.#name(point) }, el("span", { class: "name" }, name),
          el("div", { class: "two" }, ["left", "right"].map((side) => this.#field(point, k, this.#w(side), side))), this.#hint(point));
      }
      return el("div", { class: "field" }, this.#field(point, k, name, "both", shoes), point !== "shoe" && this.#hint(point));
    });
  }

  #hint(point) {
    return el("p", { class: "hint", id: `how-${point}` }, `${this.#say(`how.${point}`)} ${this.#w("like", { example: this.#example(point) })}`);
  }

  #example(point) {
    const unit = unitOf(point, this.#units);
    return point === "shoe" ? "43" : `${this.#number(converted(this.#kit.examples[point], unit, unit))} ${unit}`;
  }

  #field(point, key, name, side, systems) {
    const id = side === "both" ? point : `${point}-${side}`;
    const unit = unitOf(point, this.#units);
    const input = el("input", { type: "text", id, part: "input", inputmode: unit === "in" ? "text" : "decimal", autocomplete: "off", maxlength: 30, "aria-describedby": `${id}-unit ${id}-err how-${point}`, input: () => { field.exact = ""; input.removeAttribute("aria-invalid"); } });
    const shoe = point === "shoe" && el("select", { "aria-label": this.#w("system"), part: "input" }, systems.map((system) => el("option", null, system)));
    const field = { id, point, side, key, input, shoe };
    const kept = this.#typed[id] ?? remembered()[id];
    if (kept) this.#put(field, String(kept), unit);
    this.#fields.push(field);
    return el("div", { class: "field" }, el("label", { for: id }, name), el("div", { class: "with" }, shoe, input, !shoe && el("span", { id: `${id}-unit` }, unit)), el("span", { class: "err", id: `${id}-err` }));
  }

  // `exact` is what was typed: turning the unit twice loses nothing.
  #put(field, kept, unit) {
    if (field.shoe) {
      const [, system, size] = /^(.*) (\S+)$/.exec(kept) || [];
      field.shoe.value = system;
      field.input.value = field.shoe.value ? size : "";
      if (!field.shoe.value) field.shoe.selectedIndex = 0;
      return;
    }
    const [value, given] = readMeasure(kept, unit);
    field.input.value = given === unit || !value ? kept.replace(/\s*(cm|in|kg|lb)$/, "") : this.#number(converted(kept, unit, unit));
    field.exact = kept;
  }

  #keep() {
    for (const field of this.#fields) {
      const typed = field.input.value.trim();
      const written = /[^\d\s.,/¼-¾⅐-⅞-]/.test(typed) ? typed : `${typed} ${unitOf(field.point, this.#units)}`;
      this.#typed[field.id] = !typed ? "" : field.shoe ? `${field.shoe.value} ${typed}` : field.exact || written;
    }
  }

  #submitted(event) {
    event.preventDefault();
    this.#quiet = false;
    this.#keep();
    const missing = this.#fields.filter(({ key }) => !this.#fields.some((f) => f.key === key && this.#typed[f.id]));
    const unread = this.#fields.filter((f) => this.#typed[f.id] && !(readMeasure(f.shoe ? f.input.value : this.#typed[f.id], "cm")[0] > 0));
    const problems = [...missing.map((f) => ({ id: f.id, text: this.#w("missing", { point: this.#name(f.point) }) })), ...unread.map((f) => this.#wrong(f, "unread"))];
    if (this.#find("#remember").checked) remember(this.#typed);
    if (problems.length) this.#form(problems);
    else this.#ask(this.#question());
  }

  #wrong(field, word) {
    return { id: field.id, text: this.#w(word, { value: field.input.value, example: this.#example(field.point) }) };
  }

  #question() {
    const question = { garment: this.#product.garment, units: this.#units, legs: {}, body: {} };
    for (const { id, point, side, shoe } of this.#fields) {
      const text = this.#typed[id];
      if (!text) continue;
      if (shoe) question.shoe = text;
      else if (/eight/.test(point)) question.body[point] = text;
      else question.legs[point] = side === "both" ? text : { ...question.legs[point], [side]: text };
    }
    return question;
  }

  #ask(question) {
    return this.#during("asking", () => this.#fetch(`${this.#path}/size?detail=full&lang=${this.#lang}`, question), (answer) => this.#answered(answer, question), (error) => {
      const { confirm, errors } = error.problem;
      const fields = (errors || []).map((e) => [e.code, this.#fields.find((f) => e.field.includes(f.point) && (f.side === "both" || e.field.includes(f.side)))]).filter(([, field]) => field);
      if (confirm) this.#confirm(confirm, question);
      else if (fields.length) this.#form(fields.map(([code, field]) => this.#wrong(field, /not_|unit|ambig/.test(code) ? "unread" : "impossible")));
      else this.#trouble(error, () => this.#ask(question));
    });
  }

  #confirm(asked, question) {
    this.#card(this.#w("is_right"), this.#note("warn confirm", this.#texts(asked)),
      el("div", { class: "row" }, this.#button("yes", "main yes", () => this.#ask({ ...question, confirmed: true })), this.#change()));
  }

  #change() {
    return this.#button("change", "change", () => { this.#form(); this.#find("[type=text]").focus(); });
  }

  #answered(answer, question) {
    const [found] = [...answer.matches, ...answer.misses, ...answer.excluded];
    const size = answer.matches[0] ? found.size : null;
    if (size === null) this.#noSize(found, answer);
    else this.#match(found, answer, question);
    this.#tell(found, size);
  }

  #match(found, answer, question) {
    const { size, also, reasons } = found;
    const lead = reasons.filter((r) => /^size\.(inside|between|two_|first|legs_)/.test(r.code)).slice(0, 2);
    const word = also.length > 0 && { between_sizes: "between", in_two_sizes: "two", legs_differ: "differ" }[found.outcome];
    this.#card(this.#w(word || "your_size", { size, also: also.join(", ") }), this.#clinician(answer),
      el("div", { class: "answer" }, el("span", { class: "big", part: "size", "aria-hidden": "true" }, size), el("div", null, word && el("p", { class: "name" }, this.#w("first", { size })), this.#texts(lead))),
      word && this.#choice(found, [size, ...also]),
      Object.entries(found.points).flatMap(([point, fit]) => (fit.value ? [["", fit]] : Object.entries(fit)).map(([side, one]) => this.#band(found, point, side, one))),
      this.#variants(size).length > 0 && this.#variants(size).every((v) => v.stock === 0) && this.#note("stock", this.#w("sold_out", { size })),
      this.#firm(found.medical), this.#why(reasons.filter((r) => !lead.includes(r)), found.source || {}),
      this.#advice(found, answer, question), el("div", { class: "row" }, this.#change()));
    if (question.run) this.#find(".advised, .clinician").focus();
  }

  #choice(found, sizes) {
    const buttons = sizes.map((size) => el("button", { type: "button", part: "button choice", "aria-pressed": `${size === found.size}`, click: (event) => {
      for (const button of buttons) button.setAttribute("aria-pressed", button === event.currentTarget);
      this.#tell(found, size);
    } }, this.#w("size", { size })));
    return el("div", { class: "row", role: "group", "aria-label": this.#w("choose") }, buttons);
  }

  #band(found, point, side, fit) {
    const name = this.#name(point) + (side && `, ${this.#w(side)}`);
    const number = (text) => this.#number(text);
    const label = this.#w("on_band", { point: name, value: number(fit.value), size: found.size, band: number(fit.band) });
    return el("div", { class: "field" }, el("b", { class: "name" }, name), onBand(this.#chart, point, fit, [found.size, ...found.also], label, number));
  }

  #firm({ label, marks, reasons }) {
    if (label !== "firm" && !marks.includes("caution")) return null;
    return this.#note("warn safety", el("h3", null, this.#w("firm")), this.#texts(reasons.filter((r) => r.code === "medical.caution")),
      el("ul", null, CHECKS.map((name) => el("li", null, this.#say(`usage.check.${name}`)))));
  }

  #why(reasons, { url, seen_on: date }) {
    const link = webLink(url);
    return this.#details("why", "why", false, el("ul", null, this.#texts(reasons, "li")),
      link && el("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, this.#w(/^\d/.test(date) ? "source" : "source_undated", { date })));
  }

  #advice(found, answer, question) {
    const { run = {}, runner = {} } = question;
    const number = (id, word, unit, value) => el("div", { class: "field" }, el("label", { for: id }, this.#w(word)), el("div", { class: "with" },
      el("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", maxlength: 10, value: value && value.split(" ")[0] }), el("span", { "aria-hidden": "true" }, unit)));
    const form = el("form", { class: "fields", novalidate: true, submit: (event) => this.#askAdvice(event, question) },
      el("div", { class: "two" }, number("distance", "distance", this.#units === "in" ? "mi" : "km", run.distance), number("duration", "duration", "min", run.duration)),
      el("div", { class: "field" }, el("label", { for: "intensity" }, this.#w("intensity")),
        el("select", { id: "intensity" }, ["", "easy", "steady", "hard"].map((value) => el("option", { value, selected: value === run.intensity }, this.#w(value || "unsaid"))))),
      this.#tick("rest_day", this.#w("rest_day"), run.rest_day),
      el("fieldset", null, el("legend", null, this.#w("health")), FLAGS.map((flag) => this.#tick(flag, this.#say(`flag.${flag}`), runner.red_flags && runner.red_flags.includes(flag)))),
      el("p", { class: "hint" }, this.#w("health_private")), el("div", { class: "row" }, this.#button("advise", "advise")));
    return this.#details("advice", "advice", Boolean(question.run), question.run && this.#advised(found.advice || {}, answer.advice || {}), form);
  }

  #askAdvice(event, question) {
    event.preventDefault();
    const value = (id) => this.#find(`#${id}`).value.trim();
    const wrong = ["distance", "duration"].filter((id) => value(id) && !(readNumber(value(id)) > 0));
    for (const id of ["distance", "duration"]) this.#find(`#${id}`).setAttribute("aria-invalid", wrong.includes(id));
    if (wrong.length) return this.#find(`#${wrong[0]}`).focus();
    const on = (id) => this.#find(`#${id}`).checked;
    const run = { rest_day: on("rest_day") };
    if (value("distance")) run.distance = `${value("distance")} ${this.#units === "in" ? "mi" : "km"}`;
    if (value("duration")) run.duration = `${value("duration")} min`;
    if (value("intensity")) run.intensity = value("intensity");
    return this.#ask({ ...question, run, runner: { red_flags: FLAGS.filter(on) } });
  }

  #headline({ headline }) {
    return headline && el("p", { class: "name" }, this.#say(`usage.headline.${headline.verdict}`, headline));
  }

  // Stands before everything else.
  #clinician({ advice = {} }) {
    return advice.headline && advice.headline.verdict === "see_clinician_first"
      && this.#note("warn bad clinician", el("h3", null, this.#w("clinician")), this.#texts(advice.reasons), this.#headline(advice));
  }

  #advised(own, runner) {
    if (this.#clinician({ advice: runner })) return null;
    const advice = own.headline ? own : runner;
    return this.#note("advised", this.#headline(advice), el("ul", null, this.#texts([...(advice.reasons || []), ...(runner.reasons || []), ...(runner.notes || [])], "li")));
  }

  #noSize(found, answer) {
    const word = { needs_measurement: "undecided", measurements_disagree: "undecided", no_chart: "no_chart" }[found.outcome];
    const others = answer.others || [];
    this.#card(this.#w(found.rule ? "excluded" : word || "none"), this.#clinician(answer), this.#note("no-size", this.#texts(found.reasons.slice(0, 4))),
      answer.others && el("div", { class: "field", part: "others" }, el("h3", null, this.#w(others.length ? "others" : "others_none")), el("ul", null, others.map((m) => this.#other(m)))),
      el("div", { class: "row" }, this.#change()));
  }

  #other({ product, size }) {
    const name = `${product.brand} ${product.name}`;
    const link = webLink((this.getAttribute("product-url") || "").replace("{id}", encodeURIComponent(product.id)));
    return el("li", null, link ? el("a", { href: link }, name) : name, ": ", el("strong", null, this.#w("size", { size })));
  }

  #variants(size) {
    return this.#product.variants.filter((v) => v.size === size);
  }

  // For the shop; size null where there is none to buy.
  #tell(found, size) {
    const variants = this.#variants(size);
    const best = variants.find((v) => v.stock !== 0) || variants[0];
    this.dispatchEvent(new CustomEvent("legfit:size", { bubbles: true, composed: true, detail: {
      product: found.product.id, size, also: size === null ? [] : [found.size, ...found.also].filter((s) => s !== size),
      outcome: found.outcome || "excluded", variant: best ? best.shop_id || best.sku : null, stock: best ? best.stock : null, variants,
    } }));
  }
}

if (!customElements.get("legfit-size")) customElements.define("legfit-size", LegfitSize);
