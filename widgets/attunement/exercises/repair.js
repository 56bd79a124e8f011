import { Choices, option } from "./choices.js";
import { Desk } from "./desk.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { closing, remark, remarks, verdictOf } from "./remarks.js";
import { transcript, turn } from "./transcript.js";

class Repair extends Practice {
  constructor(model) {
    super(model, "repair");
  }

  build() {
    const { client, turns } = this.task, { w } = this;
    this.mends = new Map();
    this.lines = turns.map((one, line) => this.spoken(one, line));
    this.lookButton = this.button(w("repair_look"), () => this.ask("look", { lines: this.marks() }), "at-main");
    this.revealButton = this.button(w("repair_reveal"), () => this.ask("reveal"));
    this.buttons = el("div", { class: "at-row" }, this.lookButton, this.revealButton);
    this.sums = el("dl", { class: "at-sums" });
    [this.now, this.closing] = [closing(), closing()];
    this.both = el("section", { class: "at-card", hidden: true }, el("h4", { text: w("repair_sums") }), this.sums, this.closing.node);
    return [clientCard(client, w), transcript(w("repair_transcript", client), ...this.lines.map(({ node }) => node)), this.now.node, this.buttons, this.both];
  }

  spoken(one, line) {
    const { w } = this, name = one.who === "client" ? this.task.client.name : w("repair_therapist");
    if (one.who === "client") return { node: turn({ ...one, name }, w) };
    const mark = option({ type: "checkbox", name: `${this.id}-mark`, value: line }, w("repair_mark"));
    const box = mark.querySelector("input"), told = el("ul", { class: "at-findings" }), place = el("div");
    box.setAttribute("aria-description", one.says);
    box.addEventListener("change", () => this.keepDraft("marks", this.marks().join(" ") || "none"));
    return { node: turn({ ...one, name }, w, mark, told, place), mark, box, told, place };
  }

  marks() {
    return this.lines.flatMap(({ box }, line) => (box?.checked ? [line] : []));
  }

  paint({ marks, looked, opened, now, told, mends, sums }) {
    const held = this.buttons.contains(document.activeElement) && opened && !this.buttons.hidden;
    const marked = (this.draft("marks") || marks.join(" ")).split(" "); // a mark on the way comes back after a reload, too
    this.lines.forEach((one, line) => { if (one.box) this.paintLine(one, { marked: marked.includes(String(line)), opened, told: told[line] }); });
    this.now.paint(now);
    show(this.buttons, !opened);
    show(this.revealButton, looked);
    this.paintMends(mends);
    this.paintSums(sums);
    if (held && this.mends.size) [...this.mends.values()][0].heading.focus();
  }

  paintLine({ node, mark, box, told }, { marked, opened, told: said }) {
    box.checked = marked;
    show(mark, !opened);
    node.classList.toggle("at-way", said?.valence >= 0);
    told.replaceChildren(...(said ? [remark(said.valence, verdictOf(said.valence, this.w), el("p", {}, el("b", { text: said.sign }), ` ${said.why}`))] : []));
    show(told, said);
  }

  /** Each line opens once the one before was said anew. */
  paintMends(mends) {
    const lines = Object.keys(mends).map(Number).sort((a, b) => a - b);
    for (const [line, { node }] of this.mends) if (!lines.includes(line)) { node.remove(); this.mends.delete(line); }
    lines.forEach((line, place) => {
      const known = this.mends.get(line) ?? this.mend(line, mends[line].before);
      known.paint(mends[line]);
      show(known.node, place === 0 || mends[lines[place - 1]].tries.length);
    });
  }

  mend(line, before) {
    const { w, id, model, line: way, task: { client, labels } } = this, quoted = (words) => inQuotes(words, w);
    const desk = new Desk({
      model, line: way, w, part: line, id: `${id}mend${line}`, name: client.name, rows: 3, label: w("repair_yours"), hint: w("repair_yours_hint", client),
      onInput: () => this.keepDraft(`mend-${line}`, desk.text), onRead: (_, heard) => { if (heard) this.status.soon(heard); },
    });
    const heading = el("h4", { tabindex: "-1", text: w("repair_heading") }), named = el("div"), told = el("div"), onward = el("div", { class: "at-onward" });
    const choices = labels.length ? new Choices({ id: `${id}-name-${line}`, legend: w("repair_which"), options: labels }) : null;
    const check = choices ? this.button(w("repair_name"), () => this.ask("name", { line, label: choices.value })) : null;
    const earlier = el("ul"), past = el("details", {}, el("summary", { text: w("repair_earlier") }), earlier);
    const ours = el("ul"), models = el("details", {}, el("summary", { text: w("repair_models") }), ours);
    const node = el("div", { class: "at-card at-mend" }, heading, el("p", { class: "at-soft" }, w("repair_said", client), " ", el("span", { class: "at-words", text: quoted(before) })),
      choices?.node, check, named, ...desk.nodes,
      el("div", { class: "at-row" }, this.button(w("repair_hand_in"), () => this.ask("mend", { line, text: desk.text }), "at-main")), told, onward, past, models);
    const item = ({ words, why }) => el("li", {}, el("p", { class: "at-words", text: quoted(words) }), why ? el("p", { class: "at-soft at-hint", text: why }) : null);
    const paint = (look) => {
      const last = look.tries.at(-1);
      if (last && !told.hasChildNodes() && !desk.text) this.put(desk, last.text);
      if (choices && look.named) choices.value = look.named.label;
      named.replaceChildren(...(look.named ? [remarks(look.named.remarks, w)] : []));
      told.replaceChildren(...(last ? [remarks(last.remarks, w)] : []));
      onward.replaceChildren(...(look.onward.does ? this.onward(look.onward) : []));
      earlier.replaceChildren(...look.tries.slice(0, -1).reverse().map(({ text }) => item({ words: text })));
      ours.replaceChildren(...look.models.map(item));
      show(past, look.tries.length > 1);
      show(models, look.models.length);
    };
    this.lines[line].place.append(node);
    this.mends.set(line, { node, desk, heading, paint });
    desk.text = this.draft(`mend-${line}`);
    return this.mends.get(line);
  }

  onward({ says, does }) {
    const { w, task: { client } } = this;
    return [el("p", { class: "at-soft", text: w("repair_onward", client) }),
      el("p", { class: "at-turn" }, says ? el("span", { class: "at-words", text: `${inQuotes(says, w)} ` }) : null, el("span", { class: "at-seen", text: does })),
      el("p", { class: "at-soft at-hint", text: w("repair_onward_note") })];
  }

  /** Words that were handed in before a reload come back with what the form check reads in them. */
  put(desk, text) {
    desk.text = text;
    desk.ask();
  }

  paintSums({ finding, mended, end }) {
    const row = (name, text) => (text ? [el("dt", { text: this.w(name) }), el("dd", { text })] : []);
    this.sums.replaceChildren(...row("repair_sum_finding", finding), ...row("repair_sum_mended", mended));
    this.closing.paint(end);
    show(this.both, finding);
  }

  listening() {
    return { check: () => this.mends.forEach(({ desk }) => desk.heard()) };
  }
}

const render = rendering(Repair);

export default { render };
