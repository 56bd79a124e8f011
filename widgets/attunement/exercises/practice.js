import { keeping } from "./keeping.js";
import { el, Line, LONGEST, Shelf, show, Status, teller, uid } from "./parts.js";

const MOST_RESULTS = 100; // as many as Python takes

/** The page of an exercise of the workbook. A kind brings `build()`, its nodes, and `paint(state)`, which shows what Python says. */
export class Practice {
  constructor(model, kind) {
    Object.assign(this, { model, id: uid(), w: teller(model.get("words")), task: model.get("task"), started: false });
    this.shelf = new Shelf(`work/${this.task.key}`);
    this.line = new Line(model, (gone) => this.gone(gone));
    this.status = new Status();
    this.notice = el("p", { class: "at-notice", hidden: true });
    const { id, w, task } = this;
    this.title = el("h3", { id: `${id}-title`, tabindex: "-1", text: task.title });
    this.againButton = this.button(w("again"), () => this.again());
    this.node = el("section", { class: `at-exercise at-practice at-${kind}`, lang: model.get("language"), "aria-labelledby": `${id}-title` },
      this.title, el("p", { class: "at-task", text: task.ask }), ...this.build(), this.notice,
      el("div", { class: "at-row" }, this.againButton), this.status.node,
      el("footer", { class: "at-foot" },
        keeping({ note: w("work_note"), sure: w("work_sure"), works: this.shelf.works }, w, () => this.forget())));
  }

  /** What a kind builds between the task and the notice. */
  build() {
    return [];
  }

  /** Show the state that Python has told. */
  paint() {}

  /** Traits, beside the common ones, that a kind listens to: {name: what to do on a change}. */
  listening() {
    return {};
  }

  get state() {
    return this.model.get("state");
  }

  button(text, onclick, cls = "") {
    return el("button", { type: "button", class: `at-button ${cls}`, text, onclick });
  }

  /** Ask Python to do a step, such as `ask("label", { sentence: 0 })`. */
  ask(step, fields = {}) {
    this.line.ask({ do: step, ...fields });
  }

  /** Words on the way, under a name of the kind's own: kept in the browser at every keystroke, gone with `again`. */
  draft(name) {
    const { drafts } = this.shelf.read(), text = drafts && typeof drafts === "object" ? drafts[name] : "";
    return typeof text === "string" ? text : "";
  }

  keepDraft(name, text) {
    const { drafts } = this.shelf.read();
    this.write({ drafts: { ...(drafts && typeof drafts === "object" ? drafts : {}), [name]: text.slice(0, LONGEST) } });
  }

  write(part) {
    if (this.shelf.works && !this.shelf.write({ ...this.shelf.read(), ...part })) this.tell(this.w("kept_full"), true);
  }

  /** Take what is on the way and in no step off the page: a new try and a deletion begin so. */
  empty() {}

  again() {
    this.empty();
    this.write({ drafts: {} });
    this.ask("again");
    this.title.focus();
  }

  forget() {
    this.empty();
    this.shelf.clear();
    this.ask("forget");
  }

  /** After a reload the browser's copy goes to Python, which carries the steps out again; a redrawn page takes Python's. */
  start() {
    const { steps, results } = this.shelf.read(), done = this.model.get("kept").steps.length;
    this.show();
    this.started = true;
    if (Array.isArray(steps) && (steps.length > done || (!done && results?.length))) this.ask("restore", { steps, results });
  }

  show() {
    this.paint(this.state);
    show(this.againButton, this.model.get("kept").steps.length > 0);
    this.node.dataset.count = String(this.state.count);
  }

  keep() {
    const { steps, results } = this.model.get("kept");
    if (!steps.length && !results.length) return this.shelf.clear();
    if (this.started) this.write({ steps, results: this.joined(results) });
  }

  /** What came of tries in another tab stays beside what came of those here. */
  joined(results) {
    const { results: before } = this.shelf.read();
    const known = [...(Array.isArray(before) ? before : []), ...results].filter((one) => typeof one?.time === "string");
    return [...new Map(known.map((one) => [one.time, one])).values()].slice(-MOST_RESULTS);
  }

  /** Another tab went on with this exercise, or deleted it: do the same here, so that neither overtakes the other. */
  follow({ key, newValue }) {
    if (key !== this.shelf.key && key !== null) return;
    const { steps, results } = this.shelf.read(), own = this.model.get("kept").steps;
    if (!newValue && own.length) this.forget();
    else if (Array.isArray(steps) && JSON.stringify(steps) !== JSON.stringify(own)) this.ask("restore", { steps, results, elsewhere: true });
  }

  told() {
    const { text, heard, trouble } = this.model.get("said");
    this.tell(text, trouble, heard);
  }

  /** Show `text` under the work and say `heard` aloud. */
  tell(text, trouble = false, heard = text) {
    this.notice.textContent = text;
    this.notice.classList.toggle("at-trouble", trouble);
    show(this.notice, text);
    this.status.say(heard);
  }

  gone(gone) {
    this.tell(gone ? this.w(this.shelf.works ? "work_lost" : "work_lost_unkept") : "", gone);
  }
}

/** Return the `render` that anywidget calls for every view of an exercise of this kind. */
export function rendering(Kind) {
  return ({ model, el: place }) => {
    const exercise = new Kind(model), follow = (event) => exercise.follow(event);
    const own = { state: () => exercise.show(), kept: () => exercise.keep(), said: () => exercise.told(), ...exercise.listening() };
    const heard = Object.entries(own).map(([name, paint]) => [`change:${name}`, () => { exercise.line.heard(); paint(); }]);
    heard.forEach(([event, hear]) => model.on(event, hear));
    addEventListener("storage", follow);
    place.append(exercise.node);
    exercise.start();
    return () => {
      heard.forEach(([event, hear]) => model.off(event, hear));
      removeEventListener("storage", follow);
      exercise.leave?.();
    };
  };
}
