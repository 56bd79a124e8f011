import { clientCard, el, inQuotes, show } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remark } from "./remarks.js";

class Rank extends Practice {
  constructor(model) {
    super(model, "rank");
  }

  build() {
    const { w, task: { clients, says, ends, replies } } = this;
    this.cards = new Map(replies.map((reply) => [reply.name, this.card(reply)]));
    this.list = el("ol", { class: "at-order", "aria-label": w("rank_list") }, ...[...this.cards.values()].map(({ node }) => node));
    this.summary = el("p", { class: "at-told", tabindex: "-1" });
    this.swaps = el("div");
    this.whole = el("div", { class: "at-whole" });
    this.lookButton = this.button(w("rank_look"), () => this.ask("look", { order: this.order }), "at-main");
    this.revealButton = this.button(w("rank_reveal"), () => this.reveal());
    this.number();
    return [...clients.map((client) => clientCard(client, w)),
      says ? el("div", { class: "at-both" }, el("p", { class: "at-soft", text: w("rank_both") }), el("blockquote", { class: "at-says", text: inQuotes(says, w) })) : null,
      el("p", { class: "at-soft at-how", text: w("rank_how") }),
      el("p", { class: "at-end", text: ends.top }), this.list, el("p", { class: "at-end", text: ends.bottom }),
      el("div", { class: "at-row" }, this.lookButton), this.summary, this.swaps, el("div", { class: "at-row" }, this.revealButton), this.whole].filter(Boolean);
  }

  card({ name, words }) {
    const { w } = this, place = el("span", { class: "at-place", "aria-hidden": "true" }), why = el("p", { class: "at-hint at-does", hidden: true });
    const arrow = (sign, key, by) => this.labelled(w(key, { words }), sign, () => this.move(node, by));
    const node = el("li", { class: "at-card at-rung", draggable: "true", "data-name": name }, place,
      el("div", { class: "at-reply" }, el("p", { class: "at-words", text: this.quoted(words) }), why),
      el("div", { class: "at-moves" }, arrow("↑", "rank_up", -1), arrow("↓", "rank_down", 1)));
    this.drags(node);
    return { node, place, why };
  }

  /** What is said stands in quotation marks, what is done does not. */
  quoted(words) {
    return this.task.acts ? words : inQuotes(words, this.w);
  }

  labelled(label, sign, onclick) {
    const button = this.button("", onclick);
    button.setAttribute("aria-label", label);
    button.append(el("span", { "aria-hidden": "true", text: sign }));
    return button;
  }

  get order() {
    return [...this.list.children].map((node) => node.dataset.name);
  }

  /** Put the cards in this order; one that stays where it is keeps the focus. */
  set order(names) {
    names.forEach((name, at) => {
      const { node } = this.cards.get(name);
      if (this.list.children[at] !== node) this.list.insertBefore(node, this.list.children[at]);
    });
    this.number();
  }

  number() {
    this.order.forEach((name, at) => { this.cards.get(name).place.textContent = String(at + 1); });
  }

  /** The order on the way, if the browser kept one of just these replies; else that of the last look, else that of the start. */
  drafted() {
    const names = this.draft("order").split("\n"), own = [...this.cards.keys()], { order } = this.state;
    return names.length === own.length && own.every((name) => names.includes(name)) ? names : order.length ? order : own;
  }

  /** The neighbour is moved, not the reply: what stays in its place keeps the focus. */
  move(node, by) {
    const neighbour = by < 0 ? node.previousElementSibling : node.nextElementSibling;
    if (!neighbour) return this.status.say(this.placed(node, "rank_at_end"));
    if (by < 0) node.after(neighbour);
    else node.before(neighbour);
    this.moved(node);
  }

  moved(node) {
    this.number();
    this.keepDraft("order", this.order.join("\n"));
    this.cards.forEach((card) => card.node.classList.toggle("at-moved", card.node === node));
    this.status.say(this.placed(node, "rank_now"));
  }

  placed(node, key) {
    const places = this.w("rank_places").split(" "), nodes = [...this.list.children];
    const now = { place: places[nodes.indexOf(node)], count: this.w("rank_numbers").split(" ")[nodes.length] };
    return key === "rank_now" ? this.w("rank_now", now) : this.w("rank_at_end", now);
  }

  /** With a mouse a reply can be dragged; it changes places as soon as it is more than half way over another. */
  drags(node) {
    node.addEventListener("dragstart", (event) => { this.dragged = node; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", ""); });
    node.addEventListener("dragover", (event) => {
      const { dragged } = this;
      if (!dragged || dragged === node) return;
      event.preventDefault();
      const { top, height } = node.getBoundingClientRect(), past = event.clientY > top + height / 2;
      const before = Boolean(dragged.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (before && past) node.after(dragged);
      if (!before && !past) node.before(dragged);
    });
    node.addEventListener("drop", (event) => { if (this.dragged) event.preventDefault(); });
    node.addEventListener("dragend", () => { this.dragged = null; this.moved(node); });
  }

  reveal() {
    this.ask("reveal");
    this.moving = true; // the button goes: the focus goes to the order that it opened
  }

  paint({ looks, order, told, fits, swaps, may, whys, level, why, others, open }) {
    if (this.moving && open) this.keepDraft("order", order.join("\n"));
    if (looks !== this.looks || open !== this.opened) this.order = this.drafted();
    Object.assign(this, { looks, opened: open });
    this.cards.forEach((card, name) => {
      card.why.textContent = whys[name] ?? "";
      show(card.why, whys[name]);
      if (looks === 0 || fits) card.node.classList.remove("at-moved");
    });
    this.summary.textContent = told;
    this.swaps.replaceChildren(...this.compared(swaps));
    show(this.revealButton, may);
    this.whole.replaceChildren(...this.lessons(level, why, others));
    if (this.moving && open) this.summary.focus();
    this.moving = false;
  }

  compared([first, ...rest]) {
    const { w } = this;
    if (!first) return [];
    const more = rest.length ? el("details", {}, el("summary", { text: rest.length > 1 ? w("rank_more", { count: rest.length }) : w("rank_more_one") }), this.pairs(rest)) : null;
    return [this.pairs([first]), more].filter(Boolean);
  }

  pairs(swaps) {
    const { w } = this, quoted = ({ words }) => el("p", { class: "at-words", text: this.quoted(words) });
    return el("ul", { class: "at-findings" }, ...swaps.map(({ above, below, why }) => remark(-1, w("sign_differs"),
      el("p", { class: "at-soft", text: w("rank_above") }), quoted(above), why ? null : el("p", { text: above.why }),
      el("p", { class: "at-soft at-than", text: w("rank_below") }), quoted(below), el("p", { text: why || below.why }))));
  }

  lessons(level, why, others) {
    const { w } = this;
    return [level ? el("p", { text: level }) : null, why ? el("p", { text: why }) : null,
      ...others.map((other) => el("div", { class: "at-other" }, el("h4", { text: w("rank_other", { name: other.name }) }), el("p", { text: other.why }),
        el("ol", {}, ...other.order.map((words) => el("li", { class: "at-words", text: words })))))].filter(Boolean);
  }
}

const render = rendering(Rank);

export default { render };
