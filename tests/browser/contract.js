const log = (line) => (globalThis.contract ??= []).push(line);
const bytes = (part) => `${part.constructor.name}(${new Uint8Array(part.buffer, part.byteOffset, part.byteLength)})`;

export default async () => {
  log("module");
  let views = 0;
  return {
    initialize({ model, signal, experimental, ...more }) {
      log(`initialize ${bytes(model.get("raw"))} ${typeof experimental.invoke} ${Object.keys(more)}`);
      for (const name of ["count", "doubled", "note"]) model.on(`change:${name}`, () => log(`model: ${name} ${model.get(name)}`));
      signal.addEventListener("abort", () => log("model: signal"));
      return async () => log("model: cleanup");
    },
    async render({ model, el, signal, host, experimental, ...more }) {
      const view = new View(`view ${++views}`, model, host, experimental);
      log(`${view.name}: render ${Object.keys(more)}`);
      el.append(Object.assign(document.createElement("button"), { textContent: "Try the contract", onclick: () => view.go(el, signal) }));
      el.className = "contract";
      signal.addEventListener("abort", () => log(`${view.name}: signal`));
      return () => log(`${view.name}: cleanup`);
    },
  };
};

class View {
  constructor(name, model, host, experimental) {
    Object.assign(this, { name, model, host, experimental });
    this.count = (...told) => this.tell("count", told);
    model.on("change:count", this.count);
    model.on("change:doubled change:note", () => log(`${name}: doubled or note`));
    // A set within a set swallows this event in ipywidgets 8.1 (its `_pending` is reset too early), so it is left out there.
    model.on("change", () => model.get("note").startsWith("set while") || log(`${name}: change`));
    model.on("change:raw", () => log(`${name}: raw ${bytes(model.get("raw"))}`));
    model.on("msg:custom", (content, buffers) => log(`${name}: custom ${JSON.stringify({ ...content, id: content.id && "an id" })} ${buffers.map(bytes)}`));
  }

  tell(what, [, value, options]) {
    log(`${this.name}: ${what} ${value} ${typeof options}`);
    if (value === 2) this.model.set("note", "set while a change is told");
  }

  async go(el, signal) {
    const { model } = this;
    for (const step of ["changes", "equals", "binary", "listens", "neighbours", "commands"]) {
      log(`- ${step}`);
      await this[step](el, signal);
    }
    log("- close");
    model.send({ do: "close" });
    setTimeout(() => log("end"), 700);
  }

  // Send something to Python and wait until it has answered. JupyterLab may hold a change back, but not a message.
  answered(send) {
    return new Promise((resolve) => {
      const heard = () => (this.model.off("msg:custom", heard), resolve());
      this.model.on("msg:custom", heard);
      send();
    });
  }

  answer(content, buffers) {
    return this.answered(() => this.model.send(content, undefined, buffers));
  }

  saved(model = this.model) {
    return this.answered(() => model.save_changes());
  }

  async changes() {
    this.model.set("count", 1);
    log("set, not saved");
    await this.saved();
    this.model.set({ count: 2, note: "two at once" });
    await this.saved();
    await this.answer({ do: "change" });
  }

  async equals() {
    this.model.set("count", this.model.get("count"));
    this.model.set("list", [1, { a: null }]);
    this.model.set("raw", new DataView(new Uint8Array([1, 2]).buffer));
    this.model.save_changes();
    this.model.save_changes();
    await this.answer({ do: "tell" });
  }

  async binary() {
    await this.answer({ do: "echo", words: "ä <b>" }, [new Uint8Array([1, 2]), new Uint8Array([3]).buffer]);
    this.model.set("raw", new DataView(new Uint8Array([7, 8, 9]).buffer));
    await this.saved();
    await this.answer({ do: "turn" });
    this.model.set("deep", { part: new DataView(new Uint8Array([5, 6]).buffer), list: [new DataView(new ArrayBuffer(1))] });
    await this.saved();
    await this.answer({ do: "tell deep" });
  }

  async listens() {
    this.model.off("change:count", this.count);
    this.model.off("change");
    this.model.set("count", 5);
    await this.saved();
  }

  async neighbours(el, signal) {
    const reference = this.model.get("inner");
    const inner = await this.model.widget_manager.get_model(reference.slice("anywidget:".length));
    const same = await this.host.getModel(reference);
    same.on("change:value", () => log(`${this.name}: inner value ${inner.get("value")}`));
    const widget = await this.host.getWidget(reference);
    log(`exports ${Object.keys(widget.exports)} ${widget.exports.twice()}`);
    const own = new AbortController();
    const [one, other] = [el, el].map((parent) => parent.appendChild(document.createElement("p")));
    await widget.render({ el: one, signal: own.signal });
    await widget.render({ el: other });
    log(`shown ${one.textContent}, ${other.textContent}`);
    inner.set("value", 4);
    await this.saved(inner);
    own.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    inner.set("value", 5);
    const unknown = await this.model.widget_manager.get_model("nobody").then(() => "found", () => "refused");
    log(`nobody ${unknown}, a wrong reference ${await this.host.getModel("nobody").then(() => "found", () => "refused")}`);
  }

  async commands() {
    const [response, buffers] = await this.experimental.invoke("shout", "hi", { buffers: [new Uint8Array([1])] });
    log(`command ${response} ${buffers.map(bytes)}`);
  }
}
