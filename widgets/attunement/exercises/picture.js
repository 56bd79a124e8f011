import { el, later, show } from "./parts.js";

const WAIT = 400; // ms after the last change before a picture is asked for
const TURNED = 40; // CSS pixels: a phone was turned or a window drawn wider; a scroll bar that comes or goes is less

/** A picture that Python draws with matplotlib: asked for when it is in sight, in the colours and the width of the page. */
export class Picture {
  constructor(model, w) {
    Object.assign(this, { model, w, dark: darkness(), seq: 0, draw: later(() => this.ask(), WAIT) });
    this.image = el("img", { class: "at-picture", alt: "" });
    this.wait = el("p", { class: "at-soft at-drawing", text: w("picture_waits") });
    this.node = el("div", {}, this.wait, this.image);
  }

  /** A picture of older numbers stays until the new one comes. */
  show() {
    const { alt, stamp } = this.model.get("caption"), { svg } = this.model.get("picture");
    const drawn = stamp > 0 && typeof svg === "string" && /^[A-Za-z0-9+/=]+$/.test(svg);
    if (drawn) this.image.src = `data:image/svg+xml;base64,${svg}`;
    this.image.alt = alt ?? "";
    this.image.toggleAttribute("data-dark", this.model.get("picture").dark === true);
    show(this.image, drawn);
    show(this.wait, stamp > 0 && !drawn);
    if (this.stale()) this.draw();
  }

  stale() {
    const { stamp } = this.model.get("caption"), picture = this.model.get("picture");
    return stamp > 0 && (picture.stamp !== stamp || picture.dark !== this.dark.now());
  }

  /** Whether this view is much wider or narrower than when it last asked. Other views of the same picture may have other widths. */
  turned() {
    const { width, node: { clientWidth } } = this;
    return this.model.get("caption").stamp > 0 && clientWidth > 0 && Math.abs(clientWidth - width) >= TURNED;
  }

  /** Only what is in sight is drawn: drawing keeps Python from answering keystrokes. */
  ask() {
    if (!this.seen || !(this.stale() || this.turned())) return;
    this.width = this.node.clientWidth;
    try {
      this.model.send({ do: "draw", seq: ++this.seq, dark: this.dark.now(), width: Math.round(this.width) });
    } catch {
      this.wait.textContent = this.w("gone_unkept");
    }
  }

  /** Begin to watch the page; return how to stop. Call it once the node stands in the page. */
  watch() {
    const redraw = () => this.show();
    const eye = new IntersectionObserver((seen) => { this.seen = seen.at(-1).isIntersecting; this.draw(); });
    const theme = new MutationObserver(redraw);
    const size = new ResizeObserver(() => { if (this.turned()) this.draw(); });
    theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    this.dark.system.addEventListener("change", redraw);
    this.model.on("change:picture", redraw);
    this.model.on("change:caption", redraw);
    this.width = this.node.clientWidth;
    eye.observe(this.node);
    size.observe(this.node);
    this.show();
    return () => {
      eye.disconnect();
      size.disconnect();
      theme.disconnect();
      this.dark.system.removeEventListener("change", redraw);
      this.model.off("change:picture", redraw);
      this.model.off("change:caption", redraw);
    };
  }
}

/** JupyterLab says itself whether it is dark; elsewhere the reader's system does. */
function darkness() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const lab = () => (document.body.dataset.voila ? undefined : document.body.dataset.jpThemeLight);
  return { system, now: () => (lab() === undefined ? system.matches : lab() === "false") };
}
