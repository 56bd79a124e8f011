import { Choices } from "./choices.js";
import { Desk } from "./desk.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remarks } from "./remarks.js";
import { Wheel } from "./wheel.js";

const ASKS = { surface: "feelings_ask_surface", beneath: "feelings_ask_beneath" };
const HEADINGS = { surface: "feelings_surface", beneath: "feelings_beneath" };
const WAYS = { beneath: "feelings_next_beneath", slot: "feelings_next_slot", reflection: "feelings_next_reflection" };

class Feelings extends Practice {
  constructor(model) {
    super(model, "feelings");
  }

  build() {
    this.layers = Object.keys(HEADINGS).map((layer) => this.layer(layer));
    this.slots = this.task.slots.map((slot, number) => this.slot(slot, number));
    this.stages = [...this.layers, ...this.slots, this.reflection()];
    this.stages.forEach((stage, at) => this.furnish(stage, at));
    this.at = 0;
    return [clientCard(this.task.client, this.w), el("ol", { class: "at-stages" }, ...this.stages.map(({ node }) => node))];
  }

  /** A stage: its place in the row, the work, what is said of it, the way on. One stands open; those behind it are one line. */
  furnish(stage, at) {
    const { w, stages } = this, after = stages[at + 1];
    stage.title = el("h4", { tabindex: "-1" }, el("span", { class: "at-soft", text: w("feelings_stage", { number: at + 1, count: stages.length }) }), ` ${stage.heading}`);
    stage.brief = el("p", { class: "at-words" });
    stage.shut = el("div", { class: "at-shut" }, stage.brief, this.button(w("feelings_change"), () => this.open(at)));
    stage.shut.lastChild.setAttribute("aria-label", w("feelings_change_what", { title: stage.heading }));
    stage.told = el("div");
    stage.onward = el("div", { class: "at-row" }, after ? this.button(w(WAYS[after.kind], this.task.client), () => this.open(at + 1), "at-main") : null);
    stage.body = el("div", {}, ...stage.work, stage.told, stage.onward);
    stage.node = el("li", { class: "at-card" }, stage.title, stage.shut, stage.body);
  }

  layer(kind) {
    const { w, task } = this, wheel = new Wheel({ legend: w(ASKS[kind], task.client), families: task.wheel, w });
    const check = () => (wheel.value ? this.ask("feel", { layer: kind, ...wheel.value }) : this.tell(w("feelings_none"), true));
    return { kind, heading: w(HEADINGS[kind]), wheel, work: [wheel.node, el("div", { class: "at-row at-middle-row" }, this.button(w("feelings_check"), check))],
      look: ({ looks }) => looks[kind], summary: () => wheel.word, set: (look) => { wheel.value = look; } };
  }

  slot({ ask, options }, number) {
    const { w, id } = this, values = options.map((label, value) => ({ label, value: String(value) }));
    const choices = new Choices({ id: `${id}-slot-${number}`, legend: w("feelings_choose"), options: values });
    const check = () => (choices.value === null ? this.tell(w("feelings_option_none"), true) : this.ask("slot", { slot: number, option: Number(choices.value) }));
    return { kind: "slot", heading: ask, work: [choices.node, el("div", { class: "at-row" }, this.button(w("feelings_check_option"), check))],
      look: ({ slots }) => slots[number], summary: () => options[choices.value] ?? "", set: (look) => { choices.value = look?.option ?? []; } };
  }

  reflection() {
    const { w, model, line, id, task } = this;
    this.desk = new Desk({ model, line, id: `${id}desk`, w, name: task.client.name, rows: 3, label: w("feelings_your_words"), onInput: () => this.keepDraft("reflection", this.desk.text), onRead: (check, told) => this.status.soon(told) });
    this.chosen = el("p", { class: "at-chosen" });
    const hand = this.button(w("feelings_hand"), () => this.ask("hand", { text: this.desk.text }), "at-main");
    return { kind: "reflection", heading: w("feelings_reflection"), work: [this.chosen, ...this.desk.nodes, el("div", { class: "at-row" }, hand)],
      look: ({ handed }) => (handed.remarks ? handed : null), summary: () => this.desk.text, set: () => {} };
  }

  listening() {
    return { check: () => this.desk.heard() };
  }

  /** Go to a stage. The button that was pressed is gone then, so the heading takes the focus. What was not checked is let go. */
  open(at) {
    this.at = at;
    this.stages.forEach(({ look, set }) => look(this.state) && set(look(this.state)));
    this.fold();
    this.stages[at].title.focus();
  }

  fold() {
    this.stages.forEach(({ node, shut, body, brief, onward, look, summary }, at) => {
      const open = at === this.at, seen = Boolean(look(this.state));
      show(node, open || seen);
      show(body, open);
      show(shut, !open);
      show(onward, open && seen && onward.childElementCount);
      brief.textContent = summary();
      node.classList.toggle("at-open", open);
    });
    this.chosen.replaceChildren(...this.choice());
  }

  paint(state) {
    const begun = Boolean(state.looks.surface);
    this.stages.forEach((stage) => this.paintStage(stage, stage.look(state)));
    if (!begun && this.begun) this.empty();
    if (!begun) this.at = 0;
    else if (!this.begun && state.looks.beneath) this.comeBack(state);
    this.begun = begun;
    this.fold();
  }

  paintStage(stage, look) {
    const { w } = this;
    stage.told.replaceChildren(...(look ? [remarks(look.remarks, w), look.model ? this.oneWay(look.model) : null] : []).filter(Boolean));
    if (look || stage.seen) stage.set(look);
    stage.seen = Boolean(look);
  }

  /** What was chosen and not checked goes too. */
  empty() {
    this.stages.forEach(({ set }) => set(null));
    this.desk.clear();
  }

  /** After a reload much is there at once: go on where it was left. */
  comeBack(state) {
    const next = this.stages.findIndex(({ look }) => !look(state));
    this.at = next < 0 ? this.stages.length - 1 : next;
    this.desk.text = this.draft("reflection") || state.handed.text || "";
    if (this.desk.text) this.desk.ask();
  }

  /** What was chosen on the wheel, to look at while one writes. */
  choice() {
    const keys = ["feelings_chosen_surface", "feelings_chosen_beneath"];
    return this.layers.map(({ wheel }, at) => el("span", {}, `${this.w(keys[at])} `, el("b", { text: wheel.word })));
  }

  oneWay({ reply, why }) {
    const { w } = this;
    return el("div", { class: "at-one-way" }, el("p", { class: "at-soft", text: w("feelings_model") }),
      el("p", { class: "at-words", text: inQuotes(reply, w) }), el("p", { text: why }));
  }
}

const render = rendering(Feelings);

export default { render };
