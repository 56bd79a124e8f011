import { LONGEST, Shelf, uid } from "./parts.js";

const [CHANGED, GONE] = ["attunement-journal", "attunement-journal-gone"]; // said to the journals of this page; the browser itself tells other tabs

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
    this.loose = {}; // of a browser that lets the page keep nothing: until the page is closed
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

  /** Put entries and words on the way beside those that are here, as a file had them; say how that went, as `putBack` counts. */
  join({ entries, drafts }) {
    const here = this.read(), known = new Set(here.entries.map((one) => `${one?.time} ${one?.id}`));
    const fresh = (Array.isArray(entries) ? entries : []).map(entryOf).filter((one) => one && !known.has(`${one.time} ${one.id}`));
    const lost = Object.entries(drafts && typeof drafts === "object" ? drafts : {}).filter(([name, text]) => typeof text === "string" && text && !here.drafts[name]);
    if (!fresh.length && !lost.length) return "stood";
    const done = this.write({ entries: [...here.entries, ...fresh], drafts: { ...here.drafts, ...Object.fromEntries(lost) } });
    return this.tell(done) ? "came" : "failed";
  }

  /** Return whether that could be done. What someone else wrote may have no id, and must go all the same. */
  remove({ id, time }) {
    return this.tell(this.write({ entries: this.read().entries.filter((one) => one?.time !== time || entryOf(one).id !== id) }));
  }

  /** Return whether the browser let go of it. */
  clear() {
    const { works } = this;
    this.shelf.clear();
    window.dispatchEvent(new Event(GONE));
    return this.works === works;
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

  /** Call `action` when the journal changed or an older page is shown again, `gone` when all was deleted; return how to stop. */
  watch(action, gone) {
    const heard = ({ type, key = null, newValue = "" }) => {
      if (key !== null && key !== this.shelf.key) return;
      if (type === GONE || (type === "storage" && newValue === null)) {
        this.loose = {};
        gone();
      }
      action();
    };
    const kinds = [CHANGED, GONE, "storage", "pageshow"];
    kinds.forEach((kind) => window.addEventListener(kind, heard));
    return () => kinds.forEach((kind) => window.removeEventListener(kind, heard));
  }
}
