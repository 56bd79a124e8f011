import { Choices } from "./choices.js";
import { clientCard, el, show } from "./parts.js";
import { Desk } from "./desk.js";
import { Given } from "./given.js";
import { ladder } from "./meters.js";
import { Picture } from "./picture.js";
import { Practice, rendering } from "./practice.js";
import { table } from "./table.js";

const RUNGS = [1, 2, 3, 4, 5];

class Predict extends Practice {
  constructor(model) {
    super(model, "predict");
  }

  build() {
    const { items } = this.task, { w } = this;
    const alone = new Set(items.map(({ client }) => client.id)).size === 1;
    this.memory = el("p", { class: "at-soft", hidden: true, text: w("predict_memory") });
    this.items = items.map((item, number) => this.item(item, number, alone));
    return [alone ? clientCard(items[0].client, w) : null, this.memory,
      el("ol", { class: "at-items" }, ...this.items.map(({ node }) => node)), this.finding()].filter(Boolean);
  }

  item({ client, reply }, number, alone) {
    const { w, id } = this, own = !reply;
    const place = own ? this.desk(client, number) : new Given({ id: `${id}-words-${number}`, label: w("predict_reply", client), name: client.name, text: reply, w });
    const choices = new Choices({ id: `${id}-${number}`, legend: w(own ? "predict_own_legend" : "predict_which"),
      options: RUNGS.map((level) => ({ value: level, label: el("b", { text: level }), note: w(`level_${level}`) })) });
    const button = this.button(w("predict_button"), () => this.guess(number), "at-main");
    const result = el("div", { class: "at-outcome", hidden: true });
    const reading = el("details", { class: "at-reading", hidden: true }, el("summary", { text: w("predict_reading") }), ...place.reading.nodes);
    const title = w("predict_number", { number: number + 1, count: this.task.items.length });
    const gist = el("span");
    const fold = el("details", { open: true }, el("summary", { hidden: true }, el("b", { text: alone ? title : `${title}, ${client.name}` }), gist),
      el("p", { class: "at-soft at-number", text: title }), alone ? null : clientCard(client, w), ...(own ? place.own : [place.node]),
      choices.node, el("div", { class: "at-row" }, button), result, reading);
    return { node: el("li", { class: "at-card" }, fold), fold, gist, own, client, place, choices, button, result, reading };
  }

  /** A desk that keeps quiet until the guess is made; what it reads stands apart from it. */
  desk(client, number) {
    const { model, line, id, w } = this, name = `reply ${number}`;
    const desk = new Desk({ model, line, id: `${id}words${number}`, w, name: client.name, part: number, quiet: true, rows: 3,
      label: w("predict_own_label", client), hint: w("predict_own_hint"), onInput: () => this.keepDraft(name, desk.text),
      onRead: (_, sentence) => { if (!desk.quiet) this.status.soon(sentence); } });
    desk.own = desk.nodes.slice(0, 3);
    desk.text = this.draft(name);
    return desk;
  }

  finding() {
    const { w } = this;
    this.picture = new Picture(this.model, w);
    this.found = el("h4", { tabindex: "-1", class: "at-found" });
    this.over = el("p");
    this.asks = el("p", { class: "at-next" });
    this.numbers = el("div");
    this.shows = el("section", { class: "at-group", hidden: true, "aria-label": w("predict_finding_label") }, this.found, this.picture.node,
      this.over, this.asks, el("p", { class: "at-soft", text: w("predict_aim") }), this.numbers);
    return this.shows;
  }

  listening() {
    return { check: () => this.items.forEach(({ own, place }) => { if (own && !place.quiet) place.heard(); }) };
  }

  start() {
    super.start();
    this.unwatch = this.picture.watch();
  }

  leave() {
    this.unwatch?.();
    this.items.forEach(({ own, place }) => { if (own) place.stop(); });
  }

  guess(number) {
    const { own, place, choices } = this.items[number];
    this.ask("guess", { item: number, level: choices.value ? Number(choices.value) : null, ...(own ? { text: place.text } : {}) });
  }

  paint({ looks, round, finding }) {
    if (this.round && this.round !== round) this.anew();
    this.round = round;
    show(this.memory, round > 1 && this.items.some(({ own }) => !own));
    this.items.forEach((item, number) => {
      if (!looks[number] && item.look) this.clear(item);
      if (looks[number] && !item.look) this.reveal(item, looks[number], number);
      show(item.node, number === 0 || looks[number - 1]); // one reply at a time
    });
    this.foldOlder(looks);
    this.paintFinding(finding);
  }

  /** What is done becomes one line, except the newest: folded once, so that what is opened again stays open. */
  foldOlder(looks) {
    const newest = Math.max(...Object.keys(looks).map(Number));
    this.items.forEach((item, number) => {
      const old = number in looks && number !== newest;
      show(item.fold.firstChild, old);
      if (old !== Boolean(item.old)) item.fold.open = !old;
      item.old = old;
      item.gist.textContent = old ? ` · ${looks[number].gist}` : "";
    });
  }

  paintFinding({ title, over, ask, rows }) {
    const { w } = this;
    this.found.textContent = title ?? "";
    this.over.textContent = over ?? "";
    this.asks.textContent = ask ?? "";
    const heads = ["predict_col_reply", "predict_col_try", "predict_col_guess", "predict_col_read", "predict_col_gap"].map((key) => w(key));
    this.numbers.replaceChildren(...(rows ? [table(w("predict_table"), heads, rows)] : []));
    show(this.shows, title);
  }

  reveal(item, look, number) {
    const { choices, button, result, reading, own, place } = item;
    const focused = button === document.activeElement;
    item.look = look;
    choices.value = look.guessed;
    const heading = this.result(result, look);
    [choices.node, button.parentNode].forEach((node) => show(node, false));
    [result, reading].forEach((node) => show(node, true));
    reading.open = true;
    if (own) this.live(place, look.check, number);
    else place.paint(look.check);
    if (focused) heading.focus(); // the button is gone, so the reader is led to what it opened
  }

  result(place, { guessed, check, author, why, gap, apart }) {
    const { w } = this, heading = el("h4", { tabindex: "-1", text: w("predict_seen") });
    const beside = [["predict_you", guessed], ["predict_check", check.level], ["predict_author", author]].filter(([key, level]) => level || key === "predict_check");
    place.replaceChildren(heading, el("ul", { class: "at-three" }, ...beside.map(([key, level]) => this.rung(w(key), level))), el("p", { text: gap }),
      why ? el("p", {}, el("b", { text: w("predict_why") }), ". ", why) : el("p", { text: w("predict_no_author") }),
      apart ? el("p", { class: "at-soft", text: apart }) : "");
    return heading;
  }

  rung(name, level) {
    const { w } = this;
    return el("li", {}, el("b", { text: name }), ladder(level, w), el("span", { class: "at-soft", text: level ? `${level} · ${w(`level_${level}`)}` : w("no_level") }));
  }

  /** From the guess on the desk reads along: what is written further can be watched, the guess stays. */
  live(desk, check, number) {
    desk.text = this.draft(`reply ${number}`) || check.text;
    desk.quiet = false;
    desk.own[2].textContent = this.w("predict_own_live");
    if (desk.text.trim() === check.text) {
      desk.text = check.text;
      desk.paint(check);
    } else desk.ask();
  }

  clear(item) {
    const { choices, button, result, reading, own, place } = item;
    item.look = null;
    choices.value = [];
    [choices.node, button.parentNode].forEach((node) => show(node, true));
    [result, reading].forEach((node) => show(node, false));
    place.clear();
    if (own) {
      place.quiet = true;
      place.own[2].textContent = this.w("predict_own_hint");
    } else place.editor.text = this.task.items[this.items.indexOf(item)].reply;
  }

  anew() {
    this.items.forEach((item) => this.clear(item));
  }
}

const render = rendering(Predict);

export default { render };
