// What the service answered, as the visitor reads it: the size, how sure it is, every caution, the leg on the chart.
import { el, onBand, webLink } from "./nodes.js";

const CHECKS = ["artery", "heart", "feeling", "clot", "skin", "swelling", "allergy", "yes", "stop"];
const TITLES = { between_sizes: "between", in_two_sizes: "two", legs_differ: "differ" };
const BUY_FIRST = ["in_stock", "unknown", "sold_out"];
const NO_SIZE = { needs_measurement: "undecided", measurements_disagree: "undecided", no_chart: "no_chart" };

export class AnswerCard {
  #panel;
  #advice;
  #host;
  #change;

  // `change` leads back to the form; none where there is nothing to enter.
  constructor(panel, advice, host, change) {
    this.#panel = panel;
    this.#advice = advice;
    this.#host = host;
    this.#change = change;
  }

  show(answer, question) {
    if (!answer.emergency) return this.#rest(answer, question);
    const panel = this.#panel;
    panel.card(panel.text("emergency"), panel.note("warn bad clinician", panel.texts([answer.emergency])),
      el("div", { class: "row" }, panel.button("show_rest", "rest", () => this.#rest(answer, question))));
  }

  #rest(answer, question) {
    const [one, size] = this.again(answer, question);
    this.#tell(one, size);
  }

  // The answer alone: the shop is told only once.
  again(answer, question) {
    const [one] = [...answer.matches, ...answer.misses, ...answer.excluded];
    const size = answer.matches[0] ? one.size : null;
    if (size === null) this.#noSize(one, answer);
    else this.#match(one, answer, question, size);
    return [one, size];
  }

  #match(match, answer, question, size, picked = false) {
    const panel = this.#panel;
    const { also, reasons } = match;
    const lead = size === match.size ? reasons.filter((r) => /^size\.(inside|between|two_|first|legs_|by_)/.test(r.code)).slice(0, 2) : [];
    const word = also.length > 0 && TITLES[match.outcome];
    const title = size === match.size ? panel.text(word || "your_size", { size, also: also.join(", ") }) : panel.text("picked", { size });
    const order = word && (size === match.size ? panel.text("first", { size }) : panel.text("instead", { size, first: match.size }));
    const cautions = match.cautions.filter((c) => size === match.size || c.code !== "sold_out");
    panel.card(title, this.#clinician(answer),
      el("div", { class: "answer" }, el("span", { class: "big", part: "size", "aria-hidden": "true" }, size),
        el("div", null, order && el("p", { class: "name" }, order), size === match.size && this.#certainty(match), panel.texts(lead))),
      cautions.length > 0 && panel.note("warn cautions", panel.texts(cautions)),
      cautions.length === match.cautions.length && match.cautions.some((c) => /sold_out/.test(c.code)) ? null : this.#soldOut(match, size),
      word && this.#choice(match, answer, question, size),
      match.places.map((place) => this.#band(match, place, size)),
      this.#firm(match.medical), this.#why(reasons.filter((r) => !lead.includes(r)), match.source || {}),
      panel.details("advice", "advice", Boolean(question.run) || this.#advice.isFilled, question.run && this.#advised(match.advice || {}, answer), this.#advice.form(question.units)),
      this.#back());
    if (picked) panel.find("[aria-pressed=true]").focus();
    else if (question.run) panel.find(".advised, .clinician").focus();
  }

  #certainty({ certainty, sure }) {
    return sure && el("p", { class: `sure ${certainty}`, part: "certainty" }, sure);
  }

  #soldOut(match, size) {
    const variants = this.#variants(match, size);
    return variants.length > 0 && variants.every((v) => v.availability === "sold_out") && this.#panel.note("stock", this.#panel.text("sold_out", { size }));
  }

  #choice(match, answer, question, chosen) {
    const buttons = [match.size, ...match.also].map((size) => el("button", { type: "button", part: "button choice", "aria-pressed": `${size === chosen}`, click: () => {
      this.#match(match, answer, question, size, true);
      this.#tell(match, size);
    } }, this.#panel.text("size", { size })));
    return el("div", { class: "row", role: "group", "aria-label": this.#panel.text("choose") }, buttons);
  }

  #band(match, place, size) {
    const of = place.sizes.find((s) => s.size === size);
    const label = this.#panel.text("on_band", { point: place.name, value: place.value, size, band: of ? of.band : "" });
    return el("div", { class: "field" }, el("b", { class: "name" }, place.name), onBand(place, [match.size, ...match.also], label));
  }

  #firm({ label, marks, reasons }) {
    const panel = this.#panel;
    if (label !== "firm" && !marks.includes("caution")) return null;
    return panel.note("warn safety", el("h3", null, panel.text("firm")), panel.texts(reasons.filter((r) => r.code === "medical.caution")),
      el("ul", null, CHECKS.map((name) => el("li", null, panel.message(`usage.check.${name}`)))));
  }

  #why(reasons, { url, seen_on: date }) {
    const link = webLink(url);
    return this.#panel.details("why", "why", false, el("ul", null, this.#panel.texts(reasons, "li")),
      link && el("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, this.#panel.text(/^\d/.test(date) ? "source" : "source_undated", { date })));
  }

  #headline({ lead }) {
    return lead && el("p", { class: "name" }, lead.text);
  }

  // Stands before everything else.
  #clinician({ advice }) {
    return advice && advice.headline && advice.headline.verdict === "see_clinician_first"
      && this.#panel.note("warn bad clinician", el("h3", null, this.#panel.text("clinician")), this.#panel.texts(advice.reasons), this.#headline(advice));
  }

  #advised(own, answer) {
    const runner = answer.advice || {};
    if (this.#clinician(answer)) return null;
    const advice = own.lead ? own : runner;
    const texts = [...(answer.reasons || []), ...(advice.reasons || []), ...(runner.reasons || [])];
    return this.#panel.note("advised", this.#headline(advice), this.#advice.race(runner.questions), el("ul", null, this.#panel.texts(texts, "li")),
      runner.notes && this.#panel.details("why", "notes", false, el("ul", null, this.#panel.texts(runner.notes, "li"))));
  }

  #noSize(miss, answer) {
    const panel = this.#panel;
    const title = !this.#change && !miss.rule ? "no_scale" : NO_SIZE[miss.outcome] || "none";
    panel.card(panel.text(miss.rule ? "excluded" : title), this.#clinician(answer), panel.note("no-size", panel.texts(miss.reasons.slice(0, 4))),
      this.#host.hasAttribute("others") && answer.others && this.#others(answer.others), this.#back());
  }

  #others(others) {
    const panel = this.#panel;
    return el("div", { class: "field", part: "others" }, el("h3", null, panel.text(others.length ? "others" : "others_none")), el("ul", null, others.map((m) => this.#other(m))));
  }

  #other({ product, size, lead, cautions, link: offered }) {
    const name = `${product.brand} ${product.name}`;
    const link = webLink((this.#host.getAttribute("product-url") || "").replace("{id}", encodeURIComponent(product.id))) || webLink(offered);
    return el("li", null, link ? el("a", { href: link, rel: "nofollow noopener" }, name) : name, ": ", el("strong", null, this.#panel.text("size", { size })),
      el("p", null, lead), this.#panel.texts(cautions));
  }

  #back() {
    return this.#change && el("div", { class: "row" }, this.#panel.button("change", "change", this.#change));
  }

  #variants({ offers = [] }, size) {
    return offers.filter((v) => v.size === size);
  }

  // For the shop; size null where there is none to buy.
  #tell(result, size) {
    const variants = this.#variants(result, size);
    const best = BUY_FIRST.map((word) => variants.find((v) => v.availability === word)).find(Boolean);
    this.#host.dispatchEvent(new CustomEvent("legfit:size", { bubbles: true, composed: true, detail: {
      product: result.product.id, size, also: size === null ? [] : [result.size, ...result.also].filter((s) => s !== size),
      outcome: result.outcome || "excluded", variant: best ? best.shop_id || best.sku : null, stock: best ? best.stock : null,
      availability: best ? best.availability : null, price: (best && best.price) || null, link: webLink(best && best.link), variants,
    } }));
  }
}
