// Nodes of the widget. Texts become text nodes, never markup.
const SVG = /^(svg|g|path|rect|line|circle|ellipse|text)$/;

const BEFORE_UNIT = /(?<=\d) (?=%|[cm]m|in|kg|\d+\/)/g; // no line ends there

// Functions become listeners; children that are no nodes become text.
export function el(tag, attributes, ...children) {
  const isDrawn = SVG.test(tag);
  const node = isDrawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child != null && child !== false) node.append(!isDrawn && typeof child === "string" ? child.replace(BEFORE_UNIT, "\u00a0") : child);
  }
  return node;
}

// A node as the service writes it, `[tag, {attribute: value}, child, …]`; no attribute of it can run anything.
export function made(spec) {
  if (typeof spec === "string") return spec;
  const [tag, attributes, ...children] = spec;
  const safe = Object.entries(attributes).filter(([name, value]) => !/^on|^style$/i.test(name) && (name !== "href" || webLink(value)));
  return el(tag, Object.fromEntries(safe), children.map(made));
}

// Never javascript: or data:.
export function webLink(text) {
  try {
    const url = new URL(text, document.baseURI);
    return text && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
