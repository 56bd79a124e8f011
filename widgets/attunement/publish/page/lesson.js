// A lesson's page: connect to its kernel, start each exercise in its place, say plainly when the connection is gone.

import { Kernel } from "./kernel.js";
import { Models } from "./models.js";

const SAID = {
  open: "",
  lost: "The connection is interrupted. You can keep writing; it is tried again by itself.",
  gone: "The exercises on this page have stopped. Reload the page to go on; what you wrote is kept in this browser.",
};
const FAILED = "This exercise did not start. Reload the page to try again.";

const CUT = "This page did not arrive whole. ";

const main = document.querySelector("main[data-kernel]");
const notice = document.getElementById("connection");
const models = new Models(start);
if (main) connect();
else document.body.append(Object.assign(document.createElement("main"), { className: "lesson", textContent: CUT }), reloader());

function connect() {
  const kernel = new Kernel(main.dataset.kernel, { hear: (message) => models.hear(message), tell: say });
  models.ask(kernel);
  addEventListener("pagehide", () => kernel.end());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function say(state) {
  if (notice.dataset.state === state) return;
  notice.dataset.state = state;
  notice.textContent = SAID[state];
  if (state === "gone") notice.append(reloader());
}

function reloader() {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Reload this page" });
  button.addEventListener("click", () => location.reload());
  return button;
}

// Start the module of one anywidget and show it wherever the lesson has a place for it.
async function start(model) {
  const places = document.querySelectorAll(`[data-model="${CSS.escape(model.model_id)}"]`);
  if (!model.get("_esm")) return places.forEach(fail);
  const opened = open(model);
  model.ready = opened.catch(() => {});
  for (const place of places) {
    try {
      await show(model, await opened, place);
    } catch (error) {
      console.error(error);
      fail(place);
    }
  }
}

async function open(model) {
  dress(model);
  const address = URL.createObjectURL(new Blob([model.get("_esm")], { type: "text/javascript" }));
  const { default: exported } = await import(address);
  URL.revokeObjectURL(address);
  const widget = typeof exported === "function" ? await exported() : exported;
  await widget.initialize?.({ model, signal: new AbortController().signal });
  return widget;
}

async function show(model, widget, place) {
  const el = document.createElement("div");
  place.replaceChildren(el);
  await widget.render?.({ model, el, signal: new AbortController().signal });
}

const dressed = new Set();

// Put the widget's style sheet on the page, once for all widgets of its kind.
function dress(model) {
  const kind = model.get("_anywidget_id");
  if (dressed.has(kind) || !model.get("_css")) return;
  dressed.add(kind);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(model.get("_css"));
  document.adoptedStyleSheets.push(sheet);
}

function fail(place) {
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "notice", textContent: FAILED }));
}
