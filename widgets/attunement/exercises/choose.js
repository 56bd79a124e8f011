import { Choices } from "./choices.js";
import { clientCard, el, inQuotes, show, single } from "./parts.js";
import { opening, Saved } from "./saving.js";

const PUT_AWAY = { read: ["put away"] }; // beside the lines, as Python keeps it

class Choose extends Saved {
  constructor(model) {
    super(model, "choose", "chosen", 0);
    this.task = model.get("task");
    this.build();
  }

  build() {
    const { w, id, task } = this;
    this.lines = task.lines.map((line, number) => this.row(line, number));
    this.list = el("ol", { class: "at-items", tabindex: "-1", "aria-labelledby": `${id}-title` }, ...this.lines.map(({ node }) => node));
    this.count = el("span", { class: "at-soft" });
    this.note = el("p", { class: "at-notice", text: w("choose_away"), hidden: true });
    this.text = task.reads.length ? this.reading() : null;
    this.work = el("div", {}, this.note, el("p", { class: "at-guide", text: this.guide() }), task.order ? null : this.labels(), this.list,
      el("p", { class: "at-line" }, this.state, this.count));
    this.node = el("section", { class: "at-exercise at-choose", lang: this.model.get("language"), "aria-labelledby": `${id}-title` },
      el("h3", { id: `${id}-title`, text: task.title }), el("p", { class: "at-task", text: task.ask }),
      el("p", { class: "at-soft at-points", text: task.points }), this.client(), this.text, this.work, this.status.node);
  }

  client() {
    const { client, says } = this.task;
    if (client.name) return clientCard({ ...client, says }, this.w);
    return says ? el("blockquote", { class: "at-says", text: inQuotes(says, this.w) }) : null;
  }

  /** A text to read first. One that is put away does not come back. */
  reading() {
    const { w, task } = this;
    return el("section", { class: "at-reads", "aria-label": w("choose_reads") },
      task.puts_away ? el("p", { class: "at-soft", text: w("choose_reads_note") }) : null,
      el("div", { class: "at-words" }, ...task.reads.map((text) => el("p", { text }))),
      task.puts_away ? this.button(w("choose_put_away"), single(() => this.putAway()), { class: "at-button at-main" }) : null);
  }

  guide() {
    const { order, several, lines } = this.task;
    if (order) return this.w("choose_order", { count: lines.length });
    return this.w(several ? "choose_several" : "choose_one");
  }

  labels() {
    return el("dl", { class: "at-labels", "aria-label": this.w("choose_labels") },
      ...this.task.labels.map(({ label, note }) => el("div", {}, el("dt", { text: label }), el("dd", { class: "at-soft", text: note }))));
  }

  row({ words, says }, number) {
    const { w, id, task } = this, of = { number: number + 1, count: task.lines.length };
    const options = task.labels.map(({ value, label, note }) => ({ value, label, note: task.order ? note : "" }));
    const choices = new Choices({ id: `${id}-${number}`, legend: task.quoted ? inQuotes(words, w) : words, options,
      several: task.several, row: true, onChoose: () => this.chose(number) });
    const clear = task.several ? null : this.button(w("choose_clear"), () => this.clear(number), { "aria-label": w("choose_clear_line", of) });
    const shared = el("p", { class: "at-soft at-shared" }), echo = el("span", { class: "at-echo" });
    const said = says ? el("p", { id: `${id}-${number}-says` }, el("span", { class: "at-soft", text: w("choose_said") }), " ", el("span", { class: "at-words", text: inQuotes(says, w) })) : null;
    if (said) choices.node.setAttribute("aria-describedby", said.id);
    const node = el("li", { class: "at-card" },
      el("p", { class: "at-line at-soft at-number" }, el("span", { text: w("choose_line", of) }), echo, clear), said, choices.node, shared);
    return { node, choices, clear, shared, echo };
  }

  button(text, onclick, props = {}) {
    return el("button", { type: "button", class: "at-button", text, onclick, ...props });
  }

  get given() {
    const chosen = {};
    this.lines.forEach(({ choices }, number) => {
      const labels = [choices.value ?? []].flat();
      if (labels.length) chosen[number] = labels;
    });
    return this.away ? { ...chosen, ...PUT_AWAY } : chosen;
  }

  set given(chosen) {
    this.lines.forEach(({ choices }, number) => { choices.value = chosen[number] ?? []; });
    this.away ||= this.task.puts_away && Object.keys(chosen).length > 0;
    this.paint();
  }

  clean(kept) {
    if (!kept || typeof kept !== "object") return null;
    const { labels, several, puts_away: puts } = this.task, chosen = {};
    this.lines.forEach((_, number) => {
      const one = Array.isArray(kept[number]) ? labels.map(({ value }) => value).filter((value) => kept[number].includes(value)) : [];
      if (one.length && (several || one.length === 1)) chosen[number] = one;
    });
    return puts && (kept.read || Object.keys(chosen).length) ? { ...chosen, ...PUT_AWAY } : chosen;
  }

  goesOn(kept) {
    return Object.entries(this.given).every(([line, labels]) => String(kept[line]) === String(labels));
  }

  /** A line was changed (none, where the text was put away): save it, and say so beside that line too. */
  chose(number) {
    this.at = number;
    this.paint();
    this.changed();
  }

  tell(text, trouble, aloud) {
    super.tell(text, trouble, aloud);
    this.lines.forEach(({ echo }, number) => {
      echo.textContent = number === this.at ? text : "";
      echo.classList.toggle("at-trouble", trouble === true && number === this.at);
    });
  }

  clear(number) {
    const { choices } = this.lines[number];
    choices.value = [];
    choices.inputs[0].focus();
    this.chose(number);
  }

  putAway() {
    this.away = true;
    this.chose();
    this.list.focus();
  }

  paint() {
    const { w, task } = this, { read, ...chosen } = this.given, done = Object.keys(chosen).length, count = task.lines.length;
    this.lines.forEach(({ clear, shared }, number) => {
      if (clear) show(clear, chosen[number]);
      shared.textContent = task.order ? this.beside(chosen, number) : "";
      show(shared, shared.textContent);
    });
    this.count.textContent = count === 1 ? w("choose_count_one", { done }) : w("choose_count", { done, count });
    if (this.away) this.text?.remove();
    show(this.note, this.away);
    show(this.work, this.away || !task.puts_away);
  }

  /** Say which other lines have the place of this one. */
  beside(chosen, number) {
    const lines = Object.keys(chosen).filter((other) => Number(other) !== number && String(chosen[other]) === String(chosen[number]));
    if (!lines.length) return "";
    return this.w(lines.length > 1 ? "choose_shared_more" : "choose_shared", { lines: lines.map((line) => Number(line) + 1).join(", ") });
  }

  spoken(text) {
    return `${text.replace(/[.]$/u, "")}. ${this.count.textContent}.`;
  }

  other(kept) {
    const { w } = this, now = this.given;
    const differs = this.lines.map((_, number) => number).filter((number) => String(kept[number]) !== String(now[number]));
    const notice = el("div", { class: "at-notice" }, el("p", { text: w("choose_other") }),
      el("ul", {}, ...differs.map((number) => el("li", { text: w("choose_other_line", { number: number + 1, labels: (kept[number] ?? [w("choose_none")]).join(", ") }) }))),
      this.button(w("choose_take"), single(() => { notice.remove(); this.list.focus(); this.take(kept); })));
    this.list.before(notice);
  }
}

const render = opening(Choose);

export default { render };
