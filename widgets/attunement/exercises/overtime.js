import { el, later, show, svg } from "./parts.js";
import { numbers } from "./table.js";

const [HIGH, LEFT, RIGHT, TOP, FOOT] = [210, 30, 18, 26, 30]; // CSS pixels
const HIGHEST = 10;
const BRIEF = { day: "numeric", month: "short" }; // two dates under the line, beside each other on a phone

/** Strength over time, drawn by the page itself: one point for every check-in, its finding above, its numbers below. */
export class OverTime {
  constructor(w, day) {
    Object.assign(this, { w, day, points: [] });
    this.finding = el("p", { class: "at-finding" });
    this.place = el("div", { class: "at-overtime" });
    this.numbers = numbers(w("overtime_numbers"), ["overtime_when", "overtime_felt", "overtime_strength"].map((key) => w(key)));
    this.node = el("section", { hidden: true }, el("h4", { text: w("overtime_heading") }), this.finding, this.place, this.numbers.node);
    this.eye = new ResizeObserver(later(() => this.draw(), 50));
    this.eye.observe(this.place);
  }

  /** `entries` stand newest first; those without a number have no point. */
  paint(entries) {
    this.points = entries.filter(({ intensity }) => intensity !== null).reverse();
    const enough = this.points.length > 1;
    show(this.node, this.points.length);
    show(this.place, enough);
    this.finding.textContent = enough ? this.told() : this.w("overtime_first");
    this.numbers.fill(this.points.map(({ time, word, intensity }) => [this.day(time), word || this.w("overtime_no_word"), String(intensity)]));
    this.draw();
  }

  get strongest() {
    return this.points.reduce((high, point) => (point.intensity > high.intensity ? point : high));
  }

  told() {
    const { w, points, strongest, day } = this, often = this.often();
    const key = points.at(-1).intensity === points[0].intensity ? "overtime_same" : "overtime_told";
    return [w(key, { count: points.length, first: points[0].intensity, last: points.at(-1).intensity, high: strongest.intensity, date: day(strongest.time) }), often && w("overtime_often", often)].filter(Boolean).join(" ");
  }

  /** The family that came most often, if one came twice and more often than every other. */
  often() {
    const counts = new Map();
    this.points.forEach(({ family }) => family && counts.set(family, (counts.get(family) ?? 0) + 1));
    const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
    return first && first[1] > 1 && first[1] > (second?.[1] ?? 0) ? { family: first[0], times: first[1] } : null;
  }

  draw() {
    const wide = Math.round(this.place.clientWidth), { points } = this;
    if (!wide || points.length < 2) return this.place.replaceChildren();
    const x = (at) => LEFT + 8 + (at * (wide - LEFT - RIGHT - 16)) / (points.length - 1), y = (value) => TOP + ((HIGHEST - value) * (HIGH - TOP - FOOT)) / HIGHEST;
    const text = (words, place) => { const node = svg("text", place); node.append(words); return node; };
    const lines = [0, 5, HIGHEST].flatMap((value) => [svg("line", { class: "at-grid", x1: LEFT, x2: wide - RIGHT, y1: y(value), y2: y(value) }),
      text(String(value), { x: LEFT - 8, y: y(value) + 5, "text-anchor": "end" })]);
    const named = new Set([0, points.indexOf(this.strongest), points.length - 1]);
    const anchor = (at) => (at === 0 ? "start" : at === points.length - 1 ? "end" : "middle");
    this.place.replaceChildren(svg("svg", { viewBox: `0 0 ${wide} ${HIGH}`, width: wide, height: HIGH, role: "img", "aria-label": `${this.w("overtime_alt")} ${this.finding.textContent}` },
      ...lines, svg("polyline", { class: "at-way-of", points: points.map(({ intensity }, at) => `${x(at)},${y(intensity)}`).join(" ") }),
      ...points.map(({ intensity }, at) => svg("circle", { class: "at-point", cx: x(at), cy: y(intensity), r: named.has(at) ? 5 : 3.5 })),
      ...[...named].map((at) => text(`${points[at].word} ${points[at].intensity}`.trim(), { class: "at-name-of", x: x(at), y: y(points[at].intensity) - 11, "text-anchor": anchor(at) })),
      ...[0, points.length - 1].map((at) => text(new Date(points[at].time).toLocaleString("en-GB", BRIEF), { x: x(at), y: HIGH - 8, "text-anchor": anchor(at) }))));
  }

  leave() {
    this.eye.disconnect();
  }
}
