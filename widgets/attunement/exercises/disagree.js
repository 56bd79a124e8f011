import { el, show } from "./parts.js";

/** "I disagree": a button that opens a place for a note, and says where the note is kept. */
export class Disagreement {
  constructor(id, w, onKeep) {
    this.button = el("button", { type: "button", class: "at-button", text: w("disagree"), hidden: true, "aria-expanded": "false",
      "aria-controls": `${id}-disagree`, onclick: () => this.open(this.form.hidden) });
    this.note = el("textarea", { class: "at-note", id: `${id}-note`, rows: 3, "aria-describedby": `${id}-where` });
    this.form = el("div", { class: "at-disagree", id: `${id}-disagree`, hidden: true },
      el("label", { for: `${id}-note`, text: w("disagree_label") }), this.note,
      el("p", { class: "at-soft", id: `${id}-where`, text: w("disagree_note") }),
      el("div", { class: "at-row" },
        el("button", { type: "button", class: "at-button", text: w("disagree_keep"), onclick: () => onKeep(this.note.value) }),
        el("button", { type: "button", class: "at-button", text: w("cancel"), onclick: () => this.open(false) })));
  }

  open(open) {
    show(this.form, open);
    this.button.setAttribute("aria-expanded", String(open));
    (open ? this.note : this.button).focus();
  }

  /** The note is kept: clear the place, and go back to the button if the writer is still here. */
  taken() {
    if (this.form.hidden) return;
    this.note.value = "";
    this.open(false);
  }
}
