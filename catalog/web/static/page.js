// What the page does better with JavaScript; without it the form is posted as it is.
import { converted } from "./legfit-size.js";

const form = document.getElementById("ask");
const status = document.getElementById("said");
const STORE = "legfit:measures";
const THIGH = new Set(["thigh_sleeve", "full_leg_sleeve", "shorts", "tights"]);
const measures = () => [...form.querySelectorAll("[data-measure]")];
const unitOf = (input, units) => (input.dataset.measure === "mass" ? (units === "in" ? "lb" : "kg") : units);
const number = (text, units) => (units === "cm" && document.documentElement.lang !== "en" ? text.replace(".", ",") : text);

for (const hidden of document.querySelectorAll(".scripted:not(#forget)")) hidden.hidden = false;

// ---- the unit: values are converted, and what was typed stays behind them

let units = form.elements.units.value;
const exact = new Map();

function turnUnits(chosen) {
  for (const input of measures()) {
    const typed = input.value.trim();
    const [text, unit] = exact.get(input.id) || [typed, units];
    if (typed) {
      exact.set(input.id, [text, unit]);
      input.value = unit === chosen ? text : number(converted(text, unitOf(input, unit), unitOf(input, chosen)), chosen);
    }
  }
  for (const hint of form.querySelectorAll("[data-cm]")) hint.textContent = hint.dataset[chosen];
  units = chosen;
}

for (const radio of form.elements.units) radio.addEventListener("change", () => turnUnits(radio.value));
for (const input of measures()) input.addEventListener("input", () => exact.delete(input.id));

// ---- the visitor's own memory, shared with the widget on this site

const remember = document.getElementById("remember");
const forget = document.getElementById("forget");

function stored() {
  try {
    return Object(JSON.parse(localStorage.getItem(STORE)));
  } catch {
    return {};
  }
}

function store(kept) {
  try {
    if (kept) localStorage.setItem(STORE, JSON.stringify({ ...stored(), ...kept }));
    else localStorage.removeItem(STORE);
  } catch { /* nothing is kept then */ }
  forget.hidden = !kept;
  remember.checked = Boolean(kept);
}

function recall() {
  const kept = stored();
  const known = measures().filter((input) => typeof kept[input.id] === "string");
  remember.checked = known.length > 0;
  forget.hidden = !known.length;
  if (measures().some((input) => input.value)) return;
  for (const input of known) input.value = number(converted(kept[input.id], unitOf(input, "cm"), unitOf(input, units)), units);
}

remember.addEventListener("change", () => remember.checked || store(null));
forget.addEventListener("click", () => {
  store(null);
  for (const input of measures()) input.value = "";
  status.textContent = status.dataset.forgotten;
  remember.focus();
});

// ---- asking

form.addEventListener("submit", () => {
  if (remember.checked) {
    const typed = measures().filter((input) => input.value.trim());
    store(Object.fromEntries(typed.map((input) => [input.id, /[a-z"']/i.test(input.value) ? input.value.trim() : `${input.value.trim()} ${unitOf(input, units)}`])));
  }
  status.textContent = status.dataset.asking;
  for (const button of document.querySelectorAll("button[type=submit]")) setTimeout(() => { button.disabled = true; });
});
window.addEventListener("pageshow", () => {
  status.textContent = "";
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = false;
});

// Another language keeps what is typed: the form is posted in it.
for (const link of document.querySelectorAll("[data-lang]")) {
  link.addEventListener("click", (event) => {
    if (!measures().some((input) => input.value)) return;
    event.preventDefault();
    form.elements.lang.value = link.dataset.lang;
    form.requestSubmit();
  });
}

form.elements.garment.addEventListener("change", (event) => {
  if (THIGH.has(event.target.value)) document.getElementById("more").open = true;
});

// ---- results

const copy = document.getElementById("copy");
if (copy) {
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById("share").href);
      status.textContent = copy.textContent = status.dataset.copied;
    } catch {
      document.getElementById("share").focus();
    }
  });
  document.getElementById("print").addEventListener("click", () => window.print());
}
if (document.querySelector("main.answered, #results[role=alert], #results [role=alert]")) document.getElementById("results").focus();
recall();
