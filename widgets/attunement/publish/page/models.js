// Widgets without a widget manager: each anywidget's state is a Model here, kept in step with its Python side by messages.

const CONTROL = "jupyter.widget.control";
const VERSION = "2.1.0"; // of the widget messaging protocol

// One widget's state, with the methods that an anywidget's front end may call.
export class Model {
  #state = {};
  #changed = {};
  #hearers = [];
  #send;
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
    Object.assign(this.#changed, changes);
    this.#take(changes);
  }

  save_changes() {
    const [state, paths, buffers] = split(this.#changed);
    this.#changed = {};
    if (Object.keys(state).length || paths.length) this.#send({ method: "update", state, buffer_paths: paths }, buffers);
  }

  send(content, callbacks, buffers = []) {
    this.#send({ method: "custom", content }, buffers);
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
    this.#take(state);
  }

  // Handle one message from Python: a new state or something the widget sent.
  async receive({ method, state, buffer_paths, content }, buffers) {
    await this.ready;
    if (method === "update") this.update(state, buffer_paths, buffers);
    if (method === "custom") this.#tell("msg:custom", content, buffers);
  }

  #take(changes) {
    const news = Object.keys(changes).filter((name) => !same(this.#state[name], changes[name]));
    Object.assign(this.#state, changes);
    for (const name of news) this.#tell(`change:${name}`, this, changes[name], {});
    if (news.length) this.#tell("change", this, {});
  }

  #tell(event, ...news) {
    for (const { name, call, context } of [...this.#hearers]) {
      if (name === event || name === "all") call.apply(context, name === "all" ? [event, ...news] : news);
    }
  }
}

// All widgets of one page. `added(model)` is called once for every widget that becomes known.
export class Models {
  #models = new Map();
  #kernel;
  #added;

  constructor(added) {
    this.#added = added;
  }

  // Ask the kernel for the state of everything that the lesson has made so far.
  ask(kernel) {
    this.#kernel = kernel;
    const comm_id = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    kernel.send("comm_open", { comm_id, target_name: CONTROL, target_module: null, data: {} }, { metadata: { version: "1.0.0" } });
    kernel.send("comm_msg", { comm_id, data: { method: "request_states" } });
  }

  async get_model(id) {
    return this.#models.get(id.replace(/^IPY_MODEL_/, ""));
  }

  hear({ header, content, buffers }) {
    if (header.msg_type === "comm_open" && content.target_name === "jupyter.widget") this.#add(content.comm_id, content.data, buffers);
    else if (header.msg_type === "comm_close") this.#models.delete(content.comm_id);
    else if (header.msg_type === "comm_msg" && content.data.method === "update_states") this.#addAll(content.data, buffers);
    else if (header.msg_type === "comm_msg") this.#models.get(content.comm_id)?.receive(content.data, buffers);
  }

  #addAll({ states, buffer_paths = [] }, buffers) {
    buffer_paths.forEach((path, i) => place(states, path, buffers[i]));
    for (const [id, { state }] of Object.entries(states)) this.#add(id, { state }, []);
  }

  #add(id, { state, buffer_paths }, buffers) {
    if (this.#models.has(id)) return;
    const model = new Model(id, this, (data, parts) => this.#kernel.send("comm_msg", { comm_id: id, data }, { metadata: { version: VERSION }, buffers: parts }));
    model.update(state, buffer_paths, buffers);
    this.#models.set(id, model);
    this.#added(model);
  }
}

const binary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
const same = (a, b) => a === b || (typeof a === "object" && !binary(b) && JSON.stringify(a) === JSON.stringify(b));

function place(state, path, buffer) {
  const last = path.at(-1);
  path.slice(0, -1).reduce((inner, key) => inner[key], state)[last] = buffer;
}

// Part a state into what JSON can carry and the buffers that travel beside it.
function split(state) {
  const names = Object.keys(state).filter((name) => binary(state[name]));
  const plain = Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name)));
  return [plain, names.map((name) => [name]), names.map((name) => state[name])];
}
