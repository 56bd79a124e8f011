import { Aloud } from "./aloud.js";
import { Breath } from "./breath.js";
import { Choices } from "./choices.js";
import { clientCard, el, inQuotes, show, single } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remarks } from "./remarks.js";

class Attend extends Practice {
  constructor(model) {
    super(model, "attend");
  }

  build() {
    const { w, id } = this;
    this.head = el("div");
    this.part = el("h4", { tabindex: "-1" });
    this.says = el("blockquote", { class: "at-says" });
    this.back = el("p", { class: "at-soft at-back" });
    this.aloud = new Aloud(this.model.get("language"), w);
    this.onButton = this.button(w("attend_listen"), single(() => this.on()), "at-main");
    this.story = el("div", { class: "at-story" }, this.back, this.says, el("div", { class: "at-row" }, this.onButton, this.aloud.button));
    this.kind = el("h4", { tabindex: "-1" });
    this.what = el("p");
    this.still = el("p", { class: "at-soft" });
    this.asideButton = this.button("", single(() => this.aside()), "at-main");
    this.call = el("div", { class: "at-card at-call" }, this.kind, this.what, this.still, el("div", { class: "at-row" }, this.asideButton));
    this.telling = el("section", { "aria-labelledby": `${id}-part` }, this.part, this.story, this.call);
    this.part.id = `${id}-part`;
    this.recallHeading = el("h4", { tabindex: "-1" });
    this.statements = el("ol", { class: "at-items" });
    this.asks = el("ol", { class: "at-items" });
    this.asksBox = el("div", {}, el("h4", { text: w("attend_own_heading") }), this.asks);
    this.recall = el("section", {}, this.recallHeading, el("p", { class: "at-soft", text: w("attend_recall_note") }), this.statements, this.asksBox);
    this.breath = new Breath(w, (text) => this.tell(text));
    this.secondButton = this.button(w("attend_second"), single(() => this.second()), "at-main");
    this.between = el("section", { class: "at-card at-between" }, el("h4", { text: w("attend_between") }), el("p", { text: w("attend_between_note") }),
      this.task.breath ? el("p", { class: "at-soft", text: w("attend_breath_note") }) : null, this.task.breath ? this.breath.node : null,
      el("div", { class: "at-row" }, this.secondButton));
    this.whole = el("div", { class: "at-whole" });
    this.wholeBox = el("details", {}, el("summary", { text: w("attend_whole") }), this.whole);
    this.sides = el("div", { class: "at-sides" });
    this.presence = el("p", { class: "at-soft" });
    this.ending = el("section", { class: "at-ending" }, this.sides, this.presence);
    return [this.head, this.telling, this.recall, this.wholeBox, this.between, this.ending];
  }

  leave() {
    this.aloud.leave();
    this.breath.leave();
  }

  get here() {
    return { story: this.state.story, passage: this.state.passage?.number };
  }

  on() {
    this.aloud.hush();
    this.ask("on", this.here);
  }

  aside() {
    this.ask("aside", this.here);
  }

  second() {
    this.ask("second", { breathed: Number(this.breath.whole) });
    this.breath.leave();
  }

  empty() {
    this.breath.whole = false;
  }

  paint(state) {
    const { w } = this, { stage, story, client, passage } = state, { stories } = this.task, { name } = client;
    const had = this.node?.contains(document.activeElement) ? document.activeElement : null;
    if (this.drawn !== story) this.begun(state);
    const number = stories > 1 ? `${w("attend_story", { number: story + 1, count: stories })} · ` : "";
    show(this.telling, stage === "listen");
    show(this.recall, stage !== "listen");
    show(this.between, stage === "between");
    show(this.wholeBox, state.whole.length);
    show(this.ending, stage === "end");
    if (passage) this.paintPassage(passage, name, number);
    else this.paintRecall(state, name);
    this.whole.replaceChildren(...state.whole.flatMap(({ says, called }) => [el("p", { class: "at-words", text: inQuotes(says, w) }),
      called ? el("p", { class: "at-soft at-called", text: called }) : null].filter(Boolean)));
    this.paintSides(state.sides);
    this.presence.textContent = w("attend_presence", { name });
    this.settle(had, stage);
  }

  /** Where the control with the focus is gone, the heading of what came instead takes it. */
  settle(had, stage) {
    if (!had || had.offsetParent !== null) return;
    const looked = this.places.find(({ row }) => row.contains(had));
    const heading = looked ? looked.said : stage !== "listen" ? this.recallHeading : this.call.hidden ? this.part : this.kind;
    heading.focus();
  }

  /** Another story: its client, and empty places for what is asked. */
  begun({ story, client }) {
    this.drawn = story;
    this.statements.replaceChildren();
    this.asks.replaceChildren();
    Object.assign(this, { cards: [], places: [] });
    this.head.replaceChildren(clientCard(client, this.w));
  }

  paintPassage({ number, count, says, then, back }, name, before) {
    const { w } = this;
    if (this.cards.length) this.begun(this.state); // a new try
    this.part.textContent = before + w("attend_part", { number: number + 1, count });
    this.says.textContent = inQuotes(says, w);
    this.back.textContent = back;
    show(this.back, back);
    this.aloud.words = says;
    show(this.story, !then);
    show(this.call, then);
    if (!then) return;
    this.kind.textContent = then.name;
    this.what.textContent = then.what;
    this.still.textContent = w("attend_still", { name });
    this.asideButton.textContent = then.aside;
  }

  paintRecall({ statements, asks, sorts, told }, name) {
    if (!this.cards.length) {
      this.recallHeading.textContent = this.w("attend_recall_heading", { name });
      this.cards = statements.map((words, number) => this.card(words, number, name));
      this.places = asks.map((words, number) => this.place(words, number));
      this.statements.replaceChildren(...this.cards.map(({ node }) => node));
      this.asks.replaceChildren(...this.places.map(({ node }) => node));
    }
    const { w } = this;
    this.cards.forEach((card, number) => {
      const { node, choices, said } = card, look = sorts[number];
      show(node, number === 0 || sorts[number - 1]);
      node.classList.toggle("at-done", Boolean(look?.fits));
      said.replaceChildren(...(look ? [remarks(look.remarks, w)] : []));
      if (look && card.painted !== look.choice) choices.value = card.painted = look.choice; // what is chosen since then stays
    });
    show(this.asksBox, Object.keys(sorts).length === statements.length);
    this.places.forEach(({ node, input, row, said }, number) => {
      const look = told[number], before = told[number - 1];
      show(node, number === 0 || (before && !before.open));
      node.classList.toggle("at-done", Boolean(look?.found));
      said.replaceChildren(...(look ? [remarks(look.remarks, w)] : []));
      if (look && !look.open) input.value = look.words;
      input.readOnly = Boolean(look && !look.open);
      show(row, !look || look.open);
    });
  }

  card(words, number, name) {
    const { w, id, task } = this;
    const choices = new Choices({ id: `${id}-s${this.drawn}-${number}`, legend: w("attend_which", { name }), options: task.choices, row: true });
    const said = el("div");
    const check = () => (choices.value ? this.ask("sort", { story: this.drawn, item: number, choice: choices.value }) : this.tell(w("attend_choose"), true));
    choices.node.setAttribute("aria-describedby", `${id}-w${this.drawn}-${number}`);
    const node = el("li", { class: "at-card" },
      el("p", { class: "at-soft at-number", text: w("attend_statement", { number: number + 1, count: this.state.statements.length }) }),
      el("p", { class: "at-statement", id: `${id}-w${this.drawn}-${number}`, text: words }), choices.node, this.button(w("attend_check"), check), said);
    return { node, choices, said };
  }

  place(words, number) {
    const { w, id } = this, own = `${id}-r${this.drawn}-${number}`, draft = `recall-${this.drawn}-${number}`;
    const input = el("input", { id: own, class: "at-line", type: "text", maxlength: "400", autocomplete: "off", "aria-describedby": `${own}-hint`,
      oninput: () => this.keepDraft(draft, input.value), onkeydown: (event) => { if (event.key === "Enter") look(); } });
    input.value = this.draft(draft);
    const send = (text) => this.ask("recall", { story: this.drawn, item: number, words: text });
    const look = () => (input.value.trim() ? send(input.value) : this.tell(w("attend_own_empty"), true));
    const said = el("div", { tabindex: "-1" });
    const row = el("div", { class: "at-row" }, this.button(w("attend_own_look"), look), this.button(w("attend_own_none"), () => send("")));
    const node = el("li", { class: "at-card" },
      el("p", { class: "at-soft at-number", text: w("attend_own", { number: number + 1, count: this.state.asks.length }) }),
      el("p", { class: "at-label" }, el("label", { for: own, text: words })), input,
      el("p", { class: "at-soft at-hint", id: `${own}-hint`, text: w("attend_own_hint") }), row, said);
    return { node, input, row, said };
  }

  paintSides(sides) {
    const { w } = this, two = sides.length > 1;
    this.sides.replaceChildren(...(two ? [el("h4", { text: w("attend_sides") }), el("div", { class: "at-two" }, ...sides.map((side, number) => this.side(side, number))),
      el("p", { class: "at-soft", text: w("attend_sides_note") })] : []));
  }

  side({ name, breathed, found, count, sorted, statements }, number) {
    const { w } = this;
    return el("div", { class: "at-card" }, el("p", {}, el("b", { text: name })),
      el("p", { class: "at-soft", text: w(number ? (breathed ? "attend_side_breathed" : "attend_side_straight") : "attend_side_first") }),
      el("p", { text: w("attend_side_sorted", { sorted, statements }) }),
      el("p", { text: w("attend_side_told", { told: found - sorted, asks: count - statements }) }));
  }
}

const render = rendering(Attend);

export default { render };
