import { el, inQuotes } from "./parts.js";
import { remark, signOf } from "./remarks.js";

/** The findings as a list. Pointing at one lights its words in the editor; its quote is a button that leads to them. */
export class Findings {
  constructor(editor, name, w) {
    Object.assign(this, { editor, name, w, items: [] });
    this.node = el("ul", { class: "at-findings", "aria-label": w("findings_label") });
  }

  paint(text, findings) {
    const letters = [...(text ?? "")];
    this.items = groups(findings).map((group) => ({ ...group, node: this.item(group, letters.slice(group.start, group.end).join("")) }));
    this.node.replaceChildren(...this.items.map((item) => item.node));
    this.node.hidden = !findings.length;
  }

  item({ valence, indexes, findings }, words) {
    const node = remark(valence, signOf(valence, this.name, this.w),
      words ? this.quote(words, indexes[0]) : null, ...findings.map((finding) => this.reason(finding)));
    for (const event of ["mouseenter", "focusin"]) node.addEventListener(event, () => this.light(indexes));
    for (const event of ["mouseleave", "focusout"]) node.addEventListener(event, () => this.light([]));
    return node;
  }

  quote(words, index) {
    const shown = inQuotes(words, this.w);
    return el("button", { type: "button", class: "at-quote", title: this.w("show_words"), text: shown, onclick: () => this.editor.go(index) });
  }

  reason({ skill, why, instead }) {
    return el("p", {}, el("span", { class: "at-soft at-skill", text: skill }), " ", why,
      instead ? " " : null, instead ? el("b", { text: this.w("instead") }) : null, instead ? ` ${instead}` : null);
  }

  /** Light up findings, from the list or from the caret in the editor. */
  light(indexes) {
    this.editor.light(indexes);
    this.items.forEach((item) => item.node.classList.toggle("at-lit", item.indexes.some((index) => indexes.includes(index))));
  }
}

/** Findings on the same words with the same sign stand under one quote, in the order in which the words were written. */
function groups(findings) {
  const found = new Map();
  findings.forEach((finding, index) => {
    const key = `${finding.start} ${finding.end} ${finding.valence}`;
    if (!found.has(key)) found.set(key, { ...finding, indexes: [], findings: [] });
    found.get(key).indexes.push(index);
    found.get(key).findings.push(finding);
  });
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
