// The host of anywidgets: it keeps the contract that a widget's module knows from anywidget (0.11) in JupyterLab.
// A module is opened and `initialize`d once for each model, `render`ed once for each place, and tidied up when the model goes.

const FAILED = "This exercise did not start. Reload the page to try again.";
const ADDRESS = /^(https?:\/\/|\/(?![/*]))\S*$/; // what is none of these is the module itself, which may begin with a comment
const REFERENCE = "anywidget:"; // stands before the id of another model in a trait of the kind `anywidget.WidgetTrait`
const PATIENCE = 3000; // milliseconds that a command of Python may take, as in anywidget

const brought = new Map();
const worn = new Set();
const runs = new Map();

// Keep a module that came with the page's own script under the address that `_esm` names; a style sheet (`_css`) needs no module.
export function register(address, module) {
  brought.set(address, module);
}

// Tell whether the page's own script has brought a module.
export function brings(source) {
  return brought.has(source);
}

// Run a model's module, if it does not run yet, and show it in each place that does not show it yet.
// A place in which this fails says so kindly; the others are not hurt.
export async function start(model, places = []) {
  const run = runs.get(model) ?? begin(model);
  await Promise.all([...places].filter((place) => !run.places.has(place)).map((place) => show(run, place)));
}

// Take a model's views from the page and let its module tidy up: first each view, then the model.
export function stop(model) {
  const run = runs.get(model);
  if (!run) return;
  runs.delete(model);
  run.views.abort();
  run.life.abort();
  for (const place of run.places) place.replaceChildren();
}

function begin(model) {
  const run = { model, life: new AbortController(), views: new AbortController(), places: new Set() };
  runs.set(model, run);
  run.opened = open(run);
  model.ready = run.opened.catch(console.error); // messages wait until the module listens
  return run;
}

async function open({ model, life: { signal } }) {
  dress(model.get("_css"), model.get("_anywidget_id"));
  const module = await load(model.get("_esm"));
  const made = module.render ? { render: module.render } : module.default;
  const widget = typeof made === "function" ? await made() : made;
  const given = await widget.initialize?.({ model: seen(model, signal), signal, experimental: experiments(model) });
  atEnd(signal, () => model.off(null, null, signal), given);
  return { widget, exports: typeof given === "object" ? given ?? undefined : undefined };
}

async function load(source) {
  if (brought.has(source)) return brought.get(source);
  if (ADDRESS.test(source)) return import(source);
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function show(run, place) {
  run.places.add(place);
  try {
    await run.opened;
    const el = document.createElement("div");
    place.replaceChildren(el);
    await render(run, el);
  } catch (error) {
    console.error(error);
    place.replaceChildren(Object.assign(document.createElement("p"), { className: "notice", textContent: FAILED }));
  }
}

// Make one view in `el`; it ends with its model, or with the view that holds it.
async function render(run, el, outer = []) {
  const { widget } = await run.opened;
  const { model } = run;
  const signal = AbortSignal.any([run.views.signal, ...outer]);
  if (signal.aborted) return;
  const given = await widget.render?.({ model: seen(model, signal), el, signal, host: hostOf(model, signal), experimental: experiments(model) });
  atEnd(signal, () => model.off(null, null, signal), given);
}

// What a module sees of its model: listeners belong to the view (`context`) that added them, and leave with it.
function seen(model, context) {
  return {
    get: (name) => model.get(name),
    set: (name, value) => model.set(name, value),
    save_changes: () => model.save_changes(),
    send: (content, callbacks, buffers) => model.send(content, callbacks, buffers),
    on: (names, call) => model.on(names, call, context),
    off: (names, call) => model.off(names, call, context),
    widget_manager: model.widget_manager,
  };
}

// How one widget finds and shows another that a trait of its own refers to.
function hostOf(model, signal) {
  const find = async (reference) => {
    if (!String(reference).startsWith(REFERENCE)) throw new Error(`${reference} refers to no widget`);
    return model.widget_manager.get_model(reference.slice(REFERENCE.length));
  };
  return {
    getModel: async (reference) => {
      const other = await find(reference);
      signal.addEventListener("abort", () => other.off(null, null, signal));
      return seen(other, signal);
    },
    getWidget: async (reference) => {
      const run = runs.get(await find(reference));
      if (!run) throw new Error(`${reference} refers to a widget that does not run`);
      const { exports } = await run.opened;
      return { exports, render: ({ el, signal: own = signal }) => render(run, el, [own]) };
    },
  };
}

// Commands of Python (`anywidget.experimental.command`): ask one, and wait for its answer and the buffers that came with it.
function experiments(model) {
  return { invoke: (name, msg, { buffers = [], signal = AbortSignal.timeout(PATIENCE) } = {}) => invoke(model, { name, msg }, buffers, signal) };
}

function invoke(model, command, buffers, signal) {
  const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const answered = (content, parts) => content.id === id && done(resolve, [content.response, parts]);
    const done = (settle, value) => (model.off("msg:custom", answered), settle(value));
    signal.addEventListener("abort", () => done(reject, signal.reason), { once: true });
    model.on("msg:custom", answered);
    model.send({ id, kind: "anywidget-command", ...command }, undefined, buffers);
  });
}

// Put a style sheet on the page, once for all widgets of its kind; none for what the page wears already.
function dress(css, kind) {
  if (!css || worn.has(kind) || brought.has(css)) return;
  worn.add(kind);
  if (ADDRESS.test(css)) return document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: css }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

// When the signal comes, or now if it has come: fall silent, then tidy up; a widget that fails in this hurts no other.
function atEnd(signal, silence, cleanup) {
  const end = async () => {
    silence();
    try {
      if (typeof cleanup === "function") await Promise.resolve().then(cleanup);
    } catch (error) {
      console.error(error);
    }
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
}
