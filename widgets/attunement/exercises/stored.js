import { twice } from "./keeping.js";
import { download, el, show, Status, teller, uid } from "./parts.js";
import { asFile, drop, putBack, stored } from "./store.js";

const DAY = { dateStyle: "long" };

/** A list of all that this browser keeps of the course, made by the page itself: no word of it is sent. When the list is opened
 *  first, Python is asked what the exercises are called (`names`: id → [title, lesson]). */
class Stored {
  constructor(model) {
    const w = teller(model.get("words")), id = uid();
    Object.assign(this, { model, w, id, names: {}, status: new Status() });
    this.heading = el("h3", { id: `${id}-stored`, tabindex: "-1", text: w("stored_heading") });
    this.sum = el("p", {});
    this.lessons = el("div");
    this.list = el("details", { class: "at-stored-list", ontoggle: () => this.open() }, el("summary", { text: w("stored_list") }), this.lessons);
    this.journal = el("input", { type: "checkbox", id: `${id}-journal` });
    this.journalRow = el("p", { class: "at-stored-journal" }, this.journal, " ", el("label", { for: `${id}-journal`, text: w("stored_journal_too") }));
    this.file = el("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => this.read() });
    this.saveButton = this.button(w("stored_save"), () => this.save());
    this.all = el("div", {}, ...this.deleting("stored_delete_all", () => stored(), w("stored_sure_all")));
    this.notice = el("p", { class: "at-notice", hidden: true });
    this.node = el("section", { class: "at-exercise at-stored", lang: model.get("language"), "aria-labelledby": `${id}-stored`, translate: "no" }, this.heading, this.sum, this.list, this.journalRow,
      el("div", { class: "at-row" }, this.saveButton, this.button(w("stored_put_back"), () => this.file.click())), this.file, this.all, this.notice, this.status.node);
    this.paint();
  }

  button(text, onclick) {
    return el("button", { type: "button", class: "at-button", text, onclick });
  }

  /** A button that deletes, after one more question; `what` tells one from the others. */
  deleting(key, items, sure, what = null) {
    const text = this.w(key);
    return twice({ text, name: what && `${text}: ${what}`, sure, action: () => this.remove(items()) }, this.w);
  }

  open() {
    if (this.list.open && !this.asked) this.model.send({ do: "names", seq: 1 });
    this.asked ||= this.list.open;
  }

  named() {
    this.names = this.model.get("names");
    this.paint();
  }

  paint() {
    const { w } = this, items = stored(), size = items.reduce((sum, one) => sum + one.size, 0);
    this.sum.textContent = items.length ? w("stored_sum", { count: items.length, size: this.size(size) }) : w("stored_none");
    [this.list, this.saveButton, this.all].forEach((node) => show(node, items.length > 0));
    show(this.journalRow, items.some(({ id }) => id === "journal"));
    const drawn = JSON.stringify([items, this.names]);
    if (drawn === this.drawn) return; // a question that is open stays so
    this.drawn = drawn;
    const lessons = new Map();
    for (const one of items) lessons.set(this.lesson(one), [...(lessons.get(this.lesson(one)) ?? []), one]);
    this.lessons.replaceChildren(...[...lessons].sort(([a], [b]) => a.localeCompare(b)).flatMap(([lesson, own]) => this.part(lesson, own)));
  }

  lesson({ id }) {
    return this.names[id]?.[1] ?? this.w("stored_elsewhere");
  }

  title({ id }) {
    const [kind] = id.split("/"), name = this.names[id]?.[0];
    if (id === "journal") return this.w("stored_journal");
    return kind === "rewrite" ? this.w("stored_replies", { name: name ?? id.slice(kind.length + 1) }) : name ?? id;
  }

  /** One lesson: its exercises, and a way to delete all of them. */
  part(lesson, items) {
    const whole = items.length > 1 ? this.deleting("stored_delete_lesson", () => items, this.w("stored_sure_lesson", { lesson }), lesson) : [];
    return [el("h4", { text: lesson }), el("ul", { class: "at-stored-items" }, ...items.map((one) => this.item(one))), ...whole];
  }

  item(one) {
    const { w } = this, title = this.title(one), last = one.time ? w("stored_last", { day: new Date(one.time).toLocaleString("en-GB", DAY) }) : w("stored_draft");
    return el("li", {}, el("span", {}, title, " ", el("span", { class: "at-soft", text: `${this.size(one.size)} · ${last}` })),
      ...this.deleting("stored_delete", () => [one], w("stored_sure", { title }), title));
  }

  size(bytes) {
    return this.w("stored_size", { count: Math.max(1, Math.round(bytes / 1000)) });
  }

  remove(items) {
    const gone = drop(items);
    this.paint();
    this.heading.focus();
    this.tell(this.w(gone ? "stored_deleted" : "stored_stuck"), !gone);
  }

  /** A file, made here: the browser saves it where its owner wants. */
  save() {
    download(asFile(this.journal.checked && !this.journalRow.hidden), "application/json", this.w("stored_file"));
    this.tell(this.w("stored_saved"));
  }

  async read() {
    const [file] = this.file.files, { w } = this;
    if (!file) return;
    const back = putBack(await file.text());
    this.file.value = "";
    this.paint();
    if (!back) return this.tell(w("stored_not_ours"), true);
    if (back.failed) return this.tell(w("stored_no_room", back), true);
    this.tell(w(back.came ? "stored_back" : "stored_same", back));
  }

  tell(text, trouble = false) {
    this.notice.textContent = text;
    this.notice.classList.toggle("at-trouble", trouble);
    show(this.notice, text);
    this.status.say(text);
  }
}

const CHANGES = ["storage", "pageshow", "pointerup", "keyup"]; // what may have changed what is kept, on this page or another

/** anywidget calls this for every view of the exercise. */
function render({ model, el: place }) {
  const list = new Stored(model), named = () => list.named(), paint = () => list.paint();
  model.on("change:names", named);
  CHANGES.forEach((change) => window.addEventListener(change, paint));
  place.append(list.node);
  list.named();
  return () => { model.off("change:names", named); CHANGES.forEach((change) => window.removeEventListener(change, paint)); };
}

export default { render };
