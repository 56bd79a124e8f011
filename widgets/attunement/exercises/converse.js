import { Editor } from "./editor.js";
import { clientCard, el, Line, LONGEST, Shelf, show, Status, teller, uid } from "./parts.js";
import { saidByKeys, Talk } from "./saying.js";
import { turn } from "./transcript.js";

class Converse {
  constructor(model) {
    Object.assign(this, { model, id: uid(), w: teller(model.get("words")), task: model.get("task"), said: 0, back: "" });
    this.shelf = new Shelf(`converse/${model.get("place")}/${model.get("item")}`);
    this.line = new Line(model, (gone) => this.gone(gone));
    this.status = new Status();
    this.build();
  }

  build() {
    const { w, id, task } = this;
    this.talk = new Talk(w);
    this.rule = el("p", { class: "at-rule", text: w("converse_rule") });
    this.notice = el("p", { class: "at-notice", hidden: true });
    this.where = el("p", { class: "at-soft at-where" });
    this.endTitle = el("h4", { tabindex: "-1", text: w("converse_over") });
    this.end = el("div", { class: "at-end" }, this.endTitle, el("p", { text: w("converse_end", task.client) }));
    this.node = el("section", { class: "at-exercise at-converse", lang: this.model.get("language"), "aria-labelledby": `${id}-title` },
      el("h3", { id: `${id}-title`, text: task.title }), el("p", { class: "at-task", text: task.ask }), clientCard(task.client, w),
      this.rule, ...this.talk.nodes, this.writing(), this.end, this.where, this.notice, this.status.node);
  }

  writing() {
    const { w, id, task } = this;
    this.editor = new Editor({ id, rows: 3, describedby: `${id}-hint`, onInput: () => this.keep() });
    saidByKeys(this.editor.area, () => this.say());
    return this.desktop = el("div", { class: "at-writing" },
      el("p", { class: "at-label" }, el("label", { for: id, text: w("session_label_reply", task.client) })), this.editor.node,
      el("p", { class: "at-soft at-hint", id: `${id}-hint`, text: w("converse_hint") }),
      el("div", { class: "at-row" }, el("button", { type: "button", class: "at-button at-main", text: w("session_say"), onclick: () => this.say() })));
  }

  /** Words that are not said yet stay in this browser. */
  keep() {
    this.shelf.write({ text: this.editor.text.slice(0, LONGEST) });
  }

  /** Once per turn: a second click or key does not say the same words to the next turn. */
  say() {
    if (this.sent) return;
    this.sent = true;
    this.back = "";
    this.line.ask({ do: "say", turn: this.said, text: this.editor.text });
  }

  /** Begin with what the file held, and ask what it holds now; words that the browser kept, and that were not said since, come back. */
  begin() {
    const { text } = this.shelf.read();
    if (typeof text === "string" && text.trim()) {
      this.editor.text = text.slice(0, LONGEST);
      this.back = this.w("converse_back");
    }
    this.heard();
    this.line.ask({ do: "open" });
  }

  /** The session has gone on, here or in another view: what was said leaves the editor, other words stay in it. */
  heard() {
    const state = this.model.get("state"), here = this.node.contains(document.activeElement);
    this.line.heard();
    if (this.editor.text.trim() === state.turns.at(-1)?.text) this.empty();
    const note = state.note || (state.over ? "" : this.back);
    this.tell(note, Boolean(state.note), note === this.notice.textContent ? "" : note);
    this.paint(state);
    if (here && state.over) this.endTitle.focus();
    else if (here) this.talk.newest.scrollIntoView({ block: "nearest" });
  }

  empty() {
    this.editor.text = this.back = "";
    this.shelf.clear();
  }

  paint({ turns, now, over }) {
    const { w, task } = this, { name } = task.client, number = turns.length;
    this.said = number;
    this.sent = false;
    const you = (text) => turn({ who: "therapist", name: w("session_you"), says: text }, w);
    this.talk.paint(turns.map((one) => [turn({ who: "client", name, ...one }, w), you(one.text)]), turn({ who: "client", name, ...now }, w));
    const saved = number ? w("converse_saved", { number }) : "";
    this.where.textContent = `${over ? "" : w("converse_reply", { number: number + 1, least: task.least })} ${saved}`.trim();
    show(this.rule, !number);
    show(this.desktop, !over);
    show(this.end, over);
  }

  told() {
    const { text, heard, trouble } = this.model.get("said");
    this.line.heard();
    if (trouble) this.sent = false;
    this.tell(text, trouble, heard);
  }

  tell(text, trouble = false, heard = text) {
    this.notice.textContent = text;
    this.notice.classList.toggle("at-trouble", trouble);
    show(this.notice, text);
    if (heard) this.status.say(heard);
    if (trouble && this.node.contains(document.activeElement)) this.notice.scrollIntoView({ block: "nearest" });
  }

  gone(gone) {
    if (gone) this.sent = false;
    this.tell(gone ? this.w("converse_gone") : "", gone);
  }
}

/** anywidget calls this for every view of the session. */
function render({ model, el: place }) {
  const session = new Converse(model), heard = { "change:state": () => session.heard(), "change:said": () => session.told() };
  for (const [event, hear] of Object.entries(heard)) model.on(event, hear);
  place.append(session.node);
  session.begin();
  return () => { for (const [event, hear] of Object.entries(heard)) model.off(event, hear); };
}

export default { render };
