import { gathering } from "./gather.js";
import { versionCards } from "./kept.js";
import { Look, looking } from "./look.js";
import { el, uid } from "./parts.js";
import { Stored } from "./stored.js";

class Progress extends Look {
  constructor(model) {
    const w = (key) => model.get("words")[key];
    super(model, "progress", { heading: w(model.get("everywhere") ? "progress_everywhere" : "progress_heading"),
      heads: [w("progress_client"), w("progress_version"), w("progress_level"), w("progress_expected")] });
  }

  build() {
    const { model } = this, own = { words: model.get("words"), id: uid(), ask: () => model.send({ do: "names", seq: 1 }), say: (text) => this.status.say(text) };
    this.stored = model.get("everywhere") ? new Stored(own) : null;
    return [this.clients = el("div"), this.stored?.node].filter(Boolean);
  }

  rows() {
    const { model, w } = this;
    return model.get("table").map(({ name, number, level, words, prediction }) =>
      [name, number, level ? `${level}, ${words}` : w("progress_no_level"), prediction ?? ""]);
  }

  paint() {
    super.paint();
    this.clients.replaceChildren(...this.model.get("clients").map(({ name, versions }) => el("details", {},
      el("summary", { text: this.w("progress_versions", { name }) }),
      el("ul", { class: "at-side-by-side" }, ...versionCards(versions, this.w)))));
    this.stored?.named(this.model.get("names"));
  }
}

/** Watch what this browser keeps, for the list and for Python. */
function watching(model, look) {
  if (!look.stored) return null;
  const stop = gathering(model), paint = () => look.stored.paint(), kinds = ["storage", "pageshow"];
  kinds.forEach((kind) => window.addEventListener(kind, paint));
  return () => { stop(); kinds.forEach((kind) => window.removeEventListener(kind, paint)); };
}

const render = looking(Progress, ["table", "clients", "names"], watching);

export default { render };
