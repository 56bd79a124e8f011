import { el, show } from "./parts.js";

const BREATHS = 6, IN = 4000, OUT = 6000; // ms: six of them are a minute

/** One minute of breathing, which can be left at any moment. A circle moves with it unless less motion is wanted; `tell` announces begin and end. */
export class Breath {
  constructor(w, tell) {
    Object.assign(this, { w, tell, whole: false });
    this.circle = el("div", { class: "at-circle", "aria-hidden": "true" });
    this.count = el("p", { class: "at-soft", "aria-hidden": "true" });
    this.phase = el("p", { class: "at-phase", "aria-hidden": "true" });
    this.minute = el("div", { class: "at-minute", hidden: true }, this.circle, this.phase, this.count);
    this.button = el("button", { type: "button", class: "at-button", text: w("breath_start"), onclick: () => (this.timer ? this.stop() : this.start()) });
    this.node = el("div", { class: "at-breath" }, this.minute, el("div", { class: "at-row" }, this.button));
  }

  start() {
    this.button.textContent = this.w("breath_stop");
    show(this.minute, true);
    this.tell(this.w("breath_begins"));
    this.step(0);
  }

  step(half) {
    if (half === 2 * BREATHS) {
      this.whole = true;
      this.close("breath_over");
      return;
    }
    const inward = half % 2 === 0;
    this.circle.classList.toggle("at-wide", inward);
    this.phase.textContent = this.w(inward ? "breath_in" : "breath_out");
    this.count.textContent = this.w("breath_count", { number: Math.floor(half / 2) + 1, count: BREATHS });
    this.timer = setTimeout(() => this.step(half + 1), inward ? IN : OUT);
  }

  stop() {
    if (this.timer) this.close("breath_stopped");
  }

  close(word) {
    this.leave();
    this.tell(this.w(word));
  }

  /** Be as before, in silence. */
  leave() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.circle.classList.remove("at-wide");
    this.button.textContent = this.w("breath_start");
    show(this.minute, false);
  }
}
