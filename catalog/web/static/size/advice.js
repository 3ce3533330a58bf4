// "Is it worth wearing?": the run and the health signs, asked only of those who want advice.
import { withUnit } from "./entries.js";
import { made } from "./nodes.js";

const TESTED = { yes: true, no: false };
const CLOCK = ["h", "min"];
const TYPED = ["distance", "duration"];

// The form stays one node for as long as a measure is; what stands in it is nowhere kept and goes with it.
export class AdviceForm {
  form;
  #panel;
  #ask;

  constructor(panel, units, ask) {
    this.#panel = panel;
    this.#ask = ask;
    this.form = made(panel.kit.advice);
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    this.#find("race").addEventListener("change", () => { this.#find("of-race").hidden = !this.#find("race").checked; });
    this.#find("distance-unit").value = units === "in" ? "mi" : "km";
  }

  // Whether something stands in the fields.
  get isFilled() {
    return [...this.form.elements].some((field) => field.checked || (field.value && /^(text|select-one)$/.test(field.type) && field.id !== "distance-unit"));
  }

  // The part of a question that this form asks.
  get part() {
    const value = (id) => this.#find(id).value.trim();
    const run = { rest_day: this.#find("rest_day").checked, race: this.#find("race").checked };
    const [distance, duration, intensity, tested] = ["distance", "duration", "intensity", "tested"].map(value);
    if (distance) run.distance = withUnit(distance, value("distance-unit"));
    if (duration) run.duration = duration;
    if (intensity) run.intensity = intensity;
    const runner = { red_flags: [...this.form.elements].filter(({ id, checked }) => checked && /^C\d$/.test(id)).map(({ id }) => id) };
    if (run.race && tested in TESTED) runner.tested_in_training = TESTED[tested];
    return { run, runner };
  }

  // The answer to the one question of a race.
  tested(said) {
    this.#find("tested").value = said;
    this.#ask();
  }

  // What the service says about the fields of this form; false where none of them is meant.
  refused(errors) {
    const own = errors.filter((error) => /\brun\.(distance|duration|rest_day)$/.test(error.field));
    for (const error of own) this.#mark(error);
    return own.length > 0;
  }

  #find(id) {
    return this.form.querySelector(`#${id}`);
  }

  #mark(error) {
    const { field, code, suggestion } = error;
    const id = field.split(".").pop();
    const input = this.#find(id);
    const typed = TYPED.includes(id) && input.value;
    const readings = suggestion ? [suggestion] : id === "duration" && code === "unit_missing" ? CLOCK.map((unit) => `${typed} ${unit}`) : [];
    this.#find(`${id}-err`).replaceChildren(this.#panel.wrong(typed, error),
      ...readings.map((reading) => this.#panel.offer(reading, () => {
        input.value = reading;
        this.#submitted();
      })));
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  #submitted(event) {
    if (event) event.preventDefault();
    for (const id of [...TYPED, "rest_day"]) {
      this.#find(id).removeAttribute("aria-invalid");
      this.#find(`${id}-err`).replaceChildren();
    }
    const { rest_day, distance, duration, race } = this.part.run;
    if (rest_day && (distance || duration || race)) this.#mark({ field: "run.rest_day", hint: this.#panel.text("rest_day_or_run") });
    else this.#ask();
  }
}
