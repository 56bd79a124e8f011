import { Desk } from "./desk.js";
import { clientCard, el, show, svg } from "./parts.js";
import { Picture } from "./picture.js";
import { Practice, rendering } from "./practice.js";
import { saidByKeys, Talk } from "./saying.js";
import { table } from "./table.js";
import { turn } from "./transcript.js";

const RULES = ["session_rule_met", "session_rule_heard", "session_rule_asked", "session_rule_missed", "session_rule_repair", "session_rule_story"];

/** Trust as so many bars of `most`, the last one perhaps half full, with its words beside it. */
function trustMeter(trust, most, label) {
  const bar = (n, full) => svg("rect", { x: n * 34 + 1, y: 1, width: 30 * full, height: 9, rx: 4, class: "at-full" });
  const bars = Array.from({ length: most }, (_, n) => [svg("rect", { x: n * 34 + 1, y: 1, width: 30, height: 9, rx: 4, class: "at-hollow" }),
    ...(n < trust ? [bar(n, Math.min(1, trust - n))] : [])]).flat();
  return svg("svg", { viewBox: `0 0 ${most * 34} 11`, class: "at-steps", role: "img", "aria-label": label }, ...bars);
}

class Session extends Practice {
  constructor(model) {
    super(model, "session");
  }

  build() {
    const { w, task } = this, { name } = task.client;
    this.talk = new Talk(w);
    this.trust = el("div", { class: "at-trust" });
    this.picture = new Picture(this.model, w);
    return [clientCard(task.client, w), ...this.talk.nodes, this.trust, this.writing(name), this.ending()];
  }

  /** The place to write, with the form check or without it. */
  writing(name) {
    const { w, id, task } = this, hint = w(task.hints ? "session_hint" : "session_hint_off");
    const label = w("session_label_reply", { name }), keeps = () => this.keepDraft("reply", this.text);
    const buttons = el("div", { class: "at-row" }, this.button(w("session_say"), () => this.say(), "at-main"),
      this.backButton = this.button(w("session_back"), () => this.back()));
    this.desk = new Desk({ model: this.model, line: this.line, id: `${id}reply`, w, name, label, hint, rows: 3, quiet: !task.hints, onInput: keeps,
      onRead: (check, said) => { if (said) this.status.soon(said); } });
    const { nodes, editor } = this.desk;
    saidByKeys(editor.area, () => this.say());
    return this.desktop = el("div", { class: "at-writing" }, ...nodes.slice(0, 3), buttons, ...nodes.slice(3));
  }

  ending() {
    const { w, id } = this;
    this.endTitle = el("h4", { tabindex: "-1", text: w("session_end") });
    this.finding = el("p", { class: "at-arc-title", id: `${id}-finding` });
    this.arcWords = el("div", { class: "at-arc" });
    const rules = el("details", { class: "at-rules" }, el("summary", { text: w("session_rule") }), el("ul", {}, ...RULES.map((key) => el("li", { text: w(key) }))));
    return this.end = el("div", { class: "at-end" }, this.endTitle, this.finding, this.picture.node, this.arcWords, rules,
      el("div", { class: "at-row" }, this.button(w("session_back"), () => this.back())));
  }

  get text() {
    return this.desk.text;
  }

  /** Once per turn: a second click or key does not say the same words to the next turn. */
  say() {
    if (this.sent) return;
    this.sent = true;
    this.desk.stop(); // what was about to be read is said; read after the last turn it would be refused
    this.ask("say", { turn: this.state.turns.length, text: this.text });
  }

  back() {
    if (this.sent) return;
    this.sent = this.taking = true;
    this.ask("back", { turn: this.state.turns.length });
  }

  /** Put words into the editor; those that were being read are not waited for. */
  put(text) {
    const { desk } = this;
    desk.clear();
    desk.stop();
    desk.text = text;
    if (text && !desk.quiet) desk.ask();
    this.keepDraft("reply", text);
  }

  paint({ turns, now, trust, change, arc }) {
    const { w, task } = this, { name } = task.client, before = this.painted ?? [], over = Boolean(arc), focus = document.activeElement;
    const drafted = this.painted ? null : this.draft("reply");
    this.painted = turns;
    this.talk.paint(turns.map((one) => this.exchange(one, name)), this.client(now, name, over));
    this.trust.replaceChildren(el("p", {}, `${w("session_trust", { name })} `, el("b", { text: change })),
      trustMeter(trust, task.most, w("session_trust_label", { trust, most: task.most })));
    show(this.desktop, !over);
    show(this.backButton, turns.length > 0);
    this.paintEnd(arc, name);
    this.move(before, turns, over, drafted, focus);
    this.sent = this.taking = false;
  }

  /** Words and focus go where the conversation goes. */
  move(before, turns, over, drafted, focus) {
    const here = this.node.contains(focus);
    if (drafted !== null) {
      if (drafted) this.put(drafted);
      return;
    }
    if (turns.length === before.length) return;
    if (this.sent) this.put(this.taking ? before.at(-1).text : "");
    else if (this.text && this.text === turns.at(-1)?.text) this.put(""); // said in another view
    if (here && focus.closest("[hidden]")) (over ? this.endTitle : this.desk.editor.area).focus();
    else if (here) this.talk.newest.querySelector(".at-thought")?.scrollIntoView({ block: "nearest" }); // what was felt, then what is said
  }

  /** What the client said, what you said, how it landed. */
  exchange(one, name) {
    const { w } = this;
    return [this.client(one, name), turn({ who: "therapist", name: w("session_you"), says: one.text }, w,
      el("p", { class: `at-landed at-${one.landing}`, text: one.landed }), this.thought(w("session_thought", { name }), one.felt))];
  }

  client({ says, does, repair, felt }, name, over = false) {
    const { w } = this;
    return turn({ who: "client", name, says, does }, w, repair ? el("p", { class: "at-repair", text: w("session_repair") }) : null,
      over ? this.thought(w("session_away", { name }), felt) : null);
  }

  thought(label, felt) {
    return el("p", { class: "at-thought" }, el("span", { class: "at-soft", text: label }), " ", el("i", { text: felt }));
  }

  paintEnd(arc, name) {
    const { w } = this;
    show(this.end, Boolean(arc));
    if (!arc) return;
    this.finding.textContent = arc.title;
    const heads = [w("session_head_turn"), w("session_head_client", { name }), w("session_head_you"), w("session_head_landed"), w("session_head_trust")];
    this.arcWords.replaceChildren(el("p", { text: arc.opened }), el("p", { text: arc.closed }),
      el("p", { class: "at-next" }, el("b", { text: `${w("session_next_heading")}. ` }), arc.next), table(w("session_table"), heads, arc.rows));
  }

  listening() {
    return { check: () => this.desk.heard() };
  }

  told() {
    if (this.model.get("said").trouble) this.sent = this.taking = false;
    super.told();
  }

  empty() {
    this.put("");
  }

  show() {
    super.show();
    this.unwatch ??= this.picture.watch();
  }

  leave() {
    this.unwatch?.();
  }
}

const render = rendering(Session);

export default { render };
