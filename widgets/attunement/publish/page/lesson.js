// A lesson's page: get a kernel, start each exercise in its place, and say plainly what is the matter when something is.

import { brings, start, stop } from "./host.js";
import { Kernel } from "./kernel.js";
import { Models } from "./models.js";
import { states, visit } from "./visit.js";

const SAID = {
  open: "",
  lost: "The connection is interrupted. You can keep writing; it is tried again by itself.",
  ready: "The exercises are getting ready. You can read meanwhile; they begin by themselves.",
  next: "Every place is taken at the moment. You are next. You can read on; the exercises begin by themselves.",
  queue: "Every place is taken at the moment. Before you: {ahead}. You can read on; the exercises begin by themselves.",
  tired: "Nobody has written here for a while. In two minutes the exercises rest, so that others find a place. What you wrote is kept.",
  resting: "The exercises are resting. What you wrote is kept. Write or click anywhere on the page to go on.",
  long: "So much was done here that it cannot be told again. Reload the page to go on; what you wrote is kept in this browser.",
  old: "This lesson is a newer one than your page. Reload the page to go on; what you wrote is kept in this browser.",
};
const PATIENCE = 700; // milliseconds for which a short interruption is not worth a word
const STABLE = 60_000; // milliseconds after which a kernel that is lost was not lost at once
const LOOKS = 5000; // milliseconds between two looks at the clock
const SLEPT = 4 * LOOKS; // milliseconds between two looks after which the machine has slept
const SIGNS = ["keydown", "pointerdown", "wheel", "touchmove", "input"]; // that somebody is here

const main = document.querySelector("main[data-visit]");
const notice = document.getElementById("connection");
const models = new Models({ added: (model) => model.get("_esm") && start(model, places(model)), removed: stop, ours: brings });
const state = { kernel: null, alive: false, busy: false, name: "", rest: null, seen: Date.now(), looked: Date.now(), since: 0, lost: 0, timer: null };

window.attunement.whole = true;
if (main.dataset.begin === "asked") offer();
else begin();

// Show the buttons that begin what waits to be asked for; the first one pressed begins, and leads into the exercise.
function offer() {
  const buttons = document.querySelectorAll("[data-begins]");
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      buttons.forEach((other) => (other.disabled = true));
      const place = main.querySelector("[data-cell]");
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
      await begin();
      buttons.forEach((other) => (other.hidden = true));
    });
  }
}

async function begin() {
  addEventListener("pagehide", () => state.kernel?.end());
  addEventListener("pageshow", (event) => event.persisted && gone());
  addEventListener("online", () => state.alive && state.kernel.check());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  for (const sign of SIGNS) addEventListener(sign, here, { passive: true, capture: true });
  setInterval(look, LOOKS);
  await enter();
}

// Get a kernel, waiting in the queue if need be, and put into each place what its cell has shown, or go on with what is there.
async function enter() {
  if (state.busy) return;
  state.busy = true;
  const { page, socket } = await visit(main.dataset.visit, ({ ahead, full } = {}) => say(!ahead ? "lost" : full === undefined ? "ready" : ahead > 0 ? "queue" : "next", { ahead }));
  state.busy = false;
  state.rest = { after: 1000 * page.dataset.restAfter, warn: 1000 * page.dataset.restWarn };
  const again = !models.empty, same = !again || page.dataset.mark === main.dataset.mark, pairs = again ? same && paired(page) : settle(page);
  connect(page.dataset.kernel, socket);
  if (!again) models.begin(state.kernel, states(page));
  else if (!pairs) giveUp("old");
  else if (!(await models.move(state.kernel, pairs, states(page)))) giveUp("long");
}

function connect(id, socket) {
  main.dataset.kernel = id;
  const tell = (name) => state.kernel === kernel && (name === "gone" ? gone() : say(name));
  const kernel = new Kernel(id, { hear: (message) => models.hear(message), tell, socket });
  Object.assign(state, { kernel, alive: true, seen: Date.now(), since: Date.now() });
}

// This page cannot go on by itself: let the kernel go to somebody else, and say what to do.
function giveUp(name) {
  state.kernel.end();
  state.alive = false;
  say(name);
}

// Put what each cell has shown into its place.
function settle(page) {
  main.dataset.mark = page.dataset.mark;
  for (const place of main.querySelectorAll("[data-cell]")) {
    const shown = cell(page, place.dataset.cell);
    if (shown) place.replaceChildren(...shown.children);
  }
}

// Lead from the ids of a new kernel's widgets to those on this page; null where cells show something else now.
function paired(page) {
  const pairs = new Map();
  for (const place of main.querySelectorAll("[data-cell]")) {
    const old = [...place.querySelectorAll("[data-model]")], fresh = [...(cell(page, place.dataset.cell)?.querySelectorAll("[data-model]") ?? [])];
    if (old.length !== fresh.length) return null;
    old.forEach((node, i) => {
      pairs.set(fresh[i].dataset.model, node.dataset.model);
      node.dataset.model = fresh[i].dataset.model;
    });
  }
  return pairs;
}

function cell(page, id) {
  return page.querySelector(`[data-cell="${CSS.escape(id)}"]`);
}

function places(model) {
  return document.querySelectorAll(`[data-model="${CSS.escape(model.model_id)}"]`);
}

// The kernel is no more: get another one, as soon as somebody looks at the page; later and later where one after another is lost.
function gone() {
  state.alive = false;
  state.lost = Date.now() - state.since < STABLE ? state.lost + 1 : 0;
  say("lost");
  setTimeout(wake, state.lost > 2 ? Math.min(1000 * 2 ** (state.lost - 2), STABLE / 2) : 0);
}

function wake() {
  if (document.hidden || ["old", "long"].includes(state.name)) return;
  if (state.alive) state.kernel.check();
  else enter();
}

function here() {
  state.seen = Date.now();
  if (state.name === "resting") gone();
  else if (state.name === "tired") say("open");
  if (state.alive) state.kernel.stir();
}

// Look at the clock: after a sleep, find out whether the connection holds. Where nobody has been here for a while, say so, and
// after that let the kernel go.
function look() {
  const slept = Date.now() - state.looked > SLEPT, silent = Date.now() - state.seen;
  state.looked = Date.now();
  if (slept && state.alive && !document.hidden) state.kernel.check();
  if (!state.rest || !["open", "tired"].includes(state.name)) return;
  if (silent > state.rest.after) {
    state.kernel.end();
    say("resting");
  } else if (silent > state.rest.after - state.rest.warn) say("tired");
}

function say(name, known = {}) {
  clearTimeout(state.timer);
  state.name = name;
  state.timer = setTimeout(() => show(name, known), name === "lost" ? PATIENCE : 0);
}

function show(name, known) {
  const text = SAID[name].replace(/\{(\w+)\}/g, (_, key) => known[key]);
  if (notice.dataset.said === text) return;
  notice.dataset.said = text;
  notice.textContent = text;
  if (name === "old" || name === "long") notice.append(window.attunement.reloader());
}
