import { Editor } from "./editor.js";
import { clientCard, el, LONGEST } from "./parts.js";
import { opening, Saved } from "./saving.js";

const PAUSE = 800; // ms without a keystroke before the words are saved

class Answer extends Saved {
  constructor(model) {
    super(model, "answer", "text", PAUSE);
    this.build();
  }

  build() {
    const { w, id, model } = this, client = model.get("client"), prompt = model.get("prompt");
    this.editor = new Editor({ id, rows: model.get("rows"), describedby: `${id}-hint`, onInput: () => this.typed() });
    this.editor.area.addEventListener("blur", () => { if (this.unsaved) this.save.now(); });
    this.count = el("span", { class: "at-soft" });
    const label = prompt || w("your_reply");
    this.node = el("section", { class: "at-exercise at-answer",
      "aria-label": client.name ? w("answer_label", client) : label },
      client.name ? clientCard(client, w) : null,
      el("p", { class: "at-label" }, el("label", { for: id, text: label })),
      this.editor.node,
      el("p", { class: "at-line" }, this.state, this.count),
      el("p", { class: "at-soft at-hint", id: `${id}-hint`, text: w("answer_hint") }), this.status.node);
  }

  get given() {
    return this.editor.text;
  }

  set given(text) {
    this.editor.text = text;
    this.counted();
  }

  get kept() {
    return this.given.slice(0, LONGEST);
  }

  get busy() {
    return document.activeElement === this.editor.area;
  }

  clean(kept) {
    return typeof kept === "string" ? kept : null;
  }

  goesOn(kept) {
    return kept.startsWith(this.given);
  }

  typed() {
    this.counted();
    this.changed();
  }

  counted() {
    const count = this.given.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.count.textContent = this.w(["words_none", "words_one"][count] ?? "words_many", { count });
  }

  other(text) {
    const shown = el("details", { class: "at-other" }, el("summary", { text: this.w("answer_other") }), el("p", { text }));
    this.editor.node.after(shown);
  }
}

const render = opening(Answer);

export default { render };
