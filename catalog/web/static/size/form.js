// The form of the widget: just the measures that the chart of this product needs, sent as they were typed.
import { agreedTo, isBare, otherUnit, questionOf, remember, remembered, withUnit } from "./entries.js";
import { OwnSize } from "./own_size.js";
import { el, made } from "./nodes.js";

export class MeasureForm {
  fields = [];
  units;
  #panel;
  #product;
  #ask;
  #typed = {}; // survives a service that is away
  #keeps = null; // whether to remember, where the visitor has said so
  #sides = false;
  #own;

  // `entries` and `own`, what was chosen of another brand, may be of another product: a measure is typed once.
  constructor(panel, product, units, ask, entries = {}, own) {
    this.#panel = panel;
    this.#product = product;
    this.units = units;
    this.#ask = ask;
    this.#own = new OwnSize(panel, product.product, own);
    this.#take(entries);
  }

  #take(entries) {
    const own = this.#product.fields.flat().map(({ point }) => point);
    this.#typed = Object.fromEntries(Object.entries(entries).filter(([id]) => own.includes(id.split("-")[0])));
    this.#sides = Object.keys(this.#typed).some((id) => id.includes("-"));
  }

  // What stands in the fields, or did.
  get entries() {
    if (this.fields.some(({ input }) => input.isConnected)) this.#read();
    return this.#typed;
  }

  // What is chosen of another brand.
  get own() {
    return this.#own.chosen;
  }

  // Whether there is anything that a visitor could enter.
  get asks() {
    return this.#product.fields.length > 0;
  }

  // The question of what is remembered, where that is all that the chart asks for.
  get recalled() {
    const { prefer, ...entries } = remembered();
    const has = ({ point }) => entries[point] || (entries[`${point}-left`] && entries[`${point}-right`]);
    if (!this.asks || !this.#product.fields.every((key) => key.some(has))) return null;
    this.#take(entries);
    return this.question();
  }

  get #stored() {
    return Object.keys(remembered()).length > 0;
  }

  // `focus` leads to the first field.
  show(problems = [], focus = problems.length > 0, card) {
    const panel = this.#panel;
    const { leg, lesson, no_tape, chart, product: { brand, name } } = this.#product;
    const drawn = this.#product.fields.flat().filter((field) => field.drawn);
    this.fields = [];
    panel.card(card?.title || panel.text("find"), el("p", { class: "hint product" }, `${brand} ${name}`), card?.top.map(made),
      problems.length > 0 && panel.note("bad error", panel.text("problems")),
      el("form", { class: "fields", novalidate: true, submit: (event) => this.#submitted(event) },
        el("div", { class: "ask" }, leg && made(leg),
          el("div", { class: "fields" }, this.#product.fields.map((key, k) => this.#key(key, k, drawn)),
            leg && made(lesson),
            el("div", { class: "row units", role: "radiogroup", "aria-label": panel.text("units") }, ["cm", "in"].map((unit) => panel.tick(unit, panel.text(unit), unit === this.units, () => this.#again(() => { this.units = unit; }, unit), "radio"))),
            drawn.some((field) => field.sided) && panel.tick("sides", panel.text("sides"), this.#sides, (on) => this.#again(() => { this.#sides = on; }, "sides")))),
        leg && made(no_tape), this.#own.details, panel.tick("remember", panel.text("remember"), this.#keeps ?? this.#stored, (on) => {
          this.#keeps = on;
          if (!on) remember();
        }),
        el("div", { class: "row" }, panel.button("ask", "main submit"), this.#stored && panel.button("forget", "plain forget", () => this.#forget())),
        el("p", { class: "hint" }, panel.text("private"))),
      chart.map(made));
    panel.does = { field: (point) => this.fields.find((field) => field.point === point).input.focus() };
    for (const { id, text, suggestion } of problems) {
      panel.find(`#${id}`).setAttribute("aria-invalid", "true");
      panel.find(`#${id}-err`).textContent = text;
      if (suggestion) panel.find(`#${id}-err`).after(panel.offer(suggestion, () => this.takeUp(id, suggestion)));
    }
    if (focus) panel.find(problems.length ? `#${problems[0].id}` : "[type=text]").focus();
  }

  // Another reading in the place of what was typed, asked at once.
  takeUp(id, suggestion) {
    this.#typed[id] = suggestion;
    this.#ask(this.question());
  }

  // Remembers what the service could read, where the visitor wants that.
  keep() {
    const agreed = agreedTo();
    if (this.#keeps ?? this.#stored) remember({ ...this.#typed, ...(agreed[0] && { agreed }) });
  }

  fieldOf(path) {
    return this.fields.find((f) => path.includes(f.point) && (f.side === "both" || path.includes(f.side)));
  }

  // What the service says about each field.
  refused(errors) {
    const problems = errors.map((error) => [error, this.fieldOf(error.field)]).filter(([, field]) => field);
    this.show(problems.map(([error, field]) => ({ id: field.id, suggestion: error.suggestion,
      text: this.#panel.wrong(this.#typed[field.id], error) })));
    return problems.length > 0;
  }

  question() {
    const { prefer } = remembered();
    const [product, size] = this.own || "";
    return { units: this.units, ...questionOf({ ...this.#typed, prefer }), ...(size && { same_as: { product, size } }) };
  }

  #again(choose, focus) {
    this.#read();
    choose();
    this.show();
    this.#panel.find(`#${focus}`).focus();
  }

  #forget() {
    remember();
    this.#keeps = null;
    this.#typed = {};
    this.show();
    this.#panel.status.textContent = this.#panel.text("forgotten");
  }

  // The fields of one key of the chart, any of which will do.
  #key(key, k, drawn) {
    const panel = this.#panel;
    return key.map((field, i) => {
      const number = drawn.indexOf(field) + 1;
      const name = [number > 0 && drawn[1] && el("span", { class: "num", "aria-hidden": "true" }, number), el("b", null, i ? panel.text("or", { point: field.name }) : field.name)];
      if (this.#sides && field.sided) {
        return el("div", { class: "field", role: "group", "aria-label": field.name }, el("span", { class: "name" }, name),
          el("div", { class: "two" }, ["left", "right"].map((side) => this.#field(field, k, panel.text(side), side))), this.#hint(field));
      }
      return el("div", { class: "field" }, this.#field(field, k, name, "both"), !field.systems && this.#hint(field));
    });
  }

  #hint({ point, how, examples }) {
    return el("p", { class: "hint", id: `how-${point}` }, `${how} ${this.#panel.text("like", { example: examples[this.units] })}`);
  }

  #field({ point, units, systems }, key, name, side) {
    const id = side === "both" ? point : `${point}-${side}`;
    const unit = units[this.units];
    const own = () => mark.classList.toggle("own", !isBare(input.value));
    const input = el("input", { type: "text", id, part: "input", inputmode: unit === "in" ? "text" : "decimal", autocomplete: "off", maxlength: 40, "aria-describedby": `${id}-unit ${id}-err how-${point}`, input: () => { input.removeAttribute("aria-invalid"); own(); } });
    const shoe = systems && this.#panel.select("system", this.#panel.text("system"), systems.map((system) => [system, system]));
    const mark = shoe || el("span", { id: `${id}-unit` }, unit);
    const typed = this.#typed[id] ?? remembered()[id] ?? "";
    if (shoe) this.#shoe(shoe, input, String(typed));
    else input.value = otherUnit(String(typed), "", unit);
    own();
    this.fields.push({ id, point, side, key, unit, input, shoe });
    return el("div", { class: "field" }, el("label", { for: id }, name), el("div", { class: "with" }, shoe, input, !shoe && mark), el("span", { class: "err", id: `${id}-err` }));
  }

  // A shoe size whose system is one of those offered stands without it.
  #shoe(select, input, typed) {
    const system = [...select.options].map((option) => option.value).find((name) => typed.startsWith(`${name} `) && isBare(typed.slice(name.length)));
    select.value = system || select.options[0].value;
    input.value = system ? typed.slice(system.length + 1) : typed;
  }

  // What stands in the fields; a point has both legs or each, never both ways.
  #read() {
    this.#typed = {};
    for (const { id, unit, input, shoe } of this.fields) {
      const typed = input.value.trim();
      if (shoe) this.#typed[id] = typed && isBare(typed) ? `${shoe.value} ${typed}` : typed;
      else this.#typed[id] = withUnit(typed, unit);
    }
  }

  #submitted(event) {
    event.preventDefault();
    this.#panel.quiet = false;
    this.#read();
    if (!this.#own.isWhole()) return;
    const missing = this.fields.filter(({ key }) => !this.fields.some((f) => f.key === key && this.#typed[f.id]));
    if (missing.length && !this.own) this.show(missing.map((f) => ({ id: f.id, text: this.#panel.text("missing", { point: this.#product.fields.flat().find(({ point }) => point === f.point).name }) })));
    else this.#ask(this.question());
  }
}
