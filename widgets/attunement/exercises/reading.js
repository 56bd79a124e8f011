import { el, show } from "./parts.js";
import { Findings } from "./findings.js";
import { Reasons } from "./reasons.js";

/** What the form check says of the words: level and summary, the gap to what was expected, one thing to try, the findings, the points. */
export class Reading {
  constructor(editor, name, w) {
    Object.assign(this, { editor, w, findings: new Findings(editor, name, w), reasons: new Reasons(editor, w) });
    this.level = el("b", { class: "at-level" });
    this.summary = el("span");
    this.read = el("p", { class: "at-read", hidden: true }, this.level, " ", this.summary);
    this.gap = el("p", { class: "at-soft", hidden: true });
    this.next = el("span");
    this.step = el("p", { class: "at-next", hidden: true }, el("b", { text: `${w("next_step")}. ` }), this.next);
    this.nodes = [this.read, this.gap, this.step, this.findings.node, this.reasons.node];
  }

  /** Paint a check; return it as one sentence to be heard, '' where there are no words. */
  paint(check) {
    const { w } = this, empty = !this.editor.text.trim();
    const caution = check.verdict === "advisory" ? ` ${check.reason}` : "";
    this.level.textContent = check.level ? w("level_of", { level: check.level }) : w("no_level");
    this.level.classList.toggle("at-quiet", !check.level);
    this.summary.textContent = check.verdict === "not_scored" ? check.reason : `${check.summary ?? ""}${caution}`;
    this.gap.textContent = check.gap ?? "";
    this.next.textContent = check.next_step ?? "";
    show(this.read, !empty);
    show(this.gap, !empty && check.gap);
    show(this.step, !empty && check.next_step);
    this.editor.paint(check.findings);
    this.findings.paint(check.text, check.findings);
    this.reasons.paint(check);
    const level = [this.level.textContent, check.level_words].filter(Boolean).join(", ");
    return empty ? "" : w("status_check", { level, summary: this.summary.textContent });
  }
}
