// What the page for pasted tables does better with JavaScript: the clipboard's HTML, and files.
import { isBare, otherUnit, remembered } from "./size/entries.js";

const form = document.getElementById("ask");
const text = document.getElementById("text");
const html = document.getElementById("html");
const data = document.getElementById("data");
const file = document.getElementById("file");
const status = document.getElementById("said");
const LARGEST = 700_000;
const LONGEST = 900_000;
const MOST = 1_000_000;

for (const hidden of document.querySelectorAll(".scripted")) hidden.hidden = false;

// ---- what is pasted: the table as the page shows it where the browser has it, else its text

text.addEventListener("paste", (event) => {
  const copied = event.clipboardData?.getData("text/html") ?? "";
  const holds = /<table|role=["']?(table|grid)|<dl/i.test(copied) && copied.length <= LONGEST;
  // The text is put in after this event, and tells `input` below that something else was typed.
  setTimeout(() => {
    html.value = holds ? copied : "";
    data.value = file.value = "";
    status.textContent = holds ? status.dataset.pasted : "";
  });
});
text.addEventListener("input", () => {
  html.value = data.value = "";
  status.textContent = "";
});

file.addEventListener("change", async () => {
  const chosen = file.files[0];
  html.value = data.value = "";
  status.textContent = "";
  if (!chosen) return;
  if (chosen.size > LARGEST) {
    status.textContent = status.dataset.large;
    file.value = "";
    return;
  }
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  data.value = btoa(binary);
  text.value = "";
});

// ---- the unit: a number keeps the unit it was typed in

const unitOf = (input, units) => (input.dataset.measure === "mass" ? (units === "in" ? "lb" : "kg") : units);
const own = (input) => input.parentElement.classList.toggle("own", !isBare(input.value));
const measures = [...form.querySelectorAll("[data-measure]")];
let units = form.elements.units.value;
for (const input of form.querySelectorAll(".with > input")) input.addEventListener("input", () => own(input));
for (const radio of form.elements.units) {
  radio.addEventListener("change", () => {
    for (const input of measures) {
      input.value = otherUnit(input.value.trim(), unitOf(input, units), unitOf(input, radio.value));
      own(input);
    }
    units = form.elements.shown.value = radio.value;
  });
}

// ---- what the visitor let this browser remember stands in the fields, where nothing was typed yet

const known = remembered();
if (!measures.some((input) => input.value)) {
  for (const input of measures) {
    if (typeof known[input.name] !== "string") continue;
    input.value = otherUnit(known[input.name], "", unitOf(input, units));
    own(input);
  }
}

// ---- sending: what is too long is said before it travels; the search gets the measures that stand there now

const search = document.getElementById("to-search");

form.addEventListener("submit", (event) => {
  if (new Blob([text.value]).size > MOST) {
    event.preventDefault();
    document.getElementById("source").open = true;
    status.textContent = status.dataset.long;
    text.focus();
    return;
  }
  status.textContent = status.dataset.asking;
});
search?.addEventListener("submit", () => {
  for (const name of new Set([...new FormData(form).keys()])) {
    if (["lang", "units", "shown", "shoe", "shoe_system"].includes(name) || measures.some((input) => input.name === name)) {
      const field = search.elements[name] ?? search.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      field.value = new FormData(form).get(name);
    }
  }
});

// Another language keeps what is typed and pasted: the form is posted in it.
for (const link of document.querySelectorAll("[data-lang]")) {
  link.addEventListener("click", (event) => {
    if (!text.value && !html.value && !data.value && !measures.some((input) => input.value)) return;
    event.preventDefault();
    form.elements.lang.value = link.dataset.lang;
    form.requestSubmit();
  });
}
window.addEventListener("pageshow", () => {
  status.textContent = "";
});
if (document.querySelector("main.answered, #results [role=alert]")) document.getElementById("results").focus();
