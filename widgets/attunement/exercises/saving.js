import { el, later, Line, Shelf, Status, teller, uid } from "./parts.js";

const RETRY = 5_000; // ms after which what could not be saved is tried again

/** An item of an assignment: what is given is saved beside the notebook, and one line says when, or why not.
 *  A kind brings `given` (get and set: what stands on the page), `clean` and `other`, and calls `changed` and `begin`. */
export class Saved {
  /** `gives` names what is given, as in Python; it is saved when nothing has changed for `pause` ms. */
  constructor(model, kind, gives, pause) {
    Object.assign(this, { model, gives, id: uid(), seq: 0, w: teller(model.get("words")) });
    this.shelf = new Shelf(`${kind}/${model.get("place")}/${model.get("item")}`);
    this.line = new Line(model, (gone) => this.gone(gone));
    this.save = later(() => this.send(), pause);
    this.retry = later(() => { if (this.unsaved) this.send(); }, RETRY);
    this.status = new Status();
    this.state = el("span", { class: "at-state" });
  }

  /** What the browser keeps until it is saved. */
  get kept() {
    return this.given;
  }

  /** Whether somebody is at work in this view, so that another one must not change it. */
  get busy() {
    return Boolean(this.unsaved);
  }

  /** Return what a browser kept as `given` would have it, or null where it is nothing of ours: it trusts nothing. */
  clean() {
    return null;
  }

  /** Tell whether something kept goes on from what is in the file, so that nothing is lost when it takes its place. */
  goesOn() {
    return false;
  }

  /** Show what was given in another window and never saved; the file has gone on without it. */
  other() {}

  changed() {
    this.unsaved = true;
    this.shelf.write({ [this.gives]: this.kept, base: this.base });
    this.tell(this.w("saving"), false, false);
    this.save();
  }

  send() {
    this.retry.stop();
    this.line.ask({ do: "save", [this.gives]: this.given, base: this.base, seq: ++this.seq, view: this.id });
  }

  /** Begin with what is in the file. What the browser kept and what goes on from there comes back and is saved. */
  begin() {
    const saved = this.model.get("saved"), kept = this.shelf.read(), own = this.clean(kept[this.gives]);
    if (saved[this.gives] !== null) this.given = saved[this.gives];
    this.heard(saved);
    if (own === null || JSON.stringify(own) === JSON.stringify(this.given)) return;
    if (kept.base !== saved.time && !this.goesOn(own)) return this.other(own);
    this.take(own);
    this.back = true;
  }

  /** Put this in the place of what stands here, and save it. */
  take(given) {
    this.given = given;
    this.changed();
    this.save.now();
  }

  answered() {
    const saved = this.model.get("saved");
    this.line.heard();
    if (saved.view !== this.id) return this.follow(saved);
    if (saved.seq === this.seq) this.heard(saved);
  }

  /** Another view of this item was changed: show the same, unless someone is at work here. */
  follow(saved) {
    if (this.busy || saved[this.gives] === null) return;
    this.given = saved[this.gives];
    this.heard(saved);
  }

  heard({ time, why }) {
    const { w } = this;
    if (why) {
      this.retry();
      return this.tell(w("not_saved", { why }), true);
    }
    this.base = time;
    if (!time) return this.tell(w("saved_none"));
    this.unsaved = false;
    this.shelf.clear();
    this.tell(`${w("saved_at", { time: hour(time) })}${this.back ? `. ${w("saved_back")}` : ""}`);
    this.back = false;
  }

  tell(text, trouble = false, aloud = true) {
    this.state.textContent = text;
    this.state.classList.toggle("at-trouble", trouble);
    if (aloud) this.status.soon(this.spoken(text), 1500);
  }

  /** What is announced where `text` is shown. */
  spoken(text) {
    return text;
  }

  gone(gone) {
    if (gone) this.tell(this.w("not_saved", { why: this.w("not_saved_gone") }), true);
  }

  leave() {
    this.retry.stop();
    if (this.unsaved) this.save.now();
  }
}

/** A moment (ISO 8601) as hours and minutes where the reader is. */
export function hour(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Return the `render` that anywidget calls for every view of an item of this kind. */
export function opening(Kind) {
  return ({ model, el: place }) => {
    const item = new Kind(model), heard = () => item.answered(), leave = () => item.leave();
    model.on("change:saved", heard);
    addEventListener("pagehide", leave);
    place.append(item.node);
    item.begin();
    return () => { leave(); removeEventListener("pagehide", leave); model.off("change:saved", heard); };
  };
}
