// What the page does better with JavaScript; without it the form is posted as it is.
import { isBare, otherUnit, remember as store, remembered as stored, withUnit } from "./size/entries.js";

const form = document.getElementById("ask");
const status = document.getElementById("said");
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
  setKeys();
}

// A tape in inches is read in fractions, which the keys for decimals lack.
function setKeys() {
  for (const input of measures()) {
    if (input.dataset.measure === "length") input.inputMode = units === "in" ? "text" : "decimal";
  }
}

for (const radio of form.elements.units) radio.addEventListener("change", () => turnUnits(radio.value));
for (const input of entries()) input.addEventListener("input", () => own(input));

// ---- the visitor's own memory, shared with the widget on this site

const remember = document.getElementById("remember");
const forget = document.getElementById("forget");

function recall() {
  const saved = stored();
  const remembered = measures().filter((input) => typeof saved[input.name] === "string");
  remember.checked = Object.keys(saved).length > 0;
  forget.hidden = !remember.checked;
  if (measures().some((input) => input.value)) return;
  for (const input of remembered) {
    input.value = otherUnit(saved[input.name], "", unitOf(input, units));
    own(input);
  }
}

// A measure of both legs is stored by its point; where the other leg has its own, each by its side, as the widget does.
function storedAs(input) {
  const point = input.name.replace("other_", "");
  const other = form.elements[`other_${point}`];
  if (!other?.value.trim()) return point;
  const left = (form.elements.side.value === "left") === (input.name === point);
  return `${point}-${left ? "left" : "right"}`;
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
    const typed = [...form.elements].filter((input) => input.dataset.measure && input.value.trim());
    store(Object.fromEntries(typed.map((input) => [storedAs(input), withUnit(input.value.trim(), unitOf(input, units))])));
  }
  status.textContent = status.dataset.asking;
  for (const button of document.querySelectorAll("button[type=submit]")) setTimeout(() => { button.disabled = true; });
});
window.addEventListener("pageshow", () => {
  status.textContent = "";
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = false;
  placeFields();
});

// Another language keeps what is typed: the form is posted in it. Without a measure the link takes kind and unit along.
for (const link of document.querySelectorAll("[data-lang]")) {
  link.addEventListener("click", (event) => {
    if (!measures().some((input) => input.value)) {
      const address = new URL(link.href);
      for (const name of ["garment", "units"]) address.searchParams.set(name, form.elements[name].value);
      link.href = address;
      return;
    }
    event.preventDefault();
    form.elements.lang.value = link.dataset.lang;
    form.requestSubmit();
  });
}

// ---- the kind of garment: what it asks first stands open, all else behind "more"; what is filled in stays in sight

const firsts = form.querySelector(".firsts");
const fields = [...firsts.children];
const noTape = document.getElementById("no-tape");
const kindNow = () => form.querySelector("[name=garment]:checked")?.value ?? "any";

function placeFields() {
  const kind = kindNow();
  const asks = (element) => element.dataset.kinds.split(" ").includes(kind);
  for (const field of fields) {
    const input = field.querySelector("input");
    const build = asks(noTape) && /^(height|weight)$/.test(input.name);
    const home = build ? noTape.querySelector(".fields") : form.querySelector("#measures .fields");
    (asks(field) || input.value || input.hasAttribute("aria-invalid") ? firsts : home).append(field);
  }
}

for (const radio of form.querySelectorAll("[name=garment]")) radio.addEventListener("change", placeFields);

// The search stands below what is filled in: above "more" while it is closed.
const more = document.getElementById("more");
more.addEventListener("toggle", () => more[more.open ? "after" : "before"](form.querySelector(".go")));

// ---- from a ring of the drawing to its field, and back

function reveal(element) {
  for (let outer = element.parentElement; outer; outer = outer.parentElement) if (outer.localName === "details") outer.open = true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.ring, a.to-ring, .faults a, a[href='#without-tape']");
  if (!link) return;
  const back = link.dataset.ring && document.getElementById(`ring-${kindNow()}-${link.dataset.ring}`);
  const target = back || document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  reveal(target);
  target.focus();
  target.scrollIntoView({ block: "center" });
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
placeFields();
