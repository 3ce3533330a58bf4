// The form of the widget: just the measures that the chart of this product needs, sent as they were typed.
import { isBare, otherUnit, remember, remembered, withUnit } from "./entries.js";
import { el, whereToMeasure } from "./nodes.js";

const SYSTEMS = { shoe_eu: "EU", shoe_uk: "UK", shoe_us: "US", shoe_us_men: "US M", shoe_us_women: "US W" };
const unitOf = (point, units) => (point !== "weight" ? units : units === "in" ? "lb" : "kg");

export class MeasureForm {
  fields = [];
  #panel;
  #product;
  #ask;
  #typed = {}; // survives a service that is away
  #units;
  #sides = false;

  constructor(panel, product, units, ask) {
    this.#panel = panel;
    this.#product = product;
    this.#units = units;
    this.#ask = ask;
  }

  get #chart() {
    return this.#product.charts.find((chart) => chart.current) || { keyed_by: this.#product.asks_for.map((point) => [point]) };
  }

  // The keys that can be asked for: a shoe size on no stated scale decides nothing.
  get #keys() {
    return this.#chart.keyed_by.map((key) => key.filter((point) => point !== "shoe_unstated")).filter((key) => key.length);
  }

  // Whether there is anything that a visitor could enter.
  get asks() {
    return this.#keys.length > 0;
  }

  // Whether a chart or the maker names measures at all.
  get isKeyed() {
    return this.#chart.keyed_by.length > 0;
  }

  show(problems = []) {
    const panel = this.#panel;
    const { around, along } = panel.kit.drawing;
    const drawn = [...new Set(this.#keys.flat())].filter((point) => around[point] || along[point]);
    const stored = Object.keys(remembered()).length > 0;
    const where = panel.text("where", { points: drawn.map((point, i) => `${i + 1} ${panel.name(point)}`).join(", ") });
    this.fields = [];
    panel.card(panel.text("find"), el("p", { class: "hint" }, `${this.#product.brand} ${this.#product.name}`),
      problems.length > 0 && panel.note("bad error", panel.text("problems")),
      el("form", { class: "fields", novalidate: true, submit: (event) => this.#submitted(event) },
        el("div", { class: drawn.length ? "ask drawn" : "ask" },
          drawn.length > 0 && whereToMeasure(panel.kit.drawing, drawn, where),
          el("div", { class: "fields" },
            el("div", { class: "row", role: "radiogroup", "aria-label": panel.text("units") }, ["cm", "in"].map((unit) => panel.tick(unit, panel.text(unit), unit === this.#units, () => this.#again(() => { this.#units = unit; }, unit), "radio"))),
            this.#keys.map((key, k) => this.#key(key, k, drawn)),
            drawn.some((point) => this.#sided(point)) && panel.tick("sides", panel.text("sides"), this.#sides, (on) => this.#again(() => { this.#sides = on; }, "sides")))),
        panel.tick("remember", panel.text("remember"), stored, (on) => on || remember()),
        el("p", { class: "hint" }, panel.text("private")),
        el("div", { class: "row" }, panel.button("ask", "main submit"), stored && panel.button("forget", "plain forget", () => this.#forget()))));
    for (const { id, text, suggestion } of problems) {
      panel.find(`#${id}`).setAttribute("aria-invalid", "true");
      panel.find(`#${id}-err`).textContent = text;
      if (suggestion) panel.find(`#${id}-err`).after(panel.offer(suggestion, () => this.takeUp(id, suggestion)));
    }
    if (problems.length) panel.find(`#${problems[0].id}`).focus();
  }

  // Another reading in the place of what was typed, asked at once.
  takeUp(id, suggestion) {
    this.#typed[id] = suggestion;
    this.#ask(this.question());
  }

  fieldOf(path) {
    return this.fields.find((f) => path.includes(f.point) && (f.side === "both" || path.includes(f.side)));
  }

  // What the service says about each field.
  refused(errors) {
    const problems = errors.map((error) => [error, this.fieldOf(error.field)]).filter(([, field]) => field);
    this.show(problems.map(([error, field]) => ({ id: field.id, suggestion: error.suggestion,
      text: `${this.#panel.text("check", { value: this.#typed[field.id] })} ${error.hint || ""}`.trim() })));
    return problems.length > 0;
  }

  question() {
    const question = { garment: this.#product.garment, units: this.#units, legs: {}, body: {} };
    for (const { id, point, side, shoe } of this.fields) {
      const text = this.#typed[id];
      if (!text) continue;
      if (shoe) question.shoe = text;
      else if (/eight/.test(point)) question.body[point] = text;
      else question.legs[point] = side === "both" ? text : { ...question.legs[point], [side]: text };
    }
    return question;
  }

  #again(choose, focus) {
    this.#keep();
    choose();
    this.show();
    this.#panel.find(`#${focus}`).focus();
  }

  #forget() {
    remember();
    this.#typed = {};
    this.show();
    this.#panel.status.textContent = this.#panel.text("forgotten");
  }

  #sided(point) {
    return Boolean(this.#panel.kit.drawing.around[point]) && !/hip|waist/.test(point);
  }

  // The fields of one key of the chart; one shoe size for all its systems.
  #key(key, k, drawn) {
    const panel = this.#panel;
    const shoes = key.map((point) => SYSTEMS[point]).filter(Boolean);
    const points = [...key.filter((point) => !SYSTEMS[point]), ...(shoes.length ? ["shoe"] : [])];
    return points.map((point, i) => {
      const number = drawn.indexOf(point) + 1;
      const name = [number > 0 && el("span", { class: "num", "aria-hidden": "true" }, number), el("b", null, i ? panel.text("or", { point: panel.name(point) }) : panel.name(point))];
      if (this.#sides && this.#sided(point)) {
        return el("div", { class: "field", role: "group", "aria-label": panel.name(point) }, el("span", { class: "name" }, name),
          el("div", { class: "two" }, ["left", "right"].map((side) => this.#field(point, k, panel.text(side), side))), this.#hint(point));
      }
      return el("div", { class: "field" }, this.#field(point, k, name, "both", shoes), point !== "shoe" && this.#hint(point));
    });
  }

  #hint(point) {
    const example = this.#panel.number(this.#panel.kit.examples[this.#units][point] || "");
    return el("p", { class: "hint", id: `how-${point}` }, `${this.#panel.message(`how.${point}`)} ${example && this.#panel.text("like", { example })}`);
  }

  #field(point, key, name, side, systems) {
    const id = side === "both" ? point : `${point}-${side}`;
    const unit = unitOf(point, this.#units);
    const own = () => mark.classList.toggle("own", !isBare(input.value));
    const input = el("input", { type: "text", id, part: "input", inputmode: unit === "in" ? "text" : "decimal", autocomplete: "off", maxlength: 40, "aria-describedby": `${id}-unit ${id}-err how-${point}`, input: () => { input.removeAttribute("aria-invalid"); own(); } });
    const shoe = point === "shoe" && this.#panel.select("system", this.#panel.text("system"), systems.map((system) => [system, system]));
    const mark = shoe || el("span", { id: `${id}-unit` }, unit);
    const typed = this.#typed[id] ?? remembered()[id] ?? "";
    if (shoe) this.#shoe(shoe, input, String(typed));
    else input.value = otherUnit(String(typed), "", unit);
    own();
    this.fields.push({ id, point, side, key, input, shoe });
    return el("div", { class: "field" }, el("label", { for: id }, name), el("div", { class: "with" }, shoe, input, !shoe && mark), el("span", { class: "err", id: `${id}-err` }));
  }

  // A shoe size whose system is one of those offered stands without it.
  #shoe(select, input, typed) {
    const system = [...select.options].map((option) => option.value).find((name) => typed.startsWith(`${name} `) && isBare(typed.slice(name.length)));
    select.value = system || select.options[0].value;
    input.value = system ? typed.slice(system.length + 1) : typed;
  }

  #keep() {
    for (const { id, point, input, shoe } of this.fields) {
      const typed = input.value.trim();
      if (shoe) this.#typed[id] = typed && isBare(typed) ? `${shoe.value} ${typed}` : typed;
      else this.#typed[id] = withUnit(typed, unitOf(point, this.#units));
    }
  }

  #submitted(event) {
    event.preventDefault();
    this.#panel.quiet = false;
    this.#keep();
    const missing = this.fields.filter(({ key }) => !this.fields.some((f) => f.key === key && this.#typed[f.id]));
    if (this.#panel.find("#remember").checked) remember(this.#typed);
    if (missing.length) this.show(missing.map((f) => ({ id: f.id, text: this.#panel.text("missing", { point: this.#panel.name(f.point) }) })));
    else this.#ask(this.question());
  }
}
