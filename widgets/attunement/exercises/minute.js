import { Clock } from "./clock.js";
import { el, show } from "./parts.js";

/** A quiet time before the writing: lines that follow each other, each for the same while. It can be left at any moment. */
export class Minute {
  constructor({ seconds, cues }, w, onSay) {
    Object.assign(this, { w, cues, onSay, each: (seconds * 1000) / cues.length, clock: new Clock() });
    this.line = el("p", { class: "at-cue", tabindex: "-1", hidden: true });
    this.dots = el("p", { class: "at-dots", "aria-hidden": "true", hidden: true });
    this.button = el("button", { type: "button", class: "at-button", text: w("minute_begin", { seconds }), onclick: () => this.press() });
    this.begin = w("minute_begin", { seconds });
    this.node = el("div", { class: "at-minute at-card" }, el("p", { class: "at-soft", text: w("minute_note") }), this.line, this.dots, el("div", { class: "at-row" }, this.button));
  }

  press() {
    if (this.clock.action) this.end(this.w("minute_left"));
    else this.next(0);
  }

  next(at) {
    if (at >= this.cues.length) return this.end(this.w("minute_over"));
    this.tell(this.cues[at]);
    this.dots.textContent = "●".repeat(at + 1) + "○".repeat(this.cues.length - at - 1);
    show(this.dots, true);
    this.button.textContent = this.w("minute_stop");
    this.clock.start(this.each, () => this.next(at + 1));
  }

  tell(text) {
    this.line.textContent = text;
    show(this.line, true);
    this.onSay(text);
  }

  end(text) {
    this.clock.stop();
    show(this.dots, false);
    this.button.textContent = this.begin;
    this.tell(text);
  }
}
