import { el, later, show, Status, teller, uid } from "./parts.js";

const WAIT = 400; // ms after the last change before a picture is asked for

class Progress {
  constructor(model) {
    Object.assign(this, { model, w: teller(model.get("words")), dark: darkness() });
    this.status = new Status();
    this.draw = later(() => this.ask(), WAIT);
    this.build();
  }

  build() {
    const { w } = this, id = uid();
    this.title = el("p", { class: "at-finding" });
    this.image = el("img", { class: "at-picture", alt: "" });
    this.wait = el("p", { class: "at-soft at-drawing", text: w("progress_drawing") });
    this.rows = el("tbody");
    const heads = ["progress_client", "progress_version", "progress_level", "progress_expected"].map((key) => el("th", { scope: "col", text: w(key) }));
    this.numbers = el("details", {}, el("summary", { text: w("progress_numbers") }),
      el("div", { class: "at-scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), this.rows)));
    this.note = el("p", { class: "at-soft at-hint", text: w("progress_note") });
    this.node = el("section", { class: "at-exercise at-progress", "aria-labelledby": id },
      el("h3", { id, text: w("progress_heading") }), this.title, this.wait, this.image, this.numbers, this.note, this.status.node);
  }

  paint() {
    const { title, alt, stamp } = this.model.get("summary"), table = this.model.get("table");
    if (this.title.textContent && this.title.textContent !== title) this.status.soon(title, 1500);
    this.title.textContent = title;
    this.image.alt = alt;
    this.title.classList.toggle("at-finding", stamp > 0);
    this.rows.replaceChildren(...table.map((row) => this.row(row)));
    show(this.numbers, table.length > 0);
    show(this.note, stamp > 0);
    this.show();
  }

  row({ name, number, level, words, prediction }) {
    return el("tr", {}, el("th", { scope: "row", text: name }), el("td", { text: number }),
      el("td", { text: level ? `${level}, ${words}` : this.w("progress_no_level") }), el("td", { text: prediction ?? "" }));
  }

  /** A picture of an older record stays until the new one comes. */
  show() {
    const { stamp } = this.model.get("summary"), { svg } = this.model.get("picture");
    const drawn = stamp > 0 && typeof svg === "string" && /^[A-Za-z0-9+/=]+$/.test(svg);
    if (drawn) this.image.src = `data:image/svg+xml;base64,${svg}`;
    show(this.image, drawn);
    show(this.wait, stamp > 0 && !drawn);
    if (this.stale()) this.draw();
  }

  stale() {
    const { stamp } = this.model.get("summary"), picture = this.model.get("picture");
    return stamp > 0 && (picture.stamp !== stamp || picture.dark !== this.dark.now());
  }

  /** Only what is in sight is drawn: drawing keeps Python from answering keystrokes. */
  ask() {
    if (!this.seen || !this.stale()) return;
    try {
      this.model.send({ do: "draw", dark: this.dark.now(), width: Math.round(this.node.clientWidth) });
    } catch {
      this.wait.textContent = this.w("gone_unkept");
    }
  }
}

/** JupyterLab says itself whether it is dark; elsewhere the reader's system does. */
function darkness() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const lab = () => (document.body.dataset.voila ? undefined : document.body.dataset.jpThemeLight);
  return { system, now: () => (lab() === undefined ? system.matches : lab() === "false") };
}

/** anywidget calls this for every view of the progress. */
function render({ model, el: place }) {
  const progress = new Progress(model);
  const paint = () => progress.paint(), redraw = () => progress.show();
  const eye = new IntersectionObserver((seen) => { progress.seen = seen.at(-1).isIntersecting; progress.draw(); });
  const theme = new MutationObserver(redraw);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  model.on("change:summary", paint);
  model.on("change:table", paint);
  model.on("change:picture", redraw);
  progress.dark.system.addEventListener("change", redraw);
  place.append(progress.node);
  eye.observe(progress.node);
  progress.paint();
  return () => {
    eye.disconnect();
    theme.disconnect();
    progress.dark.system.removeEventListener("change", redraw);
    model.off("change:summary", paint);
    model.off("change:table", paint);
    model.off("change:picture", redraw);
  };
}

export default { render };
