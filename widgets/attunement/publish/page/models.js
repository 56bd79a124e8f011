// Widgets without a widget manager: each widget's state is a Model here, kept in step with its Python side by messages.
// What the page sends is remembered, so that a new kernel can be told the same and arrive at the same state.

const CONTROL = "jupyter.widget.control";
const VERSION = "2.1.0"; // of the widget messaging protocol
const MOST_TOLD = 2000; // messages that are remembered
const LONGEST_TOLD = 4_000_000; // characters of them

// One widget's state, with the methods that an anywidget's front end may call.
export class Model {
  #state = {};
  #changed = {};
  #hearers = [];
  #send;
  #depth = 0;
  #moved = false;
  #held = null;
  ready = Promise.resolve(); // until the widget's module has started, so that no message is missed

  constructor(id, manager, send) {
    this.model_id = id;
    this.widget_manager = manager;
    this.#send = send;
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    const changes = typeof name === "object" ? name : { [name]: value };
    Object.assign(this.#changed, Object.fromEntries(this.#news(changes)));
    this.#take(changes);
  }

  save_changes() {
    const [state, paths, buffers] = split(this.#changed);
    this.#changed = {};
    if (Object.keys(state).length || paths.length) this.#send(this, { method: "update", state, buffer_paths: paths }, buffers);
  }

  send(content, callbacks, buffers = []) {
    this.#send(this, { method: "custom", content }, buffers);
  }

  on(names, call, context) {
    for (const name of names.split(/\s+/)) this.#hearers.push({ name, call, context });
  }

  off(names, call, context) {
    const all = names?.split(/\s+/);
    const gone = (hearer) => (!all || all.includes(hearer.name)) && (!call || call === hearer.call) && (!context || context === hearer.context);
    this.#hearers = this.#hearers.filter((hearer) => !gone(hearer));
  }

  // Take a state that came from Python, with its binary parts put where they belong.
  update(state, paths = [], buffers = []) {
    paths.forEach((path, i) => place(state, path, buffers[i]));
    if (this.#held) Object.assign(this.#held, state);
    else this.#take(state);
  }

  // Handle one message from Python: a new state or something the widget sent. That Python has taken what this page had set matters
  // where it is told again only: the page knows it, and the new kernel's first state did not.
  async receive({ method, state, buffer_paths, content }, buffers) {
    await this.ready;
    if (method === "update" || (method === "echo_update" && this.#held)) this.update(state, buffer_paths, buffers);
    if (method === "custom" && !this.#held) this.#tell("msg:custom", content, buffers);
  }

  // Keep what comes from Python to oneself, until `release` takes it in one step.
  hold() {
    this.#held ??= {};
  }

  release() {
    const state = this.#held ?? {};
    this.#held = null;
    this.#take(state);
  }

  #news(changes) {
    return Object.entries(changes).filter(([name, value]) => !same(this.#state[name], value));
  }

  // Every change is told at once, and that there was one at the end, however many changes listeners make in between.
  #take(changes) {
    const news = this.#news(changes);
    Object.assign(this.#state, changes);
    this.#moved ||= news.length > 0;
    this.#depth++;
    for (const [name, value] of news) this.#tell(`change:${name}`, this, value, {});
    while (this.#depth === 1 && this.#moved) {
      this.#moved = false;
      this.#tell("change", this, {});
    }
    this.#depth--;
  }

  #tell(event, ...news) {
    for (const { name, call, context } of [...this.#hearers]) {
      if (name !== event && name !== "all") continue;
      try {
        call.apply(context, name === "all" ? [event, ...news] : news);
      } catch (error) {
        console.error(error); // one view that fails hurts no other
      }
    }
  }
}

// All widgets of one page. `added(model)` is called once for every widget that becomes known, `removed(model)` when Python closes it;
// `ours(module)` tells whether the widgets of a module change only when the page asks for something.
export class Models {
  #models = new Map();
  #told = [];
  #length = 0;
  #kernel;
  #added;
  #removed;
  #ours;
  #awaited = null;
  reconnects = true; // this page finds its way back to a kernel by itself, and says so; an exercise need not

  constructor({ added, removed, ours = () => false }) {
    this.#added = added;
    this.#removed = removed;
    this.#ours = ours;
  }

  // Whether no kernel has told of its widgets yet.
  get empty() {
    return this.#models.size === 0;
  }

  // Begin with the states that a kernel began with; ask it for them where they may be others by now, or were not told.
  begin(kernel, states) {
    this.#kernel = kernel;
    const told = Object.entries(states ?? {}), still = ([, { state, buffers }]) => !buffers && (!state._esm || this.#ours(state._esm));
    if (!states || !told.every(still)) return this.#ask(kernel);
    for (const [id, { state }] of told) this.#add(id, { state }, []);
  }

  // Ask a kernel for the state of everything that the lesson has made in it.
  #ask(kernel) {
    const comm_id = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    kernel.send("comm_open", { comm_id, target_name: CONTROL, target_module: null, data: {} }, { metadata: { version: "1.0.0" }, again: true });
    kernel.send("comm_msg", { comm_id, data: { method: "request_states" } }, { again: true });
  }

  // Go on in a new kernel: `pairs` leads from the id of each widget there to its id here. What this page has told the old kernel
  // is told again; until the new one has heard it all, models keep their state. False where something could not be told again.
  async move(kernel, pairs, states) {
    if (!this.#told) return false;
    const before = this.#models;
    this.#models = new Map([...pairs].map(([id, old]) => [id, before.get(old)]));
    const moved = [...this.#models.values()];
    if (moved.includes(undefined)) return false;
    for (const [id, model] of this.#models) {
      model.model_id = id;
      model.hold();
    }
    this.begin(kernel, states);
    const told = this.#told;
    if (told.some(({ model }) => !moved.includes(model))) return false;
    for (const one of told) this.#post(one);
    const last = kernel.send("kernel_info_request", {}, { again: true });
    await new Promise((heard) => (this.#awaited = { last, heard }));
    for (const model of moved) model.release();
    return true;
  }

  async get_model(id) {
    const model = this.#models.get(id.replace(/^IPY_MODEL_/, ""));
    if (!model) throw new Error("widget model not found");
    return model;
  }

  hear({ header, parent, content, buffers }) {
    const { msg_type: type } = header;
    if (type === "comm_open" && content.target_name === "jupyter.widget") this.#add(content.comm_id, content.data, buffers);
    else if (type === "comm_close") this.#remove(content.comm_id);
    else if (type === "comm_msg" && content.data.method === "update_states") this.#addAll(content.data, buffers);
    else if (type === "comm_msg") this.#models.get(content.comm_id)?.receive(content.data, buffers);
    else if (type === "status" && content.execution_state === "idle" && parent.msg_id === this.#awaited?.last) this.#awaited.heard();
  }

  #addAll({ states, buffer_paths = [] }, buffers) {
    buffer_paths.forEach((path, i) => place(states, path, buffers[i]));
    for (const [id, { state }] of Object.entries(states)) this.#add(id, { state }, []);
  }

  #add(id, { state, buffer_paths }, buffers) {
    if (this.#models.has(id)) return this.#models.get(id).update(state, buffer_paths, buffers);
    const model = new Model(id, this, (...said) => this.#send(...said));
    model.update(state, buffer_paths, buffers);
    this.#models.set(id, model);
    this.#added(model);
  }

  #remove(id) {
    const model = this.#models.get(id);
    this.#models.delete(id);
    if (model) this.#removed(model);
  }

  #send(model, data, buffers) {
    const one = { model, data, buffers, date: new Date().toISOString(), size: JSON.stringify(data).length };
    this.#remember(one);
    this.#post(one);
  }

  // A numbered question may be asked twice: the later answer stands.
  #post({ model, data, buffers, date }) {
    const again = data.content?.seq !== undefined;
    this.#kernel.send("comm_msg", { comm_id: model.model_id, data }, { metadata: { version: VERSION }, buffers, date, again });
  }

  // A numbered question (`seq`) takes the place of an earlier one of the same view: only the last one's answer is on the page.
  #remember(one) {
    if (!this.#told) return;
    const { seq, do: what, view, part } = one.data.content ?? {};
    const earlier = ({ model, data: { content } }) => model === one.model && content?.seq !== undefined && content.do === what && content.view === view && content.part === part;
    const at = seq === undefined ? -1 : this.#told.findLastIndex(earlier);
    if (at >= 0) this.#length -= this.#told.splice(at, 1)[0].size;
    this.#told.push(one);
    this.#length += one.size;
    if (this.#told.length > MOST_TOLD || this.#length > LONGEST_TOLD) this.#told = null;
  }
}

const binary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
const bytes = (part) => (ArrayBuffer.isView(part) ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength) : new Uint8Array(part));

// Tell whether two values of a trait say the same, bytes included.
function same(a, b) {
  if (binary(a) && binary(b)) return a.byteLength === b.byteLength && bytes(a).every((byte, i) => byte === bytes(b)[i]);
  if (Object(a) !== a || Object(b) !== b || binary(a) || binary(b)) return Object.is(a, b);
  const [one, other] = [Object.keys(a), Object.keys(b)];
  return Array.isArray(a) === Array.isArray(b) && one.length === other.length && one.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

function place(state, path, buffer) {
  const last = path.at(-1);
  path.slice(0, -1).reduce((inner, key) => inner[key], state)[last] = buffer;
}

// Part a state into what JSON can carry and the buffers that travel beside it, each with the path to its place.
function split(state) {
  const paths = [];
  const buffers = [];
  const part = (value, path) => {
    if (binary(value)) return paths.push(path), buffers.push(value), null;
    if (Array.isArray(value)) return value.map((one, i) => part(one, [...path, i]));
    if (Object(value) !== value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, part(one, [...path, key])]));
  };
  return [part(state, []), paths, buffers];
}
