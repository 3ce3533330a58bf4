// Where a form asks its own page, the answer takes the place of the page. What stood there before stays in the memory
// of this page alone, for Back and Forward: nothing of it goes into the address, the history or a store.
// An answer comes back with its form as it was asked: what another person typed above it is not what it answers.
import { lost } from "./online.js";

const first = history.state?.view ?? 0;
const outcome = "main.answered, #results[role=alert], #results [role=alert]";
const views = new Map(); // by the number that the entry in the history has
const starts = [];
let shown = first; // the number of what is shown now
let asked = asAsked(); // the form of what is shown as it arrived, where it stands above an answer
let request = null;
let passes = false; // whether the next form goes the browser's own way

// An answer was here, and the page was loaded anew: what was typed for it is gone.
export const isGone = Boolean(history.state?.answered) && !document.querySelector("main.answered");

if (isGone) history.scrollRestoration = "manual"; // where the answer was scrolled to is no place of the form

// Says why the form is empty, where a visitor is looking.
export function sayGone() {
  const said = document.getElementById("gone");
  said.hidden = false;
  said.focus();
  said.scrollIntoView({ block: "center" });
}

// What a page does with its elements: now, and again with each answer that takes their place.
export function onShown(start) {
  starts.push(start);
  start();
}

function setBusy(busy) {
  const status = document.getElementById("said");
  if (status) status.textContent = busy ? status.dataset.asking : "";
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = busy;
}

// How far the list is narrowed is no part of the question: it stays as it was left.
function asAsked() {
  const form = document.getElementById("ask");
  if (!form || !document.querySelector(outcome)) return null;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "file" && !field.closest(".sorting"));
  return {
    form,
    fields: fields.map((field) => [field, field.value, field.checked]),
    folds: [...document.querySelectorAll("#asked, #ask details")].map((fold) => [fold, fold.open]),
  };
}

function askedAgain({ form, fields, folds }) {
  for (const [field, value, checked] of fields) Object.assign(field, { value, checked });
  for (const [fold, open] of folds) fold.open = open;
  form.dispatchEvent(new Event("restored"));
}

function keep() {
  setBusy(false);
  const { title, documentElement, activeElement } = document;
  const nodes = [...document.body.childNodes];
  views.set(shown, { nodes, lang: documentElement.lang, title, focus: activeElement, top: scrollY, asked });
}

function put({ nodes, lang, title }) {
  document.body.replaceChildren(...nodes);
  document.documentElement.lang = lang;
  document.title = title;
}

// An answer, and what is wrong or unlikely, is read first.
function arrive() {
  if (!document.querySelector(outcome)) return;
  const results = document.getElementById("results");
  results.focus();
  results.scrollIntoView();
}

function take(page) {
  keep();
  history.replaceState({ ...history.state, view: shown }, "");
  shown += 1;
  for (const number of views.keys()) if (number > shown) views.delete(number);
  const answered = Boolean(page.querySelector("main.answered"));
  history.pushState({ view: shown, answered }, "", page.getElementById("ask").dataset.here);
  put({ nodes: [...page.body.childNodes], lang: page.documentElement.lang, title: page.title });
  asked = asAsked();
  scrollTo(0, 0);
  for (const start of starts) start();
  arrive();
}

addEventListener("popstate", ({ state }) => {
  request?.abort();
  if (state === null) history.replaceState({ view: shown }, ""); // a link within what is shown
  if (state === null || state.view === shown) return;
  keep();
  shown = state.view;
  const view = views.get(shown) ?? views.get(first);
  put(view);
  ({ asked } = view);
  if (asked) askedAgain(asked);
  const folded = view.focus.closest("#asked:not([open])");
  (folded?.firstElementChild ?? view.focus).focus({ preventScroll: true });
  scrollTo(0, view.top);
});

// A page without a form says what is wrong: the browser shows it as it always does.
function ask(form, button, address) {
  request = new XMLHttpRequest(); // it alone reads a page where no text may become markup
  request.open("POST", address);
  request.setRequestHeader("Accept", "text/html");
  request.responseType = "document";
  request.addEventListener("load", ({ target }) => {
    if (target.response?.getElementById("ask")) {
      take(target.response);
      return;
    }
    setBusy(false);
    passes = true;
    form.requestSubmit(button);
  });
  request.addEventListener("error", () => {
    setBusy(false);
    lost(form, button);
  });
  request.send(new URLSearchParams(new FormData(form, button)));
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  const address = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location.href);
  if (passes || address.pathname !== location.pathname) {
    passes = false;
    setTimeout(() => setBusy(true));
    return;
  }
  event.preventDefault();
  ask(form, button, address);
  setBusy(true);
});
addEventListener("pageshow", () => setBusy(false));
arrive();
