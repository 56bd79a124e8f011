// Parts that every exercise shares. Words of learners and clients become text nodes, never markup.

export const LONGEST = 20000; // characters that are kept of a draft: as many as Python takes (answers.LONGEST)
const KEYED = ["button", "input", "summary", "textarea"];

/** Make an element; `text` is set as text, `on…` are listeners, `null` and `false` leave an attribute out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  if (KEYED.includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab leaves our keys to us
  if (tag === "textarea") node.addEventListener("beforeinput", (event) => event.stopImmediatePropagation()); // and Enter and Undo
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Make an SVG element with its attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Return an id that no other view on the page has; `view` messages carry it too, so it is letters and digits. */
export function uid() {
  return "at" + Math.random().toString(36).slice(2, 12);
}

/** Return a function that says the sentence `key` with what stands in braces filled in. */
export function teller(words) {
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** A listener that takes a double click for one click: where the button stood, another one may stand by then. */
export function single(action) {
  return (event) => { if (event.detail < 2) action(event); };
}

/** Show or hide without losing the place in the page. */
export function show(node, visible) {
  node.hidden = !visible;
}

/** Words in quotation marks. */
export function inQuotes(words, w) {
  return w("open_quote") + words + w("close_quote");
}

/** The day it is where the reader is, as YYYY-MM-DD. */
export function today() {
  const now = new Date(), two = (part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Hand a text to the browser as a file to keep. */
export function download(text, type, name) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The client as a person: a disc with the initial, name, about, what can be seen in the room, and the words, if any. */
export function clientCard(client, w) {
  return el("header", { class: "at-client" },
    el("span", { class: "at-face", "aria-hidden": "true", text: [...client.name][0] }),
    el("div", { class: "at-who" },
      el("p", {}, el("b", { text: client.name }), " ", el("span", { class: "at-soft", text: client.about })),
      client.scene ? el("p", { class: "at-scene", text: client.scene }) : null),
    client.says ? el("blockquote", { class: "at-says", text: inQuotes(client.says, w) }) : null);
}

/** One polite live region. `soon` waits until the writer pauses, so that a screen reader is not flooded. */
export class Status {
  constructor() {
    this.node = el("p", { class: "at-hear", role: "status" });
  }
  say(text) {
    clearTimeout(this.timer);
    if (this.node.textContent === text) this.node.textContent = "";
    this.node.textContent = text;
  }
  soon(text, wait = 900) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.node.textContent !== text) this.say(text); }, wait);
  }
}

/** The way to Python: `ask` sends, `heard` is called on every answer; without one for a while, `onGone(true)`.
 *  A published page sees to its connection itself, for all its exercises, and says so in one place. */
export class Line {
  constructor(model, onGone, patience = 6000) {
    Object.assign(this, { model, onGone, patience, gone: false });
  }
  ask(message) {
    try {
      this.model.send(message);
    } catch {
      this.lost();
    }
    if (!this.model.widget_manager?.reconnects) this.timer ??= setTimeout(() => this.lost(), this.patience);
  }
  lost() {
    this.gone = true;
    this.onGone(true);
  }
  heard() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.gone) this.onGone(this.gone = false);
  }
}

/** What is kept in this browser under one key. Every other page of the site may have written there: `read` trusts nothing. */
export class Shelf {
  constructor(key) {
    this.key = `attunement/1/${key}`;
    this.works = true;
    try {
      localStorage.setItem("attunement/1", "1");
    } catch {
      this.works = false;
    }
  }
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  }
  /** Return whether there was room. */
  write(kept) {
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }
  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      this.works = false;
    }
  }
}

/** Call `action` once, `wait` ms after the last call; `.now()` does not wait. */
export function later(action, wait) {
  let timer;
  const call = () => { clearTimeout(timer); timer = setTimeout(action, wait); };
  call.now = () => { clearTimeout(timer); action(); };
  call.stop = () => clearTimeout(timer);
  return call;
}
