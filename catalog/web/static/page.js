// What the page does better with JavaScript; without it the form is posted as it is.
import { isBare, otherUnit, remember as store, remembered as stored, withUnit } from "./size/entries.js";

const form = document.getElementById("ask");
const status = document.getElementById("said");
const THIGH = new Set(["thigh_sleeve", "full_leg_sleeve", "shorts", "tights"]);
const measures = () => [...form.querySelectorAll("[data-measure]")];
const entries = () => [...form.querySelectorAll(".with > input")];
const unitOf = (input, units) => (input.dataset.measure === "mass" ? (units === "in" ? "lb" : "kg") : units);
const own = (input) => input.parentElement.classList.toggle("own", !isBare(input.value));

for (const hidden of document.querySelectorAll(".scripted:not(#forget)")) hidden.hidden = false;

// ---- the unit: a number keeps the unit it was typed in, which is then written behind it

let units = form.elements.units.value;

function turnUnits(chosen) {
  for (const input of measures()) {
    input.value = otherUnit(input.value.trim(), unitOf(input, units), unitOf(input, chosen));
    own(input);
  }
  units = form.elements.shown.value = chosen;
}

for (const radio of form.elements.units) radio.addEventListener("change", () => turnUnits(radio.value));
for (const input of entries()) input.addEventListener("input", () => own(input));

// ---- the visitor's own memory, shared with the widget on this site

const remember = document.getElementById("remember");
const forget = document.getElementById("forget");

function recall() {
  const saved = stored();
  const remembered = measures().filter((input) => typeof saved[input.id] === "string");
  remember.checked = remembered.length > 0;
  forget.hidden = !remembered.length;
  if (measures().some((input) => input.value)) return;
  for (const input of remembered) {
    input.value = otherUnit(saved[input.id], "", unitOf(input, units));
    own(input);
  }
}

remember.addEventListener("change", () => {
  if (!remember.checked) store(null);
  forget.hidden = forget.hidden || !remember.checked;
});
forget.addEventListener("click", () => {
  store(null);
  remember.checked = false;
  forget.hidden = true;
  for (const input of measures()) input.value = "";
  status.textContent = status.dataset.forgotten;
  remember.focus();
});

// ---- asking

form.addEventListener("submit", () => {
  if (remember.checked) {
    const typed = measures().filter((input) => input.value.trim());
    store(Object.fromEntries(typed.map((input) => [input.id, withUnit(input.value.trim(), unitOf(input, units))])));
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
