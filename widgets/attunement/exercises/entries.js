import { LONGEST, Shelf, uid } from "./parts.js";

const CHANGED = "attunement-journal"; // said to the other journals of this page; the browser itself tells other tabs

/** What someone else may have written under our key is read with care. */
function entryOf(raw) {
  if (!raw || typeof raw !== "object" || Number.isNaN(Date.parse(raw.time))) return null;
  const text = (name, most = 200) => (typeof raw[name] === "string" ? raw[name].slice(0, most) : "");
  const intensity = Number.isInteger(raw.intensity) && raw.intensity >= 0 && raw.intensity <= 10 ? raw.intensity : null;
  return { id: text("id"), time: text("time"), title: text("title"), family: text("family"), word: text("word"), intensity, text: text("text", LONGEST) };
}

/** The one journal of this browser, whatever page of the course it was written on. It is never sent. */
export class Diary {
  constructor() {
    this.shelf = new Shelf("journal");
    this.loose = { entries: [], drafts: {} }; // of a browser that lets the page keep nothing: until the page is closed
  }

  get works() {
    return this.shelf.works;
  }

  read() {
    const held = this.works ? this.shelf.read() : this.loose;
    return { entries: Array.isArray(held.entries) ? held.entries : [], drafts: held.drafts && typeof held.drafts === "object" ? held.drafts : {} };
  }

  /** Return whether there was room. */
  write(part) {
    const held = { ...this.read(), ...part };
    if (this.works) return this.shelf.write(held);
    this.loose = held;
    return true;
  }

  /** Entries, newest first. */
  get entries() {
    return this.read().entries.map(entryOf).filter(Boolean).sort((a, b) => b.time.localeCompare(a.time));
  }

  add(entry) {
    return this.tell(this.write({ entries: [...this.read().entries, { ...entry, id: uid(), time: new Date().toISOString() }] }));
  }

  remove(id) {
    return this.tell(this.write({ entries: this.read().entries.filter((one) => one?.id !== id) }));
  }

  clear() {
    this.loose = { entries: [], drafts: {} };
    this.shelf.clear();
    this.tell(true);
  }

  draft(name) {
    const draft = this.read().drafts[name];
    return typeof draft === "string" ? draft : "";
  }

  keepDraft(name, text) {
    return this.write({ drafts: { ...this.read().drafts, [name]: text.slice(0, LONGEST) } });
  }

  tell(done) {
    if (done) window.dispatchEvent(new Event(CHANGED));
    return done;
  }

  /** Call `action` when the journal changed; return how to stop. */
  watch(action) {
    const heard = (event) => { if (event.type === CHANGED || event.key === null || event.key === this.shelf.key) action(); };
    const kinds = [CHANGED, "storage"];
    kinds.forEach((kind) => window.addEventListener(kind, heard));
    return () => kinds.forEach((kind) => window.removeEventListener(kind, heard));
  }
}
