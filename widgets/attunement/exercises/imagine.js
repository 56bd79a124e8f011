import { Choices } from "./choices.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Field } from "./field.js";
import { Practice, rendering } from "./practice.js";
import { remark, remarks, verdictOf } from "./remarks.js";

const SURES = ["imagine_sure_1", "imagine_sure_2", "imagine_sure_3", "imagine_sure_4", "imagine_sure_5"]; // 1 to 5

class Imagine extends Practice {
  constructor(model) {
    super(model, "imagine");
  }

  build() {
    const { w } = this, { client } = this.task;
    this.last = {};
    return [clientCard(client, w), this.writing(), this.asking(), this.telling()];
  }

  writing() {
    const { w, id } = this, { client } = this.task;
    this.field = new Field({ id: `${id}-paragraph`, rows: 5, label: w("imagine_label", client), hint: w("imagine_hint", client), onInput: (text) => this.keepDraft("paragraph", text) });
    this.field.text = this.draft("paragraph");
    this.sure = new Choices({ id: `${id}-sure`, legend: w("imagine_sure", client), options: SURES.map((key, i) => ({ value: i + 1, label: w(key) })) });
    this.looked = el("div");
    const write = () => this.ask("write", { text: this.field.text, sure: this.sure.value === null ? null : Number(this.sure.value) });
    return el("section", { class: "at-card" }, this.field.node, this.sure.node,
      el("div", { class: "at-row" }, this.button(w("imagine_write"), write, "at-main")), this.looked);
  }

  asking() {
    const { w, id, task } = this, { client, questions } = task;
    this.question = new Choices({ id: `${id}-question`, legend: w("imagine_which", client), options: questions.map((label, value) => ({ value, label })) });
    this.answers = el("ul", { class: "at-findings" });
    const wonder = () => this.ask("wonder", { question: this.question.value === null ? null : Number(this.question.value) });
    this.asks = el("section", { class: "at-card", hidden: true }, el("h4", { text: w("imagine_ask_heading", client) }), el("p", { text: w("imagine_ask_why", client) }),
      this.question.node, el("div", { class: "at-row" }, this.button(w("imagine_wonder"), wonder, "at-main")), this.answers);
    return this.asks;
  }

  telling() {
    const { w } = this, { client } = this.task;
    this.says = el("p", { class: "at-words at-account" });
    this.place = el("div");
    this.own = el("p", { class: "at-words at-own" });
    this.result = el("p", { class: "at-gap", hidden: true });
    this.account = el("section", { class: "at-card", hidden: true }, el("h4", { text: w("imagine_account", client) }), this.says,
      el("details", {}, el("summary", { text: w("imagine_own") }), this.own), this.place,
      el("div", { class: "at-row" }, this.button(w("imagine_compare"), () => this.ask("compare", { points: this.points.value.map(Number) }), "at-main")),
      this.result, el("p", { class: "at-soft at-hint", text: w("imagine_evidence") }));
    return this.account;
  }

  paint({ look, answers, account, met }) {
    const { w } = this;
    const began = Boolean(look.text), had = this.had;
    if (began && !this.field.text) this.field.text = look.text;
    if (began && this.isNew("look", look)) this.sure.value = look.sure;
    if (!began && had) this.empty();
    this.looked.replaceChildren(...(began ? [remarks(look.remarks, w)] : []));
    show(this.asks, began);
    this.answers.replaceChildren(...answers.map((answer) => this.answer(answer)));
    this.paintAccount(account, look, met);
    this.had = began;
  }

  /** Tell whether Python says something new here: what was chosen since then stays. */
  isNew(name, told) {
    const last = this.last[name];
    return (this.last[name] = JSON.stringify(told)) !== last;
  }

  empty() {
    this.field.text = "";
    this.sure.value = [];
    this.question.value = [];
    if (this.points) this.points.value = [];
  }

  answer({ question, says, why, opens }) {
    const { w, task } = this, quoted = (text) => inQuotes(text, w);
    return remark(opens ? 1 : 0, verdictOf(opens ? 1 : 0, w), el("p", { class: "at-soft", text: task.questions[question] }),
      el("p", { class: "at-words", text: `${task.client.name}: ${quoted(says)}` }), el("p", { text: why }));
  }

  paintAccount({ says, points }, look, met) {
    const { w, id } = this, { client } = this.task;
    show(this.account, says);
    this.says.textContent = says ? inQuotes(says, w) : "";
    this.own.textContent = look.text ?? "";
    if (says && !this.points) {
      this.points = new Choices({ id: `${id}-points`, several: true, legend: w("imagine_points", client), options: points.map((label, value) => ({ value, label })) });
      this.place.replaceChildren(this.points.node);
    }
    if (this.points && (this.isNew("met", met) || !says)) this.points.value = met.points ?? [];
    this.result.textContent = met.told ?? "";
    show(this.result, met.told);
  }
}

const render = rendering(Imagine);

export default { render };
