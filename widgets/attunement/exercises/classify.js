import { Choices } from "./choices.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { closing, remarks } from "./remarks.js";

class Classify extends Practice {
  constructor(model) {
    super(model, "classify");
  }

  build() {
    const { client, says, items } = this.task;
    this.items = items.map((item, number) => this.item(item, number));
    this.closing = closing();
    return [client ? clientCard({ ...client, says }, this.w) : null,
      el("ol", { class: "at-items" }, ...this.items.map(({ node }) => node)), this.closing.node].filter(Boolean);
  }

  item({ words, says }, number) {
    const { w, id, task } = this, shown = task.acts ? words : inQuotes(words, w); // what is done stands without quotation marks
    const choices = new Choices({ id: `${id}-${number}`, legend: task.asks, options: task.labels, several: task.several });
    const told = el("div");
    const node = el("li", { class: "at-card" },
      el("p", { class: "at-soft at-number", text: w(task.acts ? "classify_number_act" : "classify_number", { number: number + 1, count: task.items.length }) }),
      says ? el("p", { class: "at-soft" }, w("classify_client_says"), " ", el("span", { class: "at-words", text: inQuotes(says, w) })) : null,
      el("p", { class: "at-words at-sentence", text: shown }), choices.node,
      this.button(w(task.acts ? "classify_check_act" : "classify_check"), () => this.ask("label", { item: number, labels: [choices.value ?? []].flat() })), told);
    choices.node.setAttribute("aria-description", shown);
    return { node, choices, told };
  }

  paint({ looks, end }) {
    const emptied = this.begun && !Object.keys(looks).length; // a choice that was not looked at yet stays, unless all begins anew
    this.items.forEach(({ node, choices, told }, number) => {
      const look = looks[number];
      node.classList.toggle("at-done", Boolean(look?.fits));
      told.replaceChildren(...(look ? [remarks(look.remarks, this.w)] : []));
      show(node, number === 0 || looks[number - 1]); // one sentence at a time
      if (look) choices.value = look.labels;
      else if (emptied) choices.value = [];
    });
    this.closing.paint(end);
    this.begun = Object.keys(looks).length > 0;
  }
}

const render = rendering(Classify);

export default { render };
