// Nodes of the widget and its drawings. Texts become text nodes, never markup.

export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// Functions become listeners; children that are no nodes become text.
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child != null && child !== false) node.append(child);
  }
  return node;
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

// Where to measure, numbered as the fields are.
export function whereToMeasure({ leg, around, along }, points, label) {
  const mark = (point, i) => {
    const [a, from, to] = around[point] || along[point];
    const [x, y] = around[point] ? [126, a] : [a - 12, (from + to) / 2];
    const path = around[point] ? `M${to + 1} ${a}H118` : `M${a - 4} ${from}h8m-4 0V${to}m-4 0h8`;
    return [svg("path", { class: "tape", d: path }), around[point] && svg("ellipse", { class: "tape", cx: (from + to) / 2, cy: a, rx: (to - from) / 2 + 1, ry: 3.5 }),
      svg("circle", { class: "dot", cx: x, cy: y, r: 8 }), svg("text", { class: "no", x, y: y + 3.5, "text-anchor": "middle" }, i + 1)];
  };
  return svg("svg", { class: "leg", viewBox: "0 0 140 260", role: "img", "aria-label": label, part: "drawing" },
    ["", "matrix(-1 0 0 1 140 0)"].map((transform) => svg("path", { class: "skin", d: leg, transform })), points.map(mark));
}

const anchor = (x) => (x < 20 ? "start" : x > 80 ? "end" : "middle");

// The leg among the sizes of its chart, from small to large; the service has placed it, in percent of the width.
export function onBand({ value, place, sizes }, named, label) {
  const text = (name, x, y, written, held = anchor(x)) => svg("text", { class: name, x: `${x}%`, y, "text-anchor": held }, written);
  return svg("svg", { class: "band", width: "100%", height: 78, role: "img", "aria-label": label, part: "band" },
    sizes.map(({ size, from, width, band, figures }) => {
      const on = named.includes(size) ? " on" : "";
      const middle = from + width / 2;
      return [svg("rect", { class: `seg${on}`, x: `${from}%`, y: 26, width: `${width}%`, height: 16, rx: 4 }), text(`lab${on}`, middle, 57, size, "middle"),
        on && text("lab", middle < 20 ? from : middle > 80 ? from + width : middle, 74, named[1] ? figures : band, anchor(middle))];
    }),
    svg("line", { class: "pin", x1: `${place}%`, x2: `${place}%`, y1: 17, y2: 46 }), svg("circle", { class: "pin", cx: `${place}%`, cy: 34, r: 6 }),
    text("val", place, 12, value));
}
