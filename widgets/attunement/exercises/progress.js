import { gathering } from "./gather.js";
import { versionCards } from "./kept.js";
import { Look, looking } from "./look.js";
import { el } from "./parts.js";

class Progress extends Look {
  constructor(model) {
    const w = (key) => model.get("words")[key];
    super(model, "progress", { heading: w(model.get("everywhere") ? "progress_everywhere" : "progress_heading"),
      heads: [w("progress_client"), w("progress_version"), w("progress_level"), w("progress_expected")] });
  }

  build() {
    return [this.clients = el("div")];
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
  }
}

const render = looking(Progress, ["table", "clients"], (model) => model.get("everywhere") ? gathering(model) : null);

export default { render };
