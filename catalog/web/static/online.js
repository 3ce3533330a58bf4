// Where the connection is gone a form is not sent into the void: it is said, and everything typed stays.
const bar = () => document.getElementById("away");
const FRESH = 20_000;
const PATIENCE = 4_000;
const HEALTH = new URL("../healthz", import.meta.url);

let held = null; // the form that waits for the connection, with the button that was pressed
let checked = performance.now(); // when the service last answered
let passes = null; // the form whose next submit goes to the service

function say(text, retry = false) {
  const line = document.createElement("p");
  line.textContent = text;
  bar().replaceChildren(line);
  if (!retry) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = bar().dataset.retry;
  button.addEventListener("click", () => send(held.form, held.button));
  bar().append(button);
}

// A form found no service on its way: it waits, with the button that was pressed.
export function lost(form, button) {
  held = { form, button };
  checked = -FRESH;
  say(bar().dataset.offline, true);
}

// A service that is slow is there all the same: only a connection that fails counts as none.
async function isThere() {
  if (!navigator.onLine) return false;
  if (performance.now() - checked < FRESH) return true;
  try {
    const answer = await fetch(HEALTH, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.status < 500;
  } catch (error) {
    return error.name === "TimeoutError";
  }
}

async function send(form, button) {
  if (held?.busy) return;
  held = { form, button, busy: true };
  const there = await isThere();
  held.busy = false;
  if (!there) {
    lost(form, button);
    return;
  }
  checked = performance.now();
  held = null;
  bar().replaceChildren();
  passes = form;
  form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (passes === form || (navigator.onLine && performance.now() - checked < FRESH)) {
    passes = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  send(form, event.submitter);
}, true);

// A form that was refused is sent once more by loading the page again: the browser asks, and still has all of it.
const again = document.getElementById("again");
if (again) {
  again.hidden = false;
  again.addEventListener("click", () => location.reload());
}

addEventListener("offline", () => {
  if (document.querySelector("form[method=post]")) say(bar().dataset.offline, held !== null);
});
addEventListener("online", () => {
  if (bar().childElementCount) say(bar().dataset.online, held !== null);
});
