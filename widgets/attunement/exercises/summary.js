import { Desk } from "./desk.js";
import { Findings } from "./findings.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remark, remarks } from "./remarks.js";
import { transcript, turn } from "./transcript.js";

class Summary extends Practice {
  constructor(model) {
    super(model, "summary");
  }

  build() {
    return [this.example(), clientCard(this.task.client, this.w), this.conversation(), this.writing(), this.coming()];
  }

  quoted(words) {
    return inQuotes(words, this.w);
  }

  example() {
    const { w, task: { example } } = this;
    if (!example) return null;
    const { client, says, parts } = example;
    const part = ({ words, label, why }) => el("li", {}, el("p", {}, el("span", { class: "at-words", text: words }), " ", el("span", { class: "at-part", text: label })),
      el("p", { class: "at-soft at-hint", text: why }));
    return el("details", { class: "at-card at-example", open: !this.shelf.read().steps?.length }, el("summary", {}, el("h4", { text: w("summary_example") })),
      el("p", { class: "at-soft", text: `${client.name}, ${client.about}` }), el("p", { class: "at-words", text: this.quoted(says) }),
      el("p", { class: "at-example-lead", text: w("summary_example_parts", client) }), el("ol", { class: "at-pieces" }, ...parts.map(part)));
  }

  conversation() {
    const { w, task: { client, turns } } = this;
    let number = 0;
    const lines = turns.map((one) => turn({ ...one, name: one.who === "client" ? w("summary_turn_number", { name: client.name, number: ++number }) : w("summary_therapist") }, w));
    return el("details", { class: "at-conversation", open: true }, el("summary", { text: w("summary_transcript", client) }),
      el("p", { class: "at-soft at-hint", text: w("summary_cover") }), transcript(w("summary_transcript", client), ...lines));
  }

  writing() {
    const { w, id, model, line, task: { client } } = this;
    this.desk = new Desk({ model, line, id: `${id}words`, w, name: client.name, quiet: true, rows: 5, label: w("summary_yours", client), hint: w("summary_hint", client),
      onInput: () => this.keepDraft("summary", this.desk.text) });
    this.desk.text = this.draft("summary");
    return el("section", { class: "at-card" }, ...this.desk.nodes.slice(0, 3),
      el("div", { class: "at-row" }, this.button(w("summary_hand_in"), () => this.ask("sum", { text: this.desk.text }), "at-main")));
  }

  coming() {
    const { w, id, task: { client } } = this, fold = (key, node) => el("details", {}, el("summary", { text: w(key, client) }), node);
    this.counted = el("p", { class: "at-counted" });
    this.findings = new Findings(this.desk.editor, client.name, w);
    this.beside = el("div");
    this.next = el("p", { class: "at-next" });
    [this.ours, this.points, this.earlier] = [el("ul"), el("ul", { class: "at-findings" }), el("ul")];
    this.models = fold("summary_models", this.ours);
    this.all = fold("summary_points", this.points);
    this.past = fold("summary_earlier", this.earlier);
    this.came = el("section", { class: "at-came", "aria-labelledby": `${id}-came`, hidden: true }, el("h4", { id: `${id}-came`, text: w("summary_look") }),
      this.counted, this.findings.node, this.beside, this.next, this.all, this.models, this.past);
    return this.came;
  }

  paint({ tries, models, points }) {
    const { w, desk } = this, last = tries.at(-1);
    if (last && !desk.text) desk.text = last.text;
    if (!last && this.had) desk.text = "";
    if (!last) desk.editor.paint([]);
    show(this.came, last);
    if (last && this.had !== tries.length) this.paintLook(last);
    const item = ({ words, why }) => el("li", {}, el("p", { class: "at-words", text: this.quoted(words) }), why ? el("p", { class: "at-soft at-hint", text: why }) : null);
    this.ours.replaceChildren(...models.map(item));
    this.points.replaceChildren(...points.map((point) => this.point(point)));
    this.earlier.replaceChildren(...tries.slice(0, -1).reverse().map(({ text }) => item({ words: text })));
    show(this.models, models.length);
    show(this.all, points.length);
    show(this.past, tries.length > 1);
    if (models.length && !this.opened) this.models.open = true;
    this.opened = models.length > 0;
    this.had = tries.length;
  }

  /** What came of the last summary; its words are painted while they stand in the editor as they were handed in. */
  paintLook({ text, findings, remarks: beside, told, next }) {
    const { w, desk } = this, same = desk.text.trim() === text, shift = same ? [...desk.text].length - [...desk.text.trimStart()].length : 0;
    if (same) desk.editor.paint(findings.map((one) => ({ ...one, start: one.start + shift, end: one.end + shift })));
    this.findings.paint(text, findings);
    this.beside.replaceChildren(...(beside.length ? [remarks(beside, w)] : []));
    this.counted.textContent = told;
    show(this.counted, told);
    this.next.replaceChildren(...(next ? [el("b", { text: `${w("next_step")}. ` }), next] : []));
    show(this.next, next);
  }

  point({ name, said, why, held }) {
    const { w } = this, sign = held ? 1 : 0;
    return remark(sign, w(held ? "summary_there" : "summary_not_there"), el("p", {}, el("b", { text: name }), el("span", { class: "at-soft", "aria-hidden": "true", text: ` · ${w(held ? "summary_there" : "summary_not_there")}` })),
      el("p", { class: "at-words", text: this.quoted(said) }), el("p", { text: why }));
  }
}

const render = rendering(Summary);

export default { render };
