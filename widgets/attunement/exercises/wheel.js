import { el, show, svg, uid } from "./parts.js";

const [HOLE, RIM, RINGS] = [72, 294, 3]; // units of the picture, which is 600 wide; phones need wedges of 24 px
const STRENGTHS = ["wheel_strength_1", "wheel_strength_2", "wheel_strength_3"];
const WIDE = (RIM - HOLE) / RINGS;

/** A point of the wheel: so far from the middle, at so many degrees clockwise from the top. */
function spot(far, degrees) {
  const angle = (degrees * Math.PI) / 180;
  return `${(far * Math.sin(angle)).toFixed(2)} ${(-far * Math.cos(angle)).toFixed(2)}`;
}

function wedgePath(near, far, from, to) {
  return `M ${spot(near, from)} L ${spot(far, from)} A ${far} ${far} 0 0 1 ${spot(far, to)} L ${spot(near, to)} A ${near} ${near} 0 0 0 ${spot(near, from)} Z`;
}

/** Words run along the radius and are never upside down. */
function radial(far, degrees, cls, text) {
  const [x, y] = spot(far, degrees).split(" "), turned = degrees < 180 ? degrees - 90 : degrees + 90;
  const node = svg("text", { class: cls, x, y, transform: `rotate(${turned} ${x} ${y})`, "text-anchor": "middle", "dominant-baseline": "central", "aria-hidden": "true" });
  node.append(text);
  return node;
}

/**
 * The wheel of feelings: families around, mild inside, strong outside. It is one radio group: one tab stop, arrows left and right
 * go round, up and down go out and in, Home and End to the mildest and the strongest. `families` are [{family, words}].
 */
export class Wheel {
  constructor({ legend, families, w, onChoose }) {
    Object.assign(this, { families, w, onChoose, chosen: null });
    const id = uid(), turn = 360 / families.length;
    this.wedges = families.map(({ family, words }, at) => words.map((word, ring) => this.wedge(family, word, at, ring, turn)));
    this.halo = svg("path", { class: "at-halo", d: "", "aria-hidden": "true" });
    this.middle = svg("text", { class: "at-middle", x: 0, y: 0, "text-anchor": "middle", "dominant-baseline": "central", "aria-hidden": "true" });
    const names = families.map(({ family }, at) => radial((HOLE + RIM) / 2, (at + 0.5) * turn, "at-family", family));
    this.svg = svg("svg", { class: "at-wheel", viewBox: "-300 -300 600 600", role: "radiogroup", "aria-labelledby": `${id}-legend`, "aria-describedby": `${id}-how`, "data-lm-suppress-shortcuts": "true" },
      ...this.wedges.flat(), ...names, this.halo, this.middle);
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.ladder = el("div", { class: "at-strengths" });
    this.told = el("p", { class: "at-felt", hidden: true });
    this.node = el("div", { class: "at-wheel-place" }, el("p", { class: "at-legend", id: `${id}-legend`, text: legend }),
      el("p", { class: "at-soft at-hint", id: `${id}-how`, text: w("wheel_how") }), this.svg, this.told, this.ladder);
    // Not on the picture itself: Chromium makes an SVG that listens to the focus a stop of its own for Tab.
    this.node.addEventListener("focusin", (event) => this.ring(event.target));
    this.node.addEventListener("focusout", () => this.ring(null));
    this.paint();
  }

  wedge(family, word, at, ring, turn) {
    const [from, near] = [at * turn, HOLE + ring * WIDE];
    const node = svg("g", { class: `at-wedge at-ring-${ring + 1}`, role: "radio", "aria-checked": "false", tabindex: "-1", "aria-label": this.w("wheel_wedge", { word, family, strength: this.w(STRENGTHS[ring]) }) },
      svg("path", { d: wedgePath(near, near + WIDE, from, from + turn) }), radial(near + WIDE / 2, from + turn / 2, "at-word", word));
    node.addEventListener("click", () => this.choose(at, ring, true));
    return node;
  }

  /** {family, strength: 1 to 3}, or null. */
  get value() {
    return this.chosen && { family: this.families[this.chosen.at].family, strength: this.chosen.ring + 1 };
  }

  /** Show this as chosen; `onChoose` is not called. */
  set value(value) {
    const at = this.families.findIndex(({ family }) => family === value?.family);
    this.chosen = at < 0 ? null : { at, ring: value.strength - 1 };
    this.paint();
  }

  /** The word that is chosen, or "". */
  get word() {
    return this.chosen ? this.families[this.chosen.at].words[this.chosen.ring] : "";
  }

  choose(at, ring, focus = false) {
    this.chosen = { at, ring };
    this.paint();
    if (focus) this.wedges[at][ring].focus();
    this.onChoose?.(this.value);
  }

  key(event) {
    const { at, ring } = this.chosen ?? { at: 0, ring: 1 }, around = this.families.length, fresh = !this.chosen;
    const [toAt, toRing] = {
      ArrowRight: [(at + 1) % around, ring], ArrowLeft: [(at + around - 1) % around, ring],
      ArrowUp: [at, Math.min(RINGS - 1, ring + 1)], ArrowDown: [at, Math.max(0, ring - 1)],
      Home: [at, 0], End: [at, RINGS - 1], " ": [at, ring],
    }[event.key] ?? [];
    if (toAt === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (fresh) this.choose(at, event.key === "Home" || event.key === "End" ? toRing : ring, true);
    else this.choose(toAt, toRing, true);
  }

  /** The line around the wedge that has the focus, or that is chosen; it is drawn last, so that no neighbour covers it. */
  ring(wedge) {
    const around = wedge?.querySelector?.("path") ? wedge : this.chosen && this.wedges[this.chosen.at][this.chosen.ring];
    this.halo.setAttribute("d", around ? around.querySelector("path").getAttribute("d") : "");
  }

  paint() {
    const { at, ring } = this.chosen ?? { at: 0, ring: 1 };
    this.wedges.forEach((wedges, here) => wedges.forEach((wedge, strength) => {
      const mine = here === at && strength === ring;
      wedge.setAttribute("aria-checked", String(Boolean(mine && this.chosen)));
      wedge.setAttribute("tabindex", mine ? "0" : "-1");
    }));
    this.middle.textContent = this.word;
    this.ring(this.svg.contains(document.activeElement) ? document.activeElement : null);
    show(this.told, this.chosen);
    this.paintLadder();
  }

  /** The words of the chosen family beside each other: on a phone the wedges are too small for words. */
  paintLadder() {
    show(this.ladder, this.chosen);
    if (!this.chosen) return this.ladder.replaceChildren();
    const { at, ring } = this.chosen, { family, words } = this.families[at];
    this.told.replaceChildren(el("b", { text: this.word }), ` · ${family}, ${this.w(STRENGTHS[ring])}`);
    if (this.ladder.dataset.family !== family) {
      this.ladder.replaceChildren(...words.map((text, to) => el("button", { type: "button", class: "at-rung-word", tabindex: "-1", text, onclick: () => this.choose(this.chosen.at, to) })));
    }
    this.ladder.dataset.family = family;
    [...this.ladder.children].forEach((button, to) => button.setAttribute("aria-pressed", String(to === ring)));
  }
}
