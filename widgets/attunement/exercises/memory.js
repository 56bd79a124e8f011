import { LONGEST, Shelf } from "./parts.js";

const MOST_KEPT = 60; // versions and notes together

/** What this browser keeps of the work with one client: the draft at every keystroke, versions and notes when they are kept. */
export class Memory {
  constructor(clientId) {
    this.desk = new Shelf(`draft/${clientId}`);
    this.chest = new Shelf(`kept/${clientId}`);
    this.works = this.desk.works;
  }

  get draft() {
    const { draft } = this.desk.read();
    return typeof draft === "string" ? draft : "";
  }

  get prediction() {
    return this.desk.read().prediction;
  }

  get attempts() {
    const { attempts } = this.chest.read();
    return Array.isArray(attempts) ? attempts : [];
  }

  /** Return whether there was room; true, too, where nothing can be kept, which is said elsewhere. */
  keepDraft(draft, prediction) {
    return !this.works || this.desk.write({ draft: draft.slice(0, LONGEST), prediction });
  }

  /** Versions and notes join those that are kept already: another tab may have kept some. */
  keepAttempts(attempts) {
    const own = attempts.map(({ text, time, prediction, note }) => ({ text, time, prediction, note: note ?? "" }));
    const known = new Map([...this.attempts, ...own].map((one) => [`${one?.time} ${one?.note ? 1 : 0} ${one?.text}`, one]));
    return !this.works || this.chest.write({ attempts: [...known.values()].slice(-MOST_KEPT) });
  }

  /** Whether what stands under this key of the browser's store is this; null stands for all keys. */
  holds(key) {
    return key === null || [this.desk.key, this.chest.key].includes(key);
  }

  forget() {
    this.desk.clear();
    this.chest.clear();
  }
}
