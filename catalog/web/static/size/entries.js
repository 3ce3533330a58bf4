// What a visitor typed: it is handed on as it stands, with a unit. The service reads it.

const STORE = "legfit:measures";
const MOST_AGREED = 50;
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
    const text = JSON.stringify(kept);
    if (measures && text === localStorage.getItem(STORE)) return;
    if (measures) localStorage.setItem(STORE, text);
    else localStorage.removeItem(STORE);
    dispatchEvent(new Event("legfit:remembered")); // badges of this page are read anew
  } catch { /* nothing is kept then */ }
}

// Marks of the doubts that the visitor answered with yes on this page; the service makes each of the values that it doubts.
const agreed = new Set();

// Those, and the ones that are remembered with the measures.
export function agreedTo(more = []) {
  more.forEach((mark) => agreed.add(mark));
  const { agreed: kept } = remembered();
  return [...new Set([...(Array.isArray(kept) ? kept : []), ...agreed])].slice(-MOST_AGREED);
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
