import { clientCard, el, later, Line, LONGEST, Shelf, Status, teller, uid } from "./parts.js";
import { Editor } from "./editor.js";

const PAUSE = 800; // ms without a keystroke before the words are saved

class Answer {
  constructor(model) {
    Object.assign(this, { model, id: uid(), seq: 0, w: teller(model.get("words")) });
    this.shelf = new Shelf(`answer/${model.get("place")}/${model.get("item")}`);
    this.line = new Line(model, (gone) => this.gone(gone));
    this.save = later(() => this.send(), PAUSE);
    this.status = new Status();
    this.build();
  }

  build() {
    const { w, id, model } = this, client = model.get("client"), prompt = model.get("prompt");
    this.editor = new Editor({ id, rows: model.get("rows"), describedby: `${id}-hint`, onInput: () => this.typed() });
    this.editor.area.addEventListener("blur", () => { if (this.unsaved) this.save.now(); });
    this.state = el("span", { class: "at-state" });
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

  typed() {
    this.unsaved = true;
    this.shelf.write({ text: this.editor.text.slice(0, LONGEST), base: this.base });
    this.counted();
    this.tell(this.w("saving"), false, false);
    this.save();
  }

  send() {
    this.line.ask({ do: "save", text: this.editor.text, base: this.base, seq: ++this.seq, view: this.id });
  }

  counted() {
    const count = this.editor.text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.count.textContent = this.w(["words_none", "words_one"][count] ?? "words_many", { count });
  }

  /** Begin with what is in the file. Words that the browser kept and that go on from there come back and are saved. */
  begin() {
    const saved = this.model.get("saved"), { text: kept, base } = this.shelf.read();
    this.editor.text = saved.text ?? "";
    this.heard(saved);
    this.counted();
    if (typeof kept !== "string" || kept === this.editor.text) return;
    if (base !== saved.time && !kept.startsWith(this.editor.text)) return this.other(kept);
    this.editor.text = kept;
    this.back = true;
    this.typed();
    this.save.now();
  }

  /** Show words that were written elsewhere and never saved; the file has gone on without them. */
  other(text) {
    const shown = el("details", { class: "at-other" }, el("summary", { text: this.w("answer_other") }), el("p", { text }));
    this.editor.node.after(shown);
  }

  answered() {
    const saved = this.model.get("saved");
    this.line.heard();
    if (saved.view !== this.id) return this.follow(saved);
    if (saved.seq === this.seq) this.heard(saved);
  }

  /** Another view of this answer was written in: show the same, unless someone is writing here. */
  follow(saved) {
    if (document.activeElement === this.editor.area || typeof saved.text !== "string") return;
    this.editor.text = saved.text;
    this.counted();
    this.heard(saved);
  }

  heard({ time, why }) {
    const { w } = this;
    if (why) return this.tell(w("not_saved", { why }), true);
    this.base = time;
    if (!time) return this.tell(w("saved_none"));
    this.unsaved = false;
    this.shelf.clear();
    this.tell(`${w("saved_at", { time: clock(time) })}${this.back ? `. ${w("answer_back")}` : ""}`);
    this.back = false;
  }

  tell(text, trouble = false, aloud = true) {
    this.state.textContent = text;
    this.state.classList.toggle("at-trouble", trouble);
    if (aloud) this.status.soon(text, 1500);
  }

  gone(gone) {
    if (gone) this.tell(this.w("not_saved", { why: this.w("not_saved_gone") }), true);
  }
}

function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** anywidget calls this for every view of the answer. */
function render({ model, el: place }) {
  const answer = new Answer(model);
  const heard = () => answer.answered();
  const leave = () => { if (answer.unsaved) answer.save.now(); };
  model.on("change:saved", heard);
  addEventListener("pagehide", leave);
  place.append(answer.node);
  answer.begin();
  return () => { leave(); removeEventListener("pagehide", leave); model.off("change:saved", heard); };
}

export default { render };
