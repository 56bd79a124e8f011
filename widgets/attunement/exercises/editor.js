import { el } from "./parts.js";

const SIGNS = { "1": "reached", "-1": "way", "0": "neutral" };

/** A textarea with a layer behind it that holds the same words, unseen, and paints what was found in them. */
export class Editor {
  constructor({ id, rows, describedby, onInput, onCaret }) {
    Object.assign(this, { onInput, onCaret, spans: [], before: "", lit: [], pointed: null });
    this.layer = el("div", { class: "at-layer", "aria-hidden": "true" });
    this.area = el("textarea", {
      class: "at-area", id, rows, "aria-describedby": describedby, spellcheck: "true", autocomplete: "off",
      oninput: () => this.typed(), onkeyup: () => this.caret(), onclick: () => this.caret(),
    });
    this.node = el("div", { class: "at-editor" }, this.layer, this.area);
    this.node.style.setProperty("--rows", rows);
    this.draw();
  }

  get text() {
    return this.area.value;
  }

  set text(value) {
    this.area.value = value;
    this.before = this.area.value;
    this.spans = [];
    this.pointed = null;
    this.draw();
  }

  typed() {
    this.pointed = null;
    this.shift();
    this.draw();
    this.onInput?.();
  }

  /** Until the next check comes, findings before and after the change stay with their words; those inside it go. */
  shift() {
    const [old, now] = [this.before, this.text];
    let head = 0, tail = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head++;
    while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
    const end = old.length - tail, moved = now.length - old.length;
    this.spans = this.spans.filter((span) => span.end <= head || span.start >= end)
      .map((span) => (span.start >= end ? { ...span, start: span.start + moved, end: span.end + moved } : span));
    this.before = now;
  }

  /** Paint findings, whose places count code points as Python does; JavaScript counts UTF-16 units. */
  paint(findings) {
    const place = places(this.text);
    this.pointed = null;
    this.spans = findings.map((finding, index) => ({ index, start: place(finding.start), end: place(finding.end), sign: SIGNS[finding.valence] }))
      .filter((span) => span.end > span.start);
    this.draw();
  }

  draw() {
    const spans = this.pointed ? [...this.spans, this.pointed] : this.spans;
    const cuts = [...new Set([0, this.text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
    const pieces = cuts.slice(1).map((end, i) => this.piece(cuts[i], end, spans));
    this.layer.replaceChildren(...pieces, "\u200b"); // so that a last empty line has its height
  }

  piece(start, end, spans) {
    const words = this.text.slice(start, end);
    const over = spans.filter((span) => span.start < end && span.end > start);
    if (!over.length) return document.createTextNode(words);
    const sign = over.find((span) => span.sign === "way")?.sign ?? over[0].sign;
    const lit = over.some((span) => span === this.pointed || this.lit.includes(span.index));
    return el("mark", { class: `at-mark at-${sign}${lit ? " at-lit" : ""}`, text: words });
  }

  /** Light up the words of these findings, and of no others. */
  light(indexes) {
    if (String(indexes) === String(this.lit)) return;
    this.lit = indexes;
    this.draw();
  }

  /** Light up one passage (in code points), found or not; null lets go of it. */
  point(passage) {
    if (!passage && !this.pointed) return;
    this.pointed = passage && { ...this.passage(passage), sign: "pointed" };
    this.draw();
  }

  passage({ start, end }) {
    const place = places(this.text);
    return { start: place(start), end: place(end) };
  }

  /** Take the writer to the words of a finding. */
  go(index) {
    this.choose(this.spans.find((one) => one.index === index));
  }

  /** Take the writer to a passage (in code points). */
  goTo(passage) {
    this.choose(this.passage(passage));
  }

  choose(span) {
    this.area.focus();
    if (span) this.area.setSelectionRange(span.start, span.end);
  }

  caret() {
    const at = this.area.selectionStart;
    this.onCaret?.(this.spans.filter((span) => span.start <= at && at <= span.end).map((span) => span.index));
  }
}

/** Return a function from a place in code points to the place in UTF-16 units. */
export function places(text) {
  const starts = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (place) => starts[place] ?? at;
}
