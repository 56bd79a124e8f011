import { el } from "./parts.js";

/** A place for a sentence of one's own that no form check reads: its label, a hint, the words. */
export class Field {
  constructor({ id, label, hint = null, rows = 2, onInput = null }) {
    this.area = el("textarea", { class: "at-field", id, rows, "aria-describedby": hint ? `${id}-hint` : null, oninput: () => onInput?.(this.text) });
    this.node = el("div", { class: "at-fielded" }, el("label", { for: id, text: label }), hint ? el("p", { class: "at-soft at-hint", id: `${id}-hint`, text: hint }) : null, this.area);
    this.area.style.setProperty("--rows", rows);
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
  }
}
