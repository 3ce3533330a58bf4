// What the page for pasted tables does better with JavaScript: the clipboard's HTML, and files.
import { recall, measures, showScripted, unitsIn } from "./fields.js";
import { isGone, onShown, sayGone } from "./in_place.js";

const LARGEST = 700_000;
const LONGEST = 900_000;
const MOST = 1_000_000;
const CARRIED = ["lang", "units", "shown", "shoe", "shoe_system"];
const byId = (id) => document.getElementById(id);

function say(what) {
  const status = byId("said");
  status.textContent = what ? status.dataset[what] : "";
}

// ---- what is pasted: the table as the page shows it where the browser has it, else its text

function pasting(text, html, data, file) {
  text.addEventListener("paste", (event) => {
    const copied = event.clipboardData?.getData("text/html") ?? "";
    const holds = /<table|role=["']?(table|grid)|<dl/i.test(copied) && copied.length <= LONGEST;
    // The text is put in after this event, and tells `input` below that something else was typed.
    setTimeout(() => {
      html.value = holds ? copied : "";
      data.value = file.value = "";
      say(holds && "pasted");
    });
  });
  text.addEventListener("input", () => {
    html.value = data.value = "";
    say();
  });
}

async function inBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

function files(text, html, data, file) {
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    html.value = data.value = "";
    say();
    if (!chosen) return;
    if (chosen.size > LARGEST) {
      say("large");
      file.value = "";
      return;
    }
    data.value = await inBase64(chosen);
    file.form.classList.add("filled");
    text.value = "";
  });
}

// ---- sending: what is too long is said before it travels; the search gets the measures that stand there now

function sending(form, text) {
  form.addEventListener("submit", (event) => {
    if (new Blob([text.value]).size <= MOST) return;
    event.preventDefault();
    byId("source").open = true;
    say("long");
    text.focus();
  });
  const search = byId("to-search");
  search?.addEventListener("submit", () => {
    const names = new Set([...CARRIED, ...measures(form).map((input) => input.name)]);
    for (const [name, value] of new FormData(form)) {
      if (!names.has(name)) continue;
      const field = search.elements[name] ?? search.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      field.value = value;
    }
  });
}

onShown(() => {
  const form = byId("ask");
  const [text, html, data, file] = ["text", "html", "data", "file"].map(byId);
  showScripted();
  unitsIn(form);
  recall(form);
  pasting(text, html, data, file);
  files(text, html, data, file);
  sending(form, text);
});
if (isGone) sayGone();
