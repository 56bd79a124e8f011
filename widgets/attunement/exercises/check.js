import { option } from "./choices.js";
import { el, inQuotes, show } from "./parts.js";
import { ladder, meter } from "./meters.js";

const FOUR_AS = ["attention", "acceptance", "appreciation", "affirmation"];

/** The form check beside the editor: first the question what one expects, then the ladder and the four A's. */
export class FormCheck {
  constructor(id, w, onPredict) {
    this.w = w;
    this.choice = null;
    this.predict = el("fieldset", { class: "at-predict" }, el("legend", { text: w("predict_legend") }),
      ...[1, 2, 3, 4, 5].map((level) => this.step(id, level, onPredict)), el("p", { class: "at-soft", text: w("predict_note") }));
    this.heading = el("h4", { text: w("predict_heading") });
    this.steps = el("div");
    this.words = el("p", { class: "at-soft at-rung" });
    this.meters = el("ul", { class: "at-meters" });
    this.result = el("div", { class: "at-result", hidden: true }, el("div", {}, this.steps, this.words), this.meters);
    this.node = el("section", { class: "at-card" }, this.heading, this.predict, this.result);
  }

  step(id, level, onPredict) {
    return option({ name: `${id}-expected`, value: level, onchange: () => { this.choice = level; onPredict(); } },
      el("b", { text: level }), ` ${this.w(`level_${level}`)}`);
  }

  /** Take back an expectation that was kept in the browser. */
  expect(level) {
    const radio = [...this.predict.querySelectorAll("input")].find((one) => Number(one.value) === level);
    if (radio) radio.checked = true;
    this.choice = radio ? level : null;
  }

  reset() {
    this.predict.querySelectorAll("input").forEach((one) => { one.checked = false; });
    this.choice = null;
    this.open(false);
  }

  /** The expectation closes with the first level; from then on the place shows what was read. */
  open(result) {
    show(this.predict, !result);
    show(this.result, result);
    this.heading.textContent = this.w(result ? "check_heading" : "predict_heading");
  }

  paint(check) {
    if (check.level) this.open(true);
    this.steps.replaceChildren(ladder(check.level, this.w));
    this.words.textContent = check.level ? `${check.level} · ${check.level_words}` : this.w("no_level");
    this.meters.replaceChildren(...FOUR_AS.map((name) => meter(name, check.four_as?.[name], this.w)));
  }
}

/** The client's likely next turn, for those who ask. */
export class Landing {
  constructor(name, w) {
    this.before = w("land_before", { name });
    this.quote = (words) => inQuotes(words, w);
    this.turn = el("p", { class: "at-turn" });
    this.node = el("details", { class: "at-card at-land" }, el("summary", { text: w("land_heading") }), this.turn, el("p", { class: "at-soft", text: w("land_note") }));
    this.paint({});
  }

  paint(landing) {
    const { says, does } = landing ?? {};
    if (!does) this.turn.replaceChildren(el("span", { class: "at-soft", text: this.before }));
    else this.turn.replaceChildren(says ? this.quote(says) : "", says ? " " : "", el("span", { class: "at-does", text: does }));
  }
}
