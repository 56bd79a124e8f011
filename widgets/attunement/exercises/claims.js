import { Choices } from "./choices.js";
import { el, show } from "./parts.js";
import { Picture } from "./picture.js";
import { Practice, rendering } from "./practice.js";
import { table } from "./table.js";

class Claims extends Practice {
  constructor(model) {
    super(model, "claims");
  }

  build() {
    const { id, w, model } = this;
    this.items = this.task.claims.map((claim, number) => this.item(claim, number));
    this.endTitle = el("h4", { tabindex: "-1", text: w("claims_end") });
    this.groups = el("div");
    this.end = el("div", { class: "at-ending", hidden: true }, this.endTitle, this.groups);
    this.which = el("div");
    this.picture = new Picture(model, w);
    this.finding = el("h4", { class: "at-finding", id: `${id}-finding` });
    this.numbers = el("div");
    this.note = el("p", { class: "at-soft at-hint" });
    this.figure = el("figure", { class: "at-figure", "aria-labelledby": `${id}-finding`, hidden: true },
      this.which, this.finding, this.picture.node, this.note, this.numbers);
    return [el("p", { class: "at-soft at-hint", text: w("claims_table") }), el("ol", { class: "at-claimlist" }, ...this.items.map(({ node }) => node)), this.end, this.figure];
  }

  item({ claim }, number) {
    const { w, id, task } = this, last = number === task.claims.length - 1;
    const head = el("h4", { class: "at-soft at-number", tabindex: "-1", text: w("claims_number", { number: number + 1, count: task.claims.length }) });
    const choices = new Choices({ id: `${id}-${number}`, legend: w("claims_which"), options: task.marks });
    choices.node.setAttribute("aria-description", claim);
    const verdict = el("p", { class: "at-verdict", hidden: true });
    const known = el("details", { class: "at-known", hidden: true }, el("summary", { text: w("claims_known") }));
    const see = this.button(w("claims_check"), () => { this.pressed = number; this.ask("mark", { item: number, mark: choices.value }); });
    const next = this.button(w(last ? "claims_last" : "claims_next"), () => this.open(number + 1), "at-main");
    const node = el("li", {}, head, el("p", { class: "at-words at-sentence", text: claim }), choices.node, see, verdict, known, next);
    return { node, head, choices, see, verdict, known, next };
  }

  /** Go on to a claim, or to the end: what was open is folded. */
  open(number) {
    this.at = number;
    this.paint(this.state);
    (this.items[number]?.head ?? this.endTitle).focus();
    if (number === this.items.length) this.status.say(this.groups.textContent);
  }

  paint({ looks, end, figure }) {
    const first = this.items.findIndex((_, number) => !looks[number]);
    const at = this.at = Object.keys(looks).length ? this.at ?? this.pressed ?? (first < 0 ? this.items.length : first) : 0;
    if (!Object.keys(looks).length) this.at = undefined;
    this.items.forEach((item, number) => this.paintItem(item, looks[number], number, at));
    show(this.end, end.length && at === this.items.length);
    this.groups.replaceChildren(...end.map((group) => this.group(group)));
    this.paintFigure(figure, at === this.items.length || (looks[at] && this.task.claims[at].link));
    if (this.pressed !== undefined && looks[this.pressed]) {
      this.items[this.pressed].known.firstChild.focus();
      this.pressed = undefined;
    }
  }

  paintItem({ node, choices, see, verdict, known, next }, look, number, at) {
    const current = number === at;
    show(node, look || current);
    node.className = current ? "at-card" : "at-folded";
    show(choices.node, !look);
    show(see, !look);
    show(verdict, look);
    show(known, look);
    show(next, look && current);
    if (!look) {
      if (known.dataset.mark) choices.value = [];
      known.dataset.mark = "";
      return;
    }
    verdict.textContent = look.verdict;
    verdict.classList.toggle("at-agrees", look.fits);
    if (known.dataset.mark !== `${look.mark}${current}`) known.open = current;
    if (!known.dataset.mark) known.replaceChildren(known.firstChild, ...this.evidence(look));
    known.dataset.mark = `${look.mark}${current}`;
  }

  evidence({ why, known, limit, sources, read }) {
    const { w } = this;
    return [el("p", { class: "at-why", text: why }), el("p", { text: known }),
      limit ? el("p", {}, el("b", { text: w("claims_limit") }), el("br"), limit) : null,
      el("p", { class: "at-soft at-from" }, el("b", { text: `${w("claims_source")}: ` }), sources.join("; "), read ? el("br") : null, read)].filter(Boolean);
  }

  group({ says, claims, next }) {
    return el("div", { class: "at-group" }, el("p", { text: `${says} ` }),
      claims.length ? el("ul", {}, ...claims.map((text) => el("li", { class: "at-words", text: `${text} ` }))) : null,
      next ? el("p", { text: `${next} ` }) : null);
  }

  paintFigure(figure, wanted) {
    show(this.figure, figure.name && wanted);
    if (!figure.name) return;
    this.finding.textContent = figure.title;
    this.note.textContent = figure.note;
    if (this.shownFigure !== figure.name) this.numbers.replaceChildren(table(this.w("claims_numbers"), figure.heads, figure.rows));
    this.shownFigure = figure.name;
    this.paintWhich(figure);
  }

  paintWhich({ name, choices }) {
    const names = choices.map(({ value }) => value).join(" ");
    if (this.whichNames !== names) {
      this.choice = new Choices({ id: `${this.id}-figure`, legend: this.w("claims_picture"), options: choices, row: true, onChoose: (value) => this.ask("figure", { figure: value }) });
      this.which.replaceChildren(...(choices.length > 1 ? [this.choice.node] : []));
    }
    this.whichNames = names;
    this.choice.value = name;
  }

  start() {
    super.start();
    this.leave = this.picture.watch();
  }
}

const render = rendering(Claims);

export default { render };
