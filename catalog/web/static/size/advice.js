// "Is it worth wearing?": the run and the health signs, asked only of those who want advice.
import { withUnit } from "./entries.js";
import { el } from "./nodes.js";

const FLAGS = [..."123456789"].map((n) => `C${n}`);
const TESTED = { yes: true, no: false };
const CLOCK = ["h", "min"];
// What stands in the fields; it is nowhere kept and goes with the card.
const BLANK = { distance: "", duration: "", unit: "", intensity: "", race: false, tested: "", rest_day: false, flags: [] };

export class AdviceForm {
  entries = BLANK;
  #panel;
  #ask;

  constructor(panel, ask) {
    this.#panel = panel;
    this.#ask = ask;
  }

  // Whether something stands in the fields.
  get isFilled() {
    return this.entries !== BLANK;
  }

  // The part of a question that this form asks; nothing where it was not used.
  get part() {
    const { distance, duration, unit, intensity, race, tested, rest_day, flags } = this.entries;
    const run = { rest_day, race };
    if (distance) run.distance = withUnit(distance, unit);
    if (duration) run.duration = duration;
    if (intensity) run.intensity = intensity;
    const runner = { red_flags: flags };
    if (race && tested in TESTED) runner.tested_in_training = TESTED[tested];
    return { run, runner };
  }

  form(units) {
    const panel = this.#panel;
    const { distance, duration, unit, intensity, race, tested, rest_day, flags } = this.entries;
    const unsaid = ["", panel.text("unsaid")];
    const measures = [["km", "km"], ["mi", "mi"]];
    const field = (id, word, ...rest) => el("div", { class: "field" }, el("label", { for: id }, panel.text(word)), rest, el("span", { class: "err", id: `${id}-err` }));
    const text = (id, value) => el("input", { type: "text", id, part: "input", autocomplete: "off", maxlength: 40, value, "aria-describedby": `${id}-err` });
    const answers = el("div", { hidden: !race }, field("tested", "tested", panel.select("tested", null, [unsaid, ...["yes", "no", "not_yet"].map((a) => [a, panel.text(`tested_${a}`)])], tested)));
    return el("form", { class: "fields", novalidate: true, submit: (event) => this.#submitted(event) },
      el("div", { class: "two top-aligned" },
        field("distance", "distance", el("div", { class: "with" }, text("distance", distance), panel.select("distance-unit", panel.text("distance"), measures, unit || (units === "in" ? "mi" : "km")))),
        field("duration", "duration", text("duration", duration), el("span", { class: "hint" }, panel.text("like", { example: "1:50:00, 110 min, 2 h" })))),
      field("intensity", "intensity", panel.select("intensity", null, [unsaid, ...["easy", "steady", "hard"].map((i) => [i, panel.text(i)])], intensity)),
      panel.tick("race", panel.text("race"), race, (on) => { answers.hidden = !on; }), answers,
      panel.tick("rest_day", panel.text("rest_day"), rest_day), el("span", { class: "err", id: "rest_day-err" }),
      el("fieldset", null, el("legend", null, panel.text("health")), FLAGS.map((flag) => panel.tick(flag, panel.message(`flag.${flag}`), flags.includes(flag)))),
      el("p", { class: "hint" }, panel.text("health_private")), el("div", { class: "row" }, panel.button("advise", "advise")));
  }

  // The one question of a race, under the advice that turns on it.
  race(questions = []) {
    const panel = this.#panel;
    const open = questions.some((question) => question.code === "usage.question.tested_in_training");
    const button = (answer) => el("button", { type: "button", part: "button tested", click: () => this.#again({ tested: answer }) }, panel.text(`tested_${answer}`));
    return open && !this.entries.tested && el("div", { class: "row", role: "group", "aria-label": panel.text("tested") }, el("span", { class: "name" }, panel.text("tested")), ["yes", "no", "not_yet"].map(button));
  }

  // What the service says about the fields of this form; false where none of them is meant.
  refused(errors) {
    const own = errors.filter((error) => /^run\.(distance|duration|rest_day)$/.test(error.field));
    for (const error of own) this.#mark(error);
    return own.length > 0;
  }

  #mark({ field, code, hint, suggestion }) {
    const id = field.slice(4);
    const input = this.#panel.find(`#${id}`);
    const typed = this.entries[id];
    const readings = suggestion ? [suggestion] : id === "duration" && code === "unit_missing" ? CLOCK.map((unit) => `${typed} ${unit}`) : [];
    const place = this.#panel.find(`#${id}-err`);
    place.replaceChildren(`${typed === true ? "" : this.#panel.text("check", { value: typed })} ${hint || ""}`.trim(),
      ...readings.map((reading) => this.#panel.offer(reading, () => this.#again({ [id]: reading }))));
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  #again(more) {
    this.entries = { ...this.entries, ...more };
    this.#ask();
  }

  #submitted(event) {
    event.preventDefault();
    const find = (id) => this.#panel.find(`#${id}`);
    const value = (id) => find(id).value.trim();
    for (const id of ["distance", "duration", "rest_day"]) {
      find(id).removeAttribute("aria-invalid");
      find(`${id}-err`).replaceChildren();
    }
    this.entries = {
      distance: value("distance"), duration: value("duration"), unit: value("distance-unit"), intensity: value("intensity"), race: find("race").checked,
      tested: value("tested"), rest_day: find("rest_day").checked, flags: FLAGS.filter((flag) => find(flag).checked),
    };
    const { rest_day, distance, duration, race } = this.entries;
    if (rest_day && (distance || duration || race)) this.#mark({ field: "run.rest_day", hint: this.#panel.text("rest_day_or_run") });
    else this.#ask();
  }
}
