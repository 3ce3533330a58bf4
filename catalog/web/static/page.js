// What the page does better with JavaScript; without it the form is posted as it is.
import { measures, recall, showScripted, unitOf, unitsIn, unitsOf } from "./fields.js";
import { isGone, onShown, sayGone } from "./in_place.js";
import { remember as store, remembered as stored, withUnit } from "./size/entries.js";

const say = (what) => {
  const status = document.getElementById("said");
  status.textContent = status.dataset[what];
};

// ---- the visitor's own memory, shared with the widget on this site

// A measure of both legs is stored by its point; where the other leg has its own, each by its side, as the widget does.
function storedAs(form, input) {
  const point = input.name.replace("other_", "");
  const other = form.elements[`other_${point}`];
  if (!other?.value.trim()) return point;
  const left = (form.elements.side.value === "left") === (input.name === point);
  return `${point}-${left ? "left" : "right"}`;
}

function memoryOf(form) {
  const remember = document.getElementById("remember");
  const forget = document.getElementById("forget");
  remember.addEventListener("change", () => {
    if (!remember.checked) store(null);
    forget.hidden = forget.hidden || !remember.checked;
  });
  forget.addEventListener("click", () => {
    store(null);
    remember.checked = false;
    forget.hidden = true;
    for (const input of measures(form)) input.value = "";
    say("forgotten");
    remember.focus();
  });
  form.addEventListener("submit", () => {
    if (!remember.checked) return;
    const typed = [...form.elements].filter((input) => input.dataset.measure && input.value.trim());
    store(Object.fromEntries(
      typed.map((input) => [storedAs(form, input), withUnit(input.value.trim(), unitOf(input, unitsOf(form)))]),
    ));
  });
  remember.checked = Object.keys(stored()).length > 0;
  forget.hidden = !remember.checked;
  recall(form);
}

// ---- another language takes kind and unit along; where something was typed, the form is sent in it instead

function languagesOf(form) {
  for (const link of document.querySelectorAll("[data-lang]")) {
    link.addEventListener("click", () => {
      const address = new URL(link.href);
      for (const name of ["garment", "units"]) address.searchParams.set(name, form.elements[name].value);
      link.href = address;
    });
  }
}

// ---- the kind of garment: what it asks first stands open, all else behind "more"; what is filled in stays in sight

const kindNow = () => document.querySelector("#ask [name=garment]:checked")?.value ?? "any";

function placesOf(form) {
  const firsts = form.querySelector(".firsts");
  const fields = [...firsts.children];
  const noTape = document.getElementById("no-tape");
  const more = document.getElementById("more");

  function place() {
    const kind = kindNow();
    const asks = (element) => element.dataset.kinds.split(" ").includes(kind);
    for (const field of fields) {
      const input = field.querySelector("input");
      const build = asks(noTape) && /^(height|weight)$/.test(input.name);
      const home = build ? noTape.querySelector(".fields") : form.querySelector("#measures .fields");
      (asks(field) || input.value || input.hasAttribute("aria-invalid") ? firsts : home).append(field);
    }
  }

  for (const radio of form.querySelectorAll("[name=garment]")) radio.addEventListener("change", place);
  form.addEventListener("restored", place);
  // The search stands below what is filled in: above "more" while it is closed.
  more.addEventListener("toggle", () => more[more.open ? "after" : "before"](form.querySelector(".go")));
  addEventListener("pageshow", place, { once: true }); // the browser may have put another kind back
  place();
}

// ---- from a ring of the drawing to its field, and back

function reveal(element) {
  for (let outer = element.parentElement; outer; outer = outer.parentElement) if (outer.localName === "details") outer.open = true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.ring, a.to-ring, .faults a, a[href='#without-tape'], a[href='#flags']");
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

function sharing() {
  const copy = document.getElementById("copy");
  if (!copy) return;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById("share").href);
      say("copied");
      copy.textContent = document.getElementById("said").textContent;
    } catch {
      document.getElementById("share").focus();
    }
  });
  document.getElementById("print").addEventListener("click", () => window.print());
}

onShown(() => {
  const form = document.getElementById("ask");
  showScripted();
  unitsIn(form);
  memoryOf(form);
  languagesOf(form);
  placesOf(form);
  sharing();
});

// What is remembered is asked again; without it, it is said why the page is empty.
if (isGone) {
  const form = document.getElementById("ask");
  if (measures(form).some((input) => input.value)) form.requestSubmit();
  else sayGone();
}
