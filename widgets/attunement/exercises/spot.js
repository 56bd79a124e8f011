import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remark } from "./remarks.js";
import { transcript, turn } from "./transcript.js";

const WORTH = { cues: 1, pair: 1 };
const SAID = {
  cues: "spot_is_cues", decoys: "spot_is_decoys", plain: "spot_is_plain", either: "spot_is_either", pair: "spot_is_pair", half: "spot_is_half",
};

const NONE = "none"; // every mark was taken away again

class Spot extends Practice {
  constructor(model) {
    super(model, "spot");
  }

  build() {
    const { w, id, task: { client, turns } } = this;
    this.phrases = [];
    this.marked = new Set();
    this.count = el("p", { class: "at-soft", id: `${id}-count` });
    this.summary = el("p", { class: "at-told" });
    this.found = this.section(w("spot_found_heading"), this.summary);
    this.went = this.section(w("spot_went_heading"));
    this.reply = this.section(w("spot_reply_heading"));
    this.revealButton = this.button(w("spot_reveal"), () => this.reveal());
    return [clientCard(client, w), el("p", { class: "at-soft at-how", text: w("spot_how") }),
      transcript(w("spot_transcript"), ...turns.map((one) => this.turn(one))),
      el("div", { class: "at-row at-found-row" }, this.button(w("spot_look"), ({ detail }) => { if (detail < 2) this.look(); }, "at-main"), this.count),
      this.found.node, el("div", { class: "at-row" }, this.revealButton), this.went.node, this.reply.node];
  }

  section(text, ...more) {
    const heading = el("h4", { tabindex: "-1", text }), body = el("div");
    return { heading, body, node: el("div", { class: "at-part", hidden: true }, heading, ...more, body) };
  }

  turn({ who, parts }) {
    const { w, task } = this, runs = [];
    for (const part of parts) {
      if (runs.at(-1)?.how !== part.how) runs.push({ how: part.how, parts: [] });
      runs.at(-1).parts.push(part);
    }
    return turn({ who, name: who === "client" ? task.client.name : w("spot_therapist") }, w, ...runs.map((run) => this.run(run)));
  }

  /** What is said or done without a break, phrase after phrase. */
  run({ how, parts }) {
    const { w } = this, words = parts.flatMap((part) => [this.phrase(part), " "]).slice(0, -1);
    return how === "says" ? el("p", { class: "at-words" }, w("open_quote"), ...words, w("close_quote")) : el("p", { class: "at-seen" }, ...words);
  }

  /** A span and no button: only a span runs on with its line. */
  phrase({ number, words }) {
    if (number === null) return words;
    const press = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (!event.repeat) this.toggle(number);
    };
    return this.phrases[number] = el("span", { class: "at-phrase", role: "button", tabindex: "0", "aria-pressed": "false",
      "data-lm-suppress-shortcuts": "true", text: words, onclick: ({ detail }) => { if (detail < 2) this.toggle(number); }, onkeydown: press });
  }

  toggle(number) {
    if (!this.marked.delete(number)) this.marked.add(number);
    this.keepDraft("marks", [...this.marked].join(",") || NONE);
    this.paintMarks();
  }

  /** The marks on the way, as the browser kept them; else those of the last look. */
  drafted(marks) {
    const kept = this.draft("marks");
    return new Set(kept ? kept.split(",").map(Number).filter((number) => this.phrases[number]) : marks);
  }

  empty() {
    this.marked.clear();
  }

  look() {
    this.ask("look", { marks: [...this.marked] });
  }

  reveal() {
    this.ask("reveal");
    this.moving = true; // the button goes: the focus goes to what it opened
  }

  paint({ looks, marks, told, remarks, missed, went, open, reply }) {
    if (looks !== this.looks) this.marked = this.drafted(marks);
    this.looks = looks;
    this.summary.textContent = told;
    show(this.found.node, looks);
    this.found.body.replaceChildren(this.remarks(remarks));
    show(this.revealButton, looks && missed && !open);
    show(this.went.node, went.length);
    this.went.body.replaceChildren(this.remarks(went));
    show(this.reply.node, reply);
    this.reply.body.replaceChildren(...(reply ? [el("p", { class: "at-words", text: inQuotes(reply.words, this.w) }),
      el("p", { class: "at-hint", text: reply.why })] : []));
    this.paintMarks();
    if (this.moving && went.length) this.went.heading.focus();
    this.moving = false;
  }

  paintMarks() {
    const { known, went } = this.state, { w } = this, missed = went.map(({ number }) => number);
    this.phrases.forEach((node, number) => {
      const marked = this.marked.has(number), group = marked ? known[number] : undefined, missing = !marked && missed.includes(number);
      node.setAttribute("aria-pressed", String(marked));
      node.dataset.is = group ?? (missing ? "missed" : "");
      if (group || missing) node.setAttribute("aria-description", missing ? w("spot_is_missed") : w(SAID[group]));
      else node.removeAttribute("aria-description");
    });
    const count = this.marked.size;
    this.count.textContent = w(["spot_marks_none", "spot_marks_one"][count] ?? "spot_marks", { count });
  }

  remarks(items) {
    const { w } = this, quoted = (text) => inQuotes(text, w);
    return el("ul", { class: "at-findings" }, ...items.map(({ group, quotes, why }) => remark(WORTH[group] ?? 0, w(SAID[group]),
      ...quotes.map(({ how, words }) => el("p", { class: how === "says" ? "at-words" : "at-seen", text: how === "says" ? quoted(words) : words })),
      el("p", {}, WORTH[group] ? null : el("span", { class: "at-soft at-worth", "aria-hidden": "true", text: `${w(SAID[group])}. ` }), why))));
  }
}

const render = rendering(Spot);

export default { render };
