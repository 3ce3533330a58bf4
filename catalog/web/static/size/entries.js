// What a visitor typed: it is handed on as it stands, with a unit. The service reads it.

const STORE = "legfit:measures";
const MEASURE = /^(\w+_girth|\w+_length|inseam|height|weight|shoe|prefer)(?:-(left|right))?$/;
const UNIT_OR_MARK = /[\p{L}\p{Sc}'"\u2032\u2018\u2019\u201c\u201d`\u0301]/u;

// Whether an entry names no unit; the service has the same test for the forms of its page.
export function isBare(text) {
  return !UNIT_OR_MARK.test(text.normalize("NFKC"));
}

export function withUnit(text, unit) {
  return text && isBare(text) ? `${text} ${unit}` : text;
}

// The same entry under another unit: the unit that it was typed in is written behind it, or not where it is the one shown.
export function otherUnit(text, from, to) {
  const whole = from ? withUnit(text, from) : text;
  const short = whole.slice(0, -to.length - 1);
  return short && whole === `${short} ${to}` && isBare(short) ? short : whole;
}

// By field, as typed with its unit; storage may be forbidden.
export function remembered() {
  try {
    return Object(JSON.parse(localStorage.getItem(STORE)));
  } catch {
    return {};
  }
}

// A point is remembered for both legs or for each; the newer way takes the place of the other.
export function remember(measures) {
  try {
    const kept = { ...remembered(), ...measures };
    for (const id of Object.keys(measures || {})) {
      const [point, side] = id.split("-");
      for (const other of side ? [point] : [`${point}-left`, `${point}-right`]) delete kept[other];
    }
    if (kept.confirmed) kept.confirmed = stillTrue(kept);
    if (measures) localStorage.setItem(STORE, JSON.stringify(kept));
    else localStorage.removeItem(STORE);
    dispatchEvent(new Event("legfit:remembered")); // badges of this page are read anew
  } catch { /* nothing is kept then */ }
}

// The entry that a doubt is about, as it was typed.
function entryAt(question, field) {
  return JSON.stringify(field.split(".").reduce((part, name) => Object(part)[name], question));
}

// What was said to be right of entries that are remembered as they were then; of no other.
function stillTrue(kept) {
  const question = questionOf(kept);
  return Object.fromEntries(Object.entries(kept.confirmed).filter(([mark, entry]) => entryAt(question, mark.split(" ")[0]) === entry));
}

// The visitor's yes is remembered with the entries that it was said of, where those are.
export function rememberYes(doubts, question) {
  const { confirmed, ...entries } = remembered();
  if (!Object.keys(entries).length) return;
  remember({ confirmed: { ...confirmed, ...Object.fromEntries(doubts.map(({ field, code }) => [`${field} ${code}`, entryAt(question, field)])) } });
}

// Whether a yes is remembered for every one of these doubts, with the entry as it is now.
export function isConfirmed(doubts, question) {
  const confirmed = Object(remembered().confirmed);
  return doubts.every(({ field, code }) => typeof confirmed[`${field} ${code}`] === "string" && confirmed[`${field} ${code}`] === entryAt(question, field));
}

// The question of some entries by field: `calf_max_girth`, `calf_max_girth-left`, `height`, `shoe`; of nothing else.
export function questionOf(entries) {
  const question = { legs: {}, body: {} };
  for (const [id, text] of Object.entries(entries)) {
    const [, point, side] = MEASURE.exec(id) || [];
    if (!point || !text || typeof text !== "string") continue;
    const before = question.legs[point];
    if (/^(shoe|prefer)$/.test(point)) question[point] = text;
    else if (/eight$/.test(point)) question.body[point] = text;
    else question.legs[point] = side ? { ...(typeof before === "object" && before), [side]: text } : before || text;
  }
  return question;
}
