// The scheme of the page behind the widget, and colours that can be read whatever a shop sets.
const WHITE = [1, 1, 1];
const BLACK = [0, 0, 0];
// Text needs 4.5 : 1 on every ground, the edge of a field 3 : 1.
const LEAST = { accent: 4.5, ink: 4.5, soft: 4.5, mark: 4.5, bad: 4.5, line: 3 };

// Any colour of CSS as red, green, blue and opacity, from 0 to 1.
function parts(probe, colour) {
  probe.style.color = `color-mix(in srgb,${colour} 100%,#0000)`;
  const text = getComputedStyle(probe).color;
  const [r, g, b, a = 1] = text.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
  return text.startsWith("rgb") ? [r / 255, g / 255, b / 255, a] : [r, g, b, a];
}

const mixed = (front, back, share = front[3]) => back.map((part, i) => front[i] * share + part * (1 - share));

function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const best = (ground) => (contrast(WHITE, ground) > contrast(BLACK, ground) ? WHITE : BLACK);

// The colour, or as little of black or white in it as makes it readable on every ground.
function readable(colour, grounds, least) {
  for (let share = 0; share < 1; share += 0.05) {
    const nearer = mixed(best(grounds[0]), colour, share);
    if (grounds.every((ground) => contrast(nearer, ground) >= least)) return nearer;
  }
  return best(grounds[0]);
}

// What stands behind an element, its own ground first; behind a picture the opposite of the text on it.
function behind(host, probe) {
  const layers = [];
  let ground = null;
  for (let node = host; node && !ground; node = node.assignedSlot || node.parentElement || node.getRootNode().host) {
    const { backgroundColor, backgroundImage, color } = getComputedStyle(node);
    const layer = parts(probe, backgroundColor);
    layers.unshift(layer);
    if (layer[3] === 1) ground = layer.slice(0, 3);
    else if (backgroundImage !== "none") ground = best(parts(probe, color).slice(0, 3));
  }
  return layers.reduce((back, layer) => mixed(layer, back), ground || parts(probe, "Canvas").slice(0, 3));
}

// Dresses some nodes for the page; `probe` is a hidden node with the colours as they were set.
export function dress(host, probe, nodes) {
  const theme = host.getAttribute("theme");
  probe.style.colorScheme = "";
  const dark = theme === "system" ? matchMedia("(prefers-color-scheme:dark)").matches : theme === "dark" || (theme !== "light" && luminance(behind(host, probe)) < 0.18);
  probe.style.colorScheme = dark ? "dark" : "light";
  const colour = (name) => parts(probe, `var(--${name})`);
  const paper = mixed(colour("paper"), dark ? BLACK : WHITE);
  const grounds = [paper, ...["tint", "warn"].map((name) => mixed(colour(name), paper))];
  const fill = mixed(colour("accent"), paper);
  const on = mixed(colour("on-accent"), fill);
  const set = { fill, edge: readable(fill, [paper], LEAST.line), "on-accent": contrast(on, fill) < 4.5 ? best(fill) : on };
  for (const name in LEAST) if (Object.hasOwn(LEAST, name)) set[name] = readable(mixed(colour(name), paper), grounds, LEAST[name]);
  for (const node of nodes) {
    node.style.colorScheme = dark ? "dark" : "light";
    for (const [name, value] of Object.entries(set)) node.style.setProperty(`--${name}`, `rgb(${value.map((part) => Math.round(part * 255))})`);
  }
}
