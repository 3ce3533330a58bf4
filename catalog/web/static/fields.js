// The fields for measures, on every page that has them: a number keeps the unit it was typed in, which is written behind it.
import { isBare, otherUnit, remembered } from "./size/entries.js";

export const measures = (form) => [...form.querySelectorAll("[data-measure]")];
export const unitsOf = (form) => form.elements.shown.value;
export const unitOf = (input, units) => (input.dataset.measure === "mass" ? (units === "in" ? "lb" : "kg") : units);
const own = (input) => input.parentElement.classList.toggle("own", !isBare(input.value));

function put(input, value) {
  input.value = value;
  own(input);
}

// A tape in inches is read in fractions, which the keys for decimals lack.
function keysFor(input, units) {
  if (input.dataset.measure === "length") input.inputMode = units === "in" ? "text" : "decimal";
}

function turnUnits(form, chosen) {
  for (const input of measures(form)) {
    put(input, otherUnit(input.value.trim(), unitOf(input, unitsOf(form)), unitOf(input, chosen)));
    keysFor(input, chosen);
  }
  form.elements.shown.value = chosen;
}

export function unitsIn(form) {
  for (const radio of form.elements.units) radio.addEventListener("change", () => turnUnits(form, radio.value));
  const entries = form.querySelectorAll(".with > input");
  for (const input of entries) input.addEventListener("input", () => own(input));
  form.addEventListener("restored", () => {
    entries.forEach(own);
    for (const input of measures(form)) keysFor(input, unitsOf(form));
  });
}

// What the visitor let this browser remember, where nothing was typed yet.
export function recall(form) {
  const saved = remembered();
  if (measures(form).some((input) => input.value)) return;
  for (const input of measures(form)) {
    if (typeof saved[input.name] === "string") put(input, otherUnit(saved[input.name], "", unitOf(input, unitsOf(form))));
  }
}

export function showScripted() {
  for (const hidden of document.querySelectorAll(".scripted:not(#forget)")) hidden.hidden = false;
}
