import { el, Line, show, Status, teller, uid } from "./parts.js";
import { hour } from "./saving.js";

class Checklist {
  constructor(model) {
    const w = teller(model.get("words")), id = uid();
    Object.assign(this, { model, w, status: new Status(), line: new Line(model, (gone) => show(this.trouble, gone)) });
    this.summary = el("p", { class: "at-sofar" });
    this.troubles = el("ul", { class: "at-troubles" });
    this.tasks = el("ul", { class: "at-tasks" });
    this.handed = el("p", {});
    this.checked = el("span", { class: "at-soft" });
    this.trouble = el("p", { class: "at-notice at-trouble", role: "alert", hidden: true, text: w("checklist_gone") });
    this.node = el("section", { class: "at-exercise at-checklist", "aria-labelledby": id },
      el("h3", { id, text: w("checklist_heading") }), this.troubles, this.tasks, this.summary, this.handed,
      el("div", { class: "at-row" },
        el("button", { type: "button", class: "at-button", text: w("checklist_again"), onclick: () => this.ask(false) }), this.checked),
      this.trouble, this.status.node);
  }

  ask(quiet) {
    this.line.ask({ do: "look", quiet });
  }

  paint() {
    const { tasks, troubles, summary, handed, time } = this.model.get("found");
    this.line.heard();
    this.troubles.replaceChildren(...troubles.map((text) => el("li", { class: "at-trouble", text })));
    this.tasks.replaceChildren(...tasks.map(({ title, told, sign }) => el("li", {},
      el("span", { class: "at-sign", "aria-hidden": "true", text: sign }), el("span", { text: title }), el("span", { class: "at-soft", text: told }))));
    this.summary.textContent = summary;
    this.handed.textContent = handed;
    this.checked.textContent = this.w("checklist_checked", { time: hour(time) });
  }

  /** What was true when the notebook ran may be old when the learner gets here. */
  watch() {
    const seen = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) this.ask(true); });
    seen.observe(this.node);
    return () => seen.disconnect();
  }
}

/** anywidget calls this for every view of the list. */
function render({ model, el: place }) {
  const list = new Checklist(model), paint = () => list.paint(), say = () => list.status.say(model.get("said").heard);
  model.on("change:found", paint);
  model.on("change:said", say);
  place.append(list.node);
  list.paint();
  const stop = list.watch();
  return () => { stop(); model.off("change:found", paint); model.off("change:said", say); };
}

export default { render };
