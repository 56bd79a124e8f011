import { gathering } from "./gather.js";
import { Look, looking } from "./look.js";
import { el, show } from "./parts.js";

class Skills extends Look {
  constructor(model) {
    const w = (key) => model.get("words")[key];
    super(model, "skills", { heading: w("skills_heading"), heads: [w("skills_skill"), w("skills_try"), w("skills_share"), w("skills_day")] });
  }

  build() {
    const { w } = this;
    this.due = el("ul", { class: "at-due" });
    this.next = el("div", {}, el("h4", { text: w("skills_next") }), this.due, el("p", { class: "at-soft at-hint", text: w("skills_why") }));
    return [this.next];
  }

  rows() {
    return this.model.get("table").map(({ skill, number, share, day }) => [skill, number, `${share} %`, day]);
  }

  paint() {
    super.paint();
    const due = this.model.get("due");
    this.due.replaceChildren(...due.map(({ skill, why }) => el("li", {}, el("b", { text: skill }), el("p", { text: why }))));
    show(this.next, due.length > 0);
  }
}

const render = looking(Skills, ["due", "table"], gathering);

export default { render };
