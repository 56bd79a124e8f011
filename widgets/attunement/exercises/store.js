import { Diary } from "./entries.js";
import { Memory } from "./memory.js";
import { Shelf } from "./parts.js";

const OURS = "attunement/1/", JOURNAL = "journal";
const FORM = 1; // of the file
const LONGEST_FILE = 20_000_000; // characters
const KEY = /^[\w./ -]{1,200}$/;
const WITH_CLIENT = /^(draft|kept)\/([^/]+)$/; // the two places of one rewriting exercise, see Memory
const WORK = /^work\/(.+)$/;
const MOST_RESULTS = 100; // as many as Python takes

const dict = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const list = (value) => (Array.isArray(value) ? value : []);

/** Everything of the course that this browser keeps, by what it belongs to: [{id, keys, size, time}], `size` in bytes, `time` of the last
 *  step (ISO 8601) or "". Ids are those of exercises ("rewrite/maya-01", "classify/ladder"), "journal", or the key of what is neither. */
export function stored() {
  const found = new Map();
  for (const key of keys()) {
    const id = idOf(key), one = found.get(id) ?? { id, keys: [], size: 0, time: "" }, text = localStorage.getItem(OURS + key) ?? "";
    found.set(id, { ...one, keys: [...one.keys, key], size: one.size + new Blob([text]).size, time: [one.time, newest(new Shelf(key).read())].sort().at(-1) });
  }
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id));
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(OURS)).map((key) => key.slice(OURS.length));
  } catch {
    return []; // this browser lets the page keep nothing
  }
}

function idOf(key) {
  const [, , client] = WITH_CLIENT.exec(key) ?? [];
  return client ? `rewrite/${client}` : WORK.exec(key)?.[1] ?? key;
}

/** The latest moment that something kept names. */
function newest({ steps, results, attempts, entries }) {
  const times = [steps, results, attempts, entries].flatMap(list).map((one) => one?.time).filter((time) => typeof time === "string" && !Number.isNaN(Date.parse(time)));
  return times.sort().at(-1) ?? "";
}

/** Return all of it as the text of a file; of the journal only `withJournal`. */
export function asFile(withJournal) {
  const own = keys().filter((key) => withJournal || key !== JOURNAL);
  return JSON.stringify({ attunement: FORM, saved: new Date().toISOString(), kept: Object.fromEntries(own.map((key) => [key, new Shelf(key).read()])) }, null, 1);
}

/** Put back what such a file holds, beside what is here: words that stand here stay. Return how many {came, stood, failed}, or null for another file. */
export function putBack(text) {
  const kept = keptIn(text);
  if (!kept) return null;
  const came = Object.entries(kept).filter(([key]) => KEY.test(key)).map(([key, one]) => merge(key, dict(one)));
  return { came: came.filter((one) => one === "came").length, stood: came.filter((one) => one === "stood").length, failed: came.filter((one) => one === "failed").length };
}

function keptIn(text) {
  try {
    const file = text.length > LONGEST_FILE ? null : dict(JSON.parse(text));
    return file?.attunement === FORM && Object.keys(dict(file.kept)).length ? file.kept : null;
  } catch {
    return null;
  }
}

function merge(key, one) {
  if (key === JOURNAL) return new Diary().join(one);
  const shelf = new Shelf(key), here = shelf.read(), [, place, client] = WITH_CLIENT.exec(key) ?? [];
  const both = place === "kept" ? null : place === "draft" ? (here.draft ? here : one) : WORK.test(key) ? worked(here, one) : Object.keys(here).length ? here : one;
  const before = JSON.stringify(here), done = both ? JSON.stringify(both) === before || shelf.write(both) : new Memory(client).keepAttempts(list(one.attempts).map(dict));
  if (!done) return "failed";
  if (JSON.stringify(shelf.read()) === before) return "stood";
  tell(key);
  return "came";
}

/** One exercise, here and in the file: results of both; the try that went on last; words on the way are the ones here, where there are any. */
function worked(here, file) {
  const results = [...new Map([...list(file.results), ...list(here.results)].filter((one) => typeof one?.time === "string").map((one) => [one.time, one])).values()];
  const last = (steps) => newest({ steps }), mine = list(here.steps).length && last(here.steps) >= last(file.steps);
  const words = (drafts) => Object.fromEntries(Object.entries(dict(drafts)).filter(([, text]) => typeof text === "string" && text));
  return { ...here, drafts: { ...words(file.drafts), ...words(here.drafts) }, steps: list(mine ? here.steps : file.steps),
    results: results.sort((a, b) => a.time.localeCompare(b.time)).slice(-MOST_RESULTS) };
}

/** Delete these (see `stored`). Return whether the browser let go of them. */
export function drop(items) {
  for (const key of items.flatMap((item) => item.keys)) {
    if (key === JOURNAL) new Diary().clear();
    else new Shelf(key).clear();
    tell(key);
  }
  const left = new Set(keys());
  return !items.some((item) => item.keys.some((key) => left.has(key)));
}

/** The browser tells other tabs what changed; this tells the exercises of this page the same. */
function tell(key) {
  window.dispatchEvent(new StorageEvent("storage", { key: OURS + key, newValue: localStorage.getItem(OURS + key) }));
}
