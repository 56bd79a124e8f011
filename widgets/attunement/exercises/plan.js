import { Choices, option } from "./choices.js";
import { download, el, LONGEST, show, single, today } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remarks } from "./remarks.js";

const LONG_HALF = 500; // characters of an if or a then, as Python takes them

class Plan extends Practice {
  constructor(model) {
    super(model, "plan");
  }

  build() {
    return [...this.buildExamples(), this.buildDesk(), this.buildPlans(), this.buildDays()];
  }

  buildExamples() {
    const { w, task } = this, [first, ...others] = task.examples.map((one) => this.example(one));
    return [el("div", { class: "at-example" }, el("p", { class: "at-soft", text: w("plan_first") }), first,
      el("details", {}, el("summary", { text: w("plan_others") }), ...others))];
  }

  example({ plan, why }) {
    return el("div", { class: "at-one" }, el("p", { class: "at-words", text: plan }), el("p", { class: "at-soft", text: why }));
  }

  buildDesk() {
    const { w } = this;
    this.halves = { if: this.half("if", w("plan_if")), then: this.half("then", w("plan_then")) };
    this.formTitle = el("h4", { tabindex: "-1", text: w("plan_form") });
    this.remarked = el("div");
    this.sentence = el("p", { class: "at-words at-sentence" });
    this.next = el("p");
    this.keepButton = this.button(w("plan_keep"), single(() => this.sendKeep()), "at-main");
    this.form = el("div", { class: "at-form", hidden: true }, this.formTitle, this.sentence, this.remarked, this.next,
      el("p", { class: "at-soft at-hint", text: w("plan_form_note") }), el("div", { class: "at-row" }, this.keepButton));
    return el("div", { class: "at-card" }, this.halves.if.node, this.halves.then.node, el("p", { class: "at-soft at-hint", text: w("plan_names") }),
      el("div", { class: "at-row" }, this.button(w("plan_check"), () => this.ask("look", this.written))), this.form);
  }

  /** One half of a plan: a label, a place for a sentence, the author's question. */
  half(name, label) {
    const id = `${this.id}-${name}`;
    const area = el("textarea", { id, rows: "2", class: "at-half-area", maxlength: String(LONG_HALF), "aria-describedby": `${id}-hint`, oninput: () => this.keepDraft(name, area.value) });
    area.value = this.draft(name).slice(0, LONGEST);
    return { area, node: el("div", { class: "at-half" }, el("label", { for: id, text: label }), area, el("p", { class: "at-soft at-hint", id: `${id}-hint`, text: this.task[name] })) };
  }

  get written() {
    return { if: this.halves.if.area.value, then: this.halves.then.area.value };
  }

  buildPlans() {
    const { w, id } = this;
    this.plansTitle = el("h4", { id: `${id}-plans`, tabindex: "-1", text: w("plan_yours") });
    this.plans = el("ol", { class: "at-plans", "aria-labelledby": `${id}-plans` });
    return this.plansPart = el("section", { class: "at-part", hidden: true, "aria-labelledby": `${id}-plans` }, this.plansTitle, this.plans);
  }

  buildDays() {
    const { w, id, task } = this, most = task.days.length;
    this.startDay = el("input", { id: `${id}-start`, type: "date", class: "at-date" });
    this.startDay.value = today();
    const options = Array.from({ length: most }, (_, before) => ({ value: String(before + 1), label: String(before + 1) }));
    this.number = new Choices({ id: `${id}-number`, legend: w("plan_number"), options, row: true });
    this.number.value = String(most);
    this.days = el("div", { hidden: true });
    return this.daysPart = el("section", { class: "at-part", hidden: true, "aria-labelledby": `${id}-back` }, el("h4", { id: `${id}-back`, text: w("plan_back") }),
      el("p", { text: w("plan_why") }), el("p", { class: "at-when" }, el("label", { for: `${id}-start`, text: w("plan_start") }), this.startDay), this.number.node,
      this.button(w("plan_set"), () => this.ask("schedule", { start: this.startDay.value, number: Number(this.number.value) })), this.days);
  }

  sendKeep() {
    this.keeping = this.state.plans.length;
    this.ask("keep", this.written);
  }

  paint({ look, plans, start, number, returns, calendar }) {
    show(this.form, look.sentence);
    if (look.sentence) this.paintLook(look);
    this.paintPlans(plans);
    show(this.daysPart, plans.length);
    if (start && start !== this.paintedStart) this.startDay.value = start;
    if (number && number !== this.paintedNumber) this.number.value = String(number);
    Object.assign(this, { paintedStart: start, paintedNumber: number });
    this.paintDays(returns, calendar);
    if (this.keeping < plans.length) this.kept();
  }

  paintLook({ remarks: said, next, sentence }) {
    this.sentence.textContent = sentence;
    this.remarked.replaceChildren(remarks(said, this.w));
    this.next.replaceChildren(el("b", { text: this.w("plan_next") }), ` ${next}`);
  }

  /** A plan was kept from here: room for another, and the focus on what there is now. */
  kept() {
    this.keeping = undefined;
    this.empty();
    for (const name of ["if", "then"]) this.keepDraft(name, "");
    this.plansTitle.focus();
  }

  empty() {
    for (const { area } of Object.values(this.halves)) area.value = "";
  }

  paintPlans(plans) {
    if (this.paintedPlans === plans.join("\n")) return;
    const shorter = this.plans.children.length > plans.length && this.plans.contains(document.activeElement);
    this.paintedPlans = plans.join("\n");
    show(this.plansPart, plans.length);
    this.plans.replaceChildren(...plans.map((plan, number) => {
      const drop = this.button(this.w("plan_drop"), () => this.ask("drop", { plan: number }));
      drop.setAttribute("aria-label", this.w("plan_drop_named", { plan }));
      return el("li", {}, el("p", { class: "at-words", text: plan }), drop);
    }));
    if (shorter) (plans.length ? this.plansTitle : this.title).focus();
  }

  paintDays(returns, calendar) {
    const { w, id } = this, names = returns.map(({ day }) => day).join(" ");
    show(this.days, returns.length);
    if (this.paintedDays !== names) {
      this.boxes = returns.map(({ label, after }, number) => option({ type: "checkbox", onchange: (event) => this.ask("tick", { number, done: event.target.checked }) },
        label, el("span", { class: "at-soft", text: ` ${after === 1 ? w("plan_after_one") : w("plan_after", { days: after })}` })));
      this.days.replaceChildren(el("fieldset", { class: "at-choices", "aria-describedby": `${id}-tick` }, el("legend", { text: w("plan_days") }),
        el("p", { class: "at-soft", id: `${id}-tick`, text: w("plan_days_legend") }), ...this.boxes),
      el("div", { class: "at-row" }, this.button(w("plan_save"), () => this.save(), "at-main")), el("p", { class: "at-soft at-hint", text: w("plan_save_note") }));
    }
    this.paintedDays = names;
    this.calendar = calendar;
    returns.forEach(({ done }, number) => { this.boxes[number].firstChild.checked = done; });
  }

  /** Hand the calendar file, as Python made it, to the browser. */
  save() {
    download(this.calendar, "text/calendar;charset=utf-8", this.task.file);
    this.tell(this.w("plan_saved", { file: this.task.file }));
  }
}

const render = rendering(Plan);

export default { render };
