import { Choices } from "./choices.js";
import { Field } from "./field.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { closing, remarks } from "./remarks.js";

class Questions extends Practice {
  constructor(model) {
    super(model, "questions");
  }

  build() {
    const { sort, spot, turn } = this.task;
    this.cards = [...sort.map((one, item) => this.toSort(one, item)), ...spot.map((one, item) => this.toSpot(one, item)),
      ...turn.map((one, item) => this.toTurn(one, item))];
    this.cards.forEach(({ number }, place) => { number.textContent = this.w("questions_number", { number: place + 1, count: this.cards.length }); });
    this.closing = closing();
    return [el("ol", { class: "at-items" }, ...this.cards.map(({ node }) => node)), this.closing.node];
  }

  /** A card of the list: its number, what the client said, what is asked of the learner, and a place for what is told. */
  card(says, ...content) {
    const { w } = this, number = el("p", { class: "at-soft at-number" }), told = el("div");
    const client = says ? el("p", { class: "at-soft" }, w("questions_client_says"), " ", this.quoted(says, "span")) : null;
    return { number, told, node: el("li", { class: "at-card" }, number, client, ...content, told) };
  }

  quoted(words, tag = "p", cls = "") {
    return el(tag, { class: `at-words ${cls}`, text: inQuotes(words, this.w) });
  }

  toSort({ words, says }, item) {
    const form = this.aspect("form", item), fn = this.aspect("function", item);
    const check = this.button(this.w("questions_check"), () => this.ask("sort", { item, form: form.value, function: fn.value }));
    const card = this.card(says, this.quoted(words, "p", "at-sentence"), el("div", { class: "at-aspects" }, form.node, fn.node), check);
    const paint = (look) => {
      if (look || card.done) [form.value, fn.value] = look ? [look.form, look.function] : ["", ""];
      this.tellOn(card, look);
    };
    [form, fn].forEach(({ node }) => node.setAttribute("aria-description", words));
    return { ...card, find: ({ sorted }) => sorted[item], paint };
  }

  aspect(name, item) {
    const { w, id } = this, form = name === "form";
    const options = [
      { value: "open", label: w("questions_open"), note: w(form ? "questions_form_open_note" : "questions_function_open_note") },
      { value: "closed", label: w("questions_closed"), note: w(form ? "questions_form_closed_note" : "questions_function_closed_note") }];
    return new Choices({ id: `${id}-${name}-${item}`, legend: w(form ? "questions_form_legend" : "questions_function_legend"), options });
  }

  toSpot({ find, says, questions }, item) {
    const { w, id } = this, options = questions.map((words, value) => ({ value, label: inQuotes(words, w) }));
    const choices = new Choices({ id: `${id}-spot-${item}`, legend: find, options });
    const pick = () => this.ask("spot", { item, question: choices.value === null ? null : Number(choices.value) });
    const card = this.card(says, choices.node, this.button(w("questions_check"), pick));
    choices.node.classList.add("at-spoken");
    const paint = (look) => {
      if (look || card.done) choices.value = look ? look.question : "";
      this.tellOn(card, look);
    };
    return { ...card, find: ({ spotted }) => spotted[item], paint };
  }

  toTurn({ client, words, misses }, item) {
    const { w, id } = this;
    const field = new Field({ id: `${id}turn${item}`, label: w("questions_yours"), hint: w("questions_yours_hint", client), onInput: (text) => this.keepDraft(`turn-${item}`, text) });
    const earlier = el("ul", { class: "at-earlier" }), before = el("details", {}, el("summary", { text: w("questions_earlier") }), earlier);
    const ours = el("ul"), models = el("details", {}, el("summary", { text: w("questions_models") }),
      el("p", { class: "at-soft at-hint", text: w("questions_models_note") }), ours);
    const card = this.card("", clientCard(client, w), el("div", { class: "at-given" }, el("p", { class: "at-soft", text: w("questions_given") }),
      this.quoted(words), el("p", { class: "at-hint", text: misses })), field.node,
      el("div", { class: "at-row" }, this.button(w("questions_hand_in"), () => this.ask("turn", { item, text: field.text }), "at-main")));
    card.node.append(before, models);
    field.text = this.draft(`turn-${item}`);
    const paint = (look) => {
      const tries = look?.tries ?? [], last = tries.at(-1);
      if (card.done && !last) field.text = "";
      else if (last && !card.done && !field.text) field.text = last.text;
      this.tellOn(card, last);
      earlier.replaceChildren(...tries.slice(0, -1).reverse().map(({ text }) => el("li", {}, this.quoted(text))));
      ours.replaceChildren(...(look?.models ?? []).map((one) => el("li", {}, this.quoted(one.words), el("p", { class: "at-hint at-soft", text: one.why }))));
      show(before, tries.length > 1);
      show(models, look?.models.length);
    };
    return { ...card, find: ({ turned }) => turned[item], passed: (look) => look.models.length > 0, paint };
  }

  tellOn(card, look) {
    card.done = Boolean(look);
    card.node.classList.toggle("at-done", Boolean(look?.fits));
    card.told.replaceChildren(...(look ? [remarks(look.remarks, this.w), look.next ? el("p", { class: "at-next" }, el("b", { text: `${this.w("questions_next")}. ` }), look.next) : ""] : []));
  }

  paint(state) {
    this.cards.forEach(({ node, find, paint }, place) => {
      paint(find(state));
      show(node, place === 0 || this.passed(this.cards[place - 1], state)); // one question at a time
    });
    this.closing.paint(state.end);
  }

  /** A question is left behind once it was looked at; one that is to be turned, once it is open or was tried twice. */
  passed({ find, passed }, state) {
    const look = find(state);
    return look && (passed?.(look) ?? true);
  }
}

const render = rendering(Questions);

export default { render };
