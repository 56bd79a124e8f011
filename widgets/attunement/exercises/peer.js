import { Choices } from "./choices.js";
import { clientCard, el, inQuotes, show } from "./parts.js";
import { Desk } from "./desk.js";
import { Field } from "./field.js";
import { Given } from "./given.js";
import { Memory } from "./memory.js";
import { meter } from "./meters.js";
import { Practice, rendering } from "./practice.js";
import { paper, ratings } from "./paper.js";

const MOST_OWN = 5; // kept versions that are offered
const PRINTED = 2000; // ms
const LEVELS = [1, 2, 3, 4, 5];
const A_VALUES = [0, 1, 2, 3];
const ABOUT = { attention: "peer_about_attention", acceptance: "peer_about_acceptance", appreciation: "peer_about_appreciation",
  affirmation: "peer_about_affirmation" };
const A_NAMES = Object.keys(ABOUT);
const PARTS = { reply: "peer_stage_reply", note: "peer_stage_note", bring: "peer_stage_bring", next: "peer_stage_next" };
const NAMES = { example: { peer: "peer_stage_you" }, colleague: { peer: "peer_stage_you", writer: "peer_stage_colleague" },
  own: { writer: "peer_stage_wrote", peer: "peer_stage_peer" } };
const OTHER = { colleague: "writer", own: "peer" }; // whose reading may not be there yet

class Peer extends Practice {
  constructor(model) {
    super(model, "peer");
  }

  build() {
    const { w, task } = this, { client, whose, flow, writer } = task;
    const makes = { reply: () => this.replyStage(), writer: () => this.ratingStage("writer"), peer: () => this.ratingStage("peer"),
      note: () => this.noteStage(), bring: () => this.bringStage(), next: () => this.nextStage() };
    this.given = new Given({ id: `${this.id}given`, name: client.name, text: writer.reply, w,
      label: w({ example: "peer_given", colleague: "peer_given_colleague", own: "peer_given_own" }[whose], writer) });
    this.stages = flow.map((part, number) => this.stage(part, number + 1, makes[part]()));
    this.compared = this.comparison();
    this.sheet = el("section", { class: "at-sheet", "aria-label": w("peer_sheet"), hidden: true });
    this.printing = el("div", { hidden: true }, el("div", { class: "at-row at-print-row" }, this.button(w("peer_print"), () => this.print(), "at-main")),
      el("p", { class: "at-soft at-hint", text: w("peer_sheet_note") }));
    const before = this.stages.filter(({ part }) => !["bring", "next"].includes(part)), after = this.stages.filter(({ part }) => ["bring", "next"].includes(part));
    return [clientCard(client, w), whose === "example" ? null : el("p", { class: "at-private", text: w("peer_private") }), this.given.node,
      el("div", { class: "at-stages" }, ...before.map(({ node }) => node), this.compared, ...after.map(({ node }) => node)), this.sheet, this.printing].filter(Boolean);
  }

  // The parts of the sheet

  stage(part, number, made) {
    const { w, task } = this, key = PARTS[part] ?? NAMES[task.whose][part];
    const done = el("span", { class: "at-soft" });
    const summary = el("summary", {}, el("h4", {}, w("peer_stage", { number, name: w(key, task.client) }), done));
    return { part, summary, done, ...made, node: el("details", { class: "at-card at-stage" }, summary, ...made.nodes) };
  }

  replyStage() {
    const { model, line, id, w, task } = this, own = task.whose === "own", { client } = task;
    const desk = this.words = new Desk({ model, line, id: `${id}reply`, w, name: client.name, part: 0, quiet: true, rows: 3,
      label: w(own ? "peer_reply_own" : "peer_reply_colleague", client), hint: w("peer_reply_hint"), onInput: () => this.keepDraft("reply", desk.text) });
    desk.text = this.draft("reply");
    return { nodes: [own ? this.versions() : null, ...desk.nodes.slice(0, 3),
      el("div", { class: "at-row" }, this.button(w("peer_reply_save"), () => this.ask("reply", { text: desk.text }), "at-main"))].filter(Boolean) };
  }

  /** Versions of a reply to this client that the rewriting exercise kept in this browser. */
  versions() {
    const { w, task } = this;
    const kept = new Memory(task.client.id).attempts.filter((one) => typeof one?.text === "string" && one.text.trim() && !one.note).map(({ text }) => text);
    const texts = [...new Set(kept)].slice(-MOST_OWN);
    if (!texts.length) return null;
    return el("div", {}, el("p", { text: w("peer_reply_kept", task.client) }), el("ul", { class: "at-own-versions" }, ...texts.map((text) => el("li", {},
      el("p", { class: "at-words", text: inQuotes(text, w) }),
      this.button(w("peer_reply_use"), () => { this.words.text = text; this.keepDraft("reply", text); this.ask("reply", { text }); })))));
  }

  ratingStage(who) {
    const { w, id, task } = this, mine = task.whose === "own" ? who === "writer" : who === "peer", { client, anchors } = task;
    const quoted = (level) => (mine && anchors[level] ? inQuotes(anchors[level], w) : null);
    const level = new Choices({ id: `${id}-${who}-level`, legend: w(mine ? "peer_level_legend" : "peer_level_legend_other", client),
      options: LEVELS.map((value) => ({ value, label: el("b", { text: `${value} ${w(`level_${value}`)}` }), note: quoted(value) })) });
    level.node.classList.add("at-anchored");
    const four = A_NAMES.map((name) => new Choices({ id: `${id}-${who}-${name}`, row: true, legend: `${w(name)}: ${w(ABOUT[name], client)}`,
      options: A_VALUES.map((value) => ({ value, label: w(`meter_${value}`) })) }));
    four.forEach(({ node }) => node.classList.add("at-four"));
    this.remember(`${who} rating`, [level, ...four]);
    const number = (choices) => (choices.value === null ? null : Number(choices.value));
    const save = () => this.ask("rate", { who, level: number(level), ...Object.fromEntries(A_NAMES.map((name, i) => [name, number(four[i])])) });
    const without = OTHER[task.whose] === who ? this.button(w("peer_without"), () => this.ask("without")) : null;
    const fill = (rating) => { level.value = rating?.level ?? []; four.forEach((choices, i) => { choices.value = rating?.[A_NAMES[i]] ?? []; }); };
    return { fill, nodes: [level.node, ...four.map(({ node }) => node), el("div", { class: "at-row" }, this.button(w("peer_rate_save"), save, "at-main"), without ?? "")] };
  }

  /** What is chosen and not kept yet comes back after a reload, as written words do. */
  remember(name, fields) {
    const chosen = this.draft(name).split(",");
    fields.forEach((field, i) => {
      const { onChoose } = field;
      field.value = (chosen[i] ?? "").split("+");
      field.onChoose = (value) => {
        onChoose?.(value);
        this.keepDraft(name, fields.map((one) => [one.value].flat().join("+")).join(","));
      };
    });
  }

  field(name, label, hint = null) {
    const field = new Field({ id: `${this.id}-${name}`, label, hint, onInput: (text) => this.keepDraft(name, text) });
    field.text = this.draft(name);
    return field;
  }

  noteStage() {
    const { w, task } = this, { client } = task;
    const fields = { reached: this.field("reached", w("peer_reached", client)), reached_words: this.field("reached_words", w("peer_words_hint")),
      way: this.field("way", w("peer_way")), way_words: this.field("way_words", w("peer_words_hint")),
      question: this.field("question", w(task.whose === "own" ? "peer_question_own" : "peer_question")) };
    ["reached_words", "way_words"].forEach((name) => fields[name].node.classList.add("at-words-of"));
    const remark = el("p", { class: "at-next", hidden: true });
    const fill = (note) => { this.fillFields(fields, note); remark.textContent = note?.remark ?? ""; show(remark, note?.remark); };
    return { fill, nodes: [...Object.values(fields).map(({ node }) => node), remark,
      el("div", { class: "at-row" }, this.button(w("peer_note_save"), () => this.ask("note", texts(fields)), "at-main"))] };
  }

  bringStage() {
    const { w, id } = this;
    const fields = { happened: this.field("happened", w("peer_happened")), tried: this.field("tried", w("peer_tried")), wish: this.field("wish", w("peer_wish")) };
    const checks = new Choices({ id: `${id}-checks`, several: true, legend: w("peer_checks"), options: this.checklist().map((label, value) => ({ value, label })) });
    this.remember("bring checks", [checks]);
    const save = () => this.ask("bring", { ...texts(fields), checks: checks.value.map(Number) });
    return { fill: (bring) => { this.fillFields(fields, bring); checks.value = bring?.checks ?? []; },
      nodes: [el("p", { text: w("peer_bring_intro") }), ...Object.values(fields).map(({ node }) => node), checks.node,
        el("div", { class: "at-row" }, this.button(w("peer_bring_save"), save, "at-main"))] };
  }

  checklist() {
    return ["peer_check_0", "peer_check_1", "peer_check_2", "peer_check_3"].map((key) => this.w(key));
  }

  nextStage() {
    const { model, line, id, w, task } = this, { client } = task;
    const criterion = new Choices({ id: `${id}-criterion`, legend: w("peer_next_criterion"),
      options: A_NAMES.map((value) => ({ value, label: w(value), note: w(ABOUT[value], client) })) });
    const desk = this.better = new Desk({ model, line, id: `${id}next`, w, name: client.name, part: 1, rows: 3, label: w("peer_next_label", client),
      onInput: () => this.keepDraft("next", desk.text), onRead: (check, sentence) => { live(check); this.status.soon(sentence); } });
    const bar = el("ul", { class: "at-live" });
    const live = ({ four_as }) => bar.replaceChildren(...(criterion.value && desk.text.trim() ? [meter(criterion.value, four_as?.[criterion.value], w)] : []));
    criterion.onChoose = () => { if (desk.text.trim()) desk.ask(); };
    this.remember("criterion", [criterion]);
    const told = el("p", { class: "at-next", hidden: true });
    const [label, editor, hint, ...reading] = desk.nodes, save = () => this.ask("next", { criterion: criterion.value, text: desk.text });
    desk.text = this.draft("next");
    return { fill: (next) => {
      if (next) criterion.value = next.criterion;
      if (next && !desk.text) desk.text = next.text;
      if (!next) { criterion.value = []; desk.clear(); }
      told.textContent = next?.told ?? "";
      show(told, next);
    }, nodes: [criterion.node, label, editor, hint, bar, el("div", { class: "at-row" }, this.button(w("peer_next_save"), save, "at-main")), told, ...reading] };
  }

  fillFields(fields, filled) {
    for (const [name, field] of Object.entries(fields)) if (document.activeElement !== field.area) field.text = filled ? filled[name] : "";
  }

  // What comes of it

  comparison() {
    const { w, task } = this, { whose, writer } = task;
    this.table = el("div");
    this.lines = el("div", { class: "at-talk" });
    this.says = el("span", { class: "at-words" });
    const says = whose === "example" ? el("p", {}, el("b", { text: w("peer_says", writer) }), " ", this.says) : "";
    this.reads = el("details", {}, el("summary", { text: w("peer_reading") }), ...this.given.reading.nodes);
    return el("section", { class: "at-card at-compared", hidden: true }, el("h4", { tabindex: "-1", text: w("peer_compared") }), this.table, says, this.lines,
      el("p", { class: "at-next", text: w("peer_lesson") }), this.reads);
  }

  listening() {
    return { check: () => this.better?.heard() };
  }

  paint({ filled, compared, whole }) {
    const focus = this.stages.find(({ node, part }) => node.contains(document.activeElement) && filled[part] && !this.had?.[part]);
    const text = filled.reply?.text ?? "";
    if (text !== this.given.editor.text) this.given.editor.text = text;
    show(this.given.node, text);
    this.stages.forEach((stage, i) => this.paintStage(stage, filled, i === 0 || filled[this.stages[i - 1].part]));
    this.paintCompared(compared);
    this.paintSheet(filled, compared, whole);
    if (focus) this.goOn(focus, compared);
    Object.assign(this, { had: filled, hadCompared: Boolean(compared.rows) });
  }

  paintStage(stage, filled, reached) {
    const { part, node, done, fill } = stage, now = filled[part], had = this.had?.[part];
    const rated = part === "reply" && (filled.writer || filled.peer);
    done.textContent = now ? this.w("peer_stage_done") : "";
    if (!this.had || Boolean(now) !== Boolean(had) || (reached && !now && node.hidden)) node.open = reached && (!now || part === "next" || Boolean(now.remark)); // what is said of it stays to be seen
    show(node, reached && !rated);
    if (now || had) fill?.(now);
    if (part === "reply" && had && !now) this.words.text = "";
  }

  paintCompared({ heads, rows, check, lines, says }) {
    const { w } = this;
    show(this.compared, rows);
    this.table.replaceChildren(...(rows ? [ratings(heads, rows, w)] : []));
    this.lines.replaceChildren(...(lines ?? []).map((text) => el("p", { text })));
    this.says.textContent = says ? inQuotes(says, w) : "";
    if (rows) this.given.paint(check);
    else this.given.clear();
  }

  paintSheet(filled, compared, whole) {
    show(this.sheet, whole);
    show(this.printing, whole);
    this.sheet.replaceChildren(...(whole ? paper(this.task.client, filled, compared, this.checklist(), this.w) : []));
  }

  /** A part is filled in: it closes, and the reader is led to what comes next. */
  goOn(stage, compared) {
    const after = this.stages[this.stages.indexOf(stage) + 1];
    if (compared.rows && !this.hadCompared) this.compared.querySelector("h4").focus();
    else (after?.summary ?? this.sheet.querySelector("h4")).focus();
  }

  /** Only this sheet goes on paper; a browser that does not tell when it has printed gets the page back after a while. */
  print() {
    const done = () => this.sheet.classList.remove("at-printing");
    this.sheet.classList.add("at-printing");
    addEventListener("afterprint", done, { once: true });
    window.print();
    setTimeout(done, PRINTED);
  }

  /** Words and choices that were not kept yet go too. */
  empty() {
    this.stages.forEach(({ fill }) => fill?.());
    if (this.words) this.words.text = "";
  }

  leave() {
    [this.words, this.better].forEach((desk) => desk?.stop());
  }
}

function texts(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.text]));
}

const render = rendering(Peer);

export default { render };
