import { Editor } from "./editor.js";
import { el } from "./parts.js";
import { Reading } from "./reading.js";

const PATIENCE = 300; // ms after which words that were not read yet keep newer ones waiting no longer

/** A place to write a reply, which the form check reads while it is written. `part` says which of several places of an exercise it is.
 *  Every key asks for a check, one at a time: what is written meanwhile is asked for in one when the answer is there.
 *  A `quiet` desk asks for none while words are written: what is read is painted when the exercise says so. */
export class Desk {
  constructor({ model, line, id, w, name, part = 0, rows = 4, label, aside = null, hint = null, quiet = false, also = () => ({}), onInput = null, onRead = null }) {
    Object.assign(this, { model, line, id, part, quiet, also, onRead, seq: 0 });
    this.editor = new Editor({ id, rows, describedby: `${id}-hint`, onInput: () => { this.typed(); onInput?.(); }, onCaret: (at) => this.reading.findings.light(at) });
    this.reading = new Reading(this.editor, name, w);
    this.nodes = [el("p", { class: "at-label" }, el("label", { for: id, text: label ?? w("your_reply") }), " ", aside), this.editor.node,
      el("p", { class: "at-soft at-hint", id: `${id}-hint`, text: hint ?? w("editor_hint", { name }) }), ...this.reading.nodes];
  }

  get text() {
    return this.editor.text;
  }

  /** Put words there without asking for a check. */
  set text(text) {
    this.editor.text = text;
  }

  typed() {
    if (this.asking) this.newer = true;
    else if (!this.quiet) this.ask();
  }

  ask() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.next(), PATIENCE);
    this.newer = false;
    this.line.ask({ do: "check", text: this.text, seq: ++this.seq, view: this.id, part: this.part, ...this.also() });
  }

  /** Ask about what was written meanwhile; return whether anything was. */
  next() {
    clearTimeout(this.asking);
    this.asking = undefined;
    if (this.newer) this.ask();
    return Boolean(this.asking);
  }

  /** Ask about nothing more, and paint no answer that is still on its way. */
  stop() {
    clearTimeout(this.asking);
    Object.assign(this, { asking: undefined, newer: false, seq: this.seq + 1 });
  }

  /** A check has come: paint it if it is about the words that stand here now, or follow another view of the same place. */
  heard() {
    const check = this.model.get("check");
    if (check.view === this.id) {
      if (check.seq === this.seq && !this.next()) this.paint(check);
    } else if ((check.part ?? 0) === this.part) this.follow(check);
  }

  /** Another view was written in: show the same, unless someone is writing here. */
  follow(check) {
    if (document.activeElement === this.editor.area || typeof check.text !== "string") return;
    this.text = check.text;
    this.paint(check);
  }

  paint(check) {
    const told = this.reading.paint(check);
    this.onRead?.(check, told);
  }

  /** Show nothing read. */
  clear() {
    this.text = "";
    this.reading.paint({ findings: [], level: null });
  }
}
