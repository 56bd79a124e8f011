import { el } from "./parts.js";
import { Editor } from "./editor.js";
import { Reading } from "./reading.js";

/** A reply that is there to be read: nobody can change it, and what the form check reads in it is painted on its words. */
export class Given {
  constructor({ id, label, name, text, w }) {
    this.editor = new Editor({ id, rows: 1, describedby: null, onCaret: (at) => this.reading.findings.light(at) });
    Object.assign(this.editor.area, { readOnly: true, spellcheck: false });
    this.editor.text = text;
    this.reading = new Reading(this.editor, name, w);
    this.node = el("div", { class: "at-given" }, el("p", { class: "at-label" }, el("label", { for: id, text: label })), this.editor.node);
  }

  paint(check) {
    return this.reading.paint(check);
  }

  /** Show nothing read. */
  clear() {
    this.reading.paint({ findings: [], level: null });
  }
}
