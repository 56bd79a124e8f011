import { clientCard, el, inQuotes, Line, show, Status, teller, uid } from "./parts.js";
import { FormCheck, Landing } from "./check.js";
import { Desk } from "./desk.js";
import { Disagreement } from "./disagree.js";
import { keeping } from "./keeping.js";
import { Memory } from "./memory.js";
import { group, modelCards, noteItems, versionCards } from "./kept.js";

class Rewrite {
  constructor(model) {
    Object.assign(this, { model, id: uid(), client: model.get("client"), w: teller(model.get("words")) });
    this.memory = new Memory(this.client.id);
    this.line = new Line(model, (gone) => this.gone(gone));
    this.status = new Status();
    this.build();
  }

  build() {
    const { client, w, id } = this;
    this.form = new FormCheck(id, w, () => this.keepDraft());
    this.landing = new Landing(client.name, w);
    this.versions = group(w("versions_heading"), "at-side-by-side");
    this.models = group(w("models_heading"), "at-side-by-side", w("models_note", client));
    this.notes = group(w("notes_heading"), "at-notes");
    this.node = el("section", { class: "at-exercise at-rewrite", lang: this.model.get("language"), "aria-label": w("exercise_label", client) },
      clientCard(client, w),
      el("div", { class: "at-columns" },
        el("div", { class: "at-work" }, this.poor(), this.table()),
        el("div", { class: "at-aside" }, this.form.node, this.landing.node),
        el("div", { class: "at-more" }, this.versions.node, this.models.node, this.notes.node)),
      el("footer", { class: "at-foot" }, el("p", { text: w("not_a_person", client) }),
        keeping({ note: w("kept_note"), sure: w("forget_sure", client), works: this.memory.works }, w, () => this.forget())));
  }

  poor() {
    const { client, w } = this;
    return el("div", { class: "at-poor" }, el("h4", { text: w("rewrite_heading") }),
      el("p", { class: "at-words" }, el("span", { class: "at-hear", text: `${w("poor_label")}: ` }), inQuotes(client.poor, w)),
      el("details", {}, el("summary", { text: w("why_misses") }), el("p", { text: client.misses })));
  }

  table() {
    const { model, line, w, id } = this, { name } = this.client;
    this.number = el("span", { class: "at-soft" });
    this.desk = new Desk({ model, line, id, w, name, aside: this.number, also: () => ({ prediction: this.expected() }),
      onInput: () => this.keepDraft(), onRead: (check, sentence) => this.painted(check, sentence) });
    this.notice = el("p", { class: "at-notice", hidden: true });
    this.disagreement = new Disagreement(id, w, (note) => this.line.ask({ do: "disagree", note, text: this.desk.text }));
    return el("div", { class: "at-card at-desk" }, ...this.desk.nodes, this.buttons(), this.disagreement.form, this.notice, this.status.node);
  }

  buttons() {
    const { w } = this;
    const button = (text, onclick, cls = "") => el("button", { type: "button", class: `at-button ${cls}`, text, onclick });
    this.keepButton = button("", () => this.keep(), "at-main");
    this.modelsButton = button(w("models_show"), () => { if (!this.model.get("models").length) this.line.ask({ do: "models" }); });
    this.gate = el("p", { class: "at-soft at-gate" });
    return el("div", {}, el("div", { class: "at-row" }, this.keepButton, this.modelsButton, this.disagreement.button), this.gate);
  }

  // What the learner does

  keep() {
    this.line.ask({ do: "keep", text: this.desk.text, prediction: this.expected() });
  }

  /** What one expects belongs to the first reply. */
  expected() {
    return this.model.get("versions").length ? null : this.form.choice;
  }

  forget() {
    this.forgetting = true;
    this.memory.forget();
    this.desk.text = "";
    this.form.reset();
    this.line.ask({ do: "forget" });
  }

  // What the browser keeps

  keepDraft() {
    if (!this.memory.keepDraft(this.desk.text, this.form.choice)) this.tell(this.w("kept_full"), true);
  }

  keepAttempts() {
    if (!this.started || this.forgetting) return;
    if (!this.memory.keepAttempts(this.attempts())) this.tell(this.w("kept_full"), true);
  }

  attempts() {
    return [...this.model.get("versions"), ...this.model.get("notes")];
  }

  /** After a reload the browser's copy goes to Python, which reads every reply again; a redrawn page takes Python's. */
  restore() {
    const { attempts, draft, prediction } = this.memory;
    this.form.expect(prediction);
    this.desk.text = draft || this.model.get("check").text || "";
    if (attempts.length > this.attempts().length) this.line.ask({ do: "restore", attempts });
    if (this.desk.text) this.desk.ask();
  }

  /** Another tab or the list of all that is kept has deleted this: do the same here, or the next version would bring it back. */
  follow({ key, newValue }) {
    if (newValue === null && this.memory.holds(key) && (this.desk.text || this.attempts().length)) this.forget();
  }

  // What Python answers

  listen() {
    const hear = { check: () => this.desk.heard(), versions: () => this.kept(), notes: () => this.noted(), tries: () => this.tried(),
      models: () => this.modelled(), said: () => this.told() };
    for (const [name, paint] of Object.entries(hear)) {
      const heard = () => { this.line.heard(); paint(); };
      this.model.on(`change:${name}`, heard);
      hear[name] = heard;
    }
    ["versions", "notes", "tries", "models"].forEach((name) => hear[name]());
    return () => Object.entries(hear).forEach(([name, heard]) => this.model.off(`change:${name}`, heard));
  }

  painted(check, sentence) {
    this.form.paint(check);
    this.landing.paint(check.landing);
    if (sentence) show(this.disagreement.button, true);
    this.node.dataset.read = String(check.seq ?? "");
    this.status.soon(sentence);
  }

  kept() {
    const versions = this.model.get("versions"), { w } = this;
    this.versions.fill(versionCards(versions, w));
    this.number.textContent = w("version_now", { number: versions.length + 1 });
    this.keepButton.textContent = w("keep", { number: versions.length + 1 });
    this.keepAttempts();
  }

  noted() {
    this.notes.fill(noteItems(this.model.get("notes"), this.w));
    if (this.started && this.model.get("notes").length) this.disagreement.taken();
    this.keepAttempts();
  }

  tried() {
    const { done, needed } = this.model.get("tries");
    show(this.modelsButton, done >= needed && !this.model.get("models").length);
    show(this.gate, done < needed);
    this.gate.textContent = this.w(needed - done === 1 ? "models_one" : "models_none");
  }

  modelled() {
    const asked = document.activeElement === this.modelsButton; // the button goes, so the reader is led to what it opened
    this.models.fill(modelCards(this.model.get("models"), this.w));
    this.tried();
    if (asked && this.modelsButton.hidden) this.models.enter();
  }

  told() {
    const { text, trouble } = this.model.get("said");
    this.tell(text, trouble);
    if (!this.forgetting) return;
    this.forgetting = false;
    this.desk.paint({ findings: [], landing: {}, level: null });
  }

  tell(text, trouble = false) {
    this.notice.textContent = text;
    this.notice.classList.toggle("at-trouble", trouble);
    show(this.notice, text);
    this.status.say(text);
  }

  gone(gone) {
    if (!gone) return this.tell("");
    this.tell(this.w(this.memory.works ? "gone" : "gone_unkept"), true);
  }
}

/** anywidget calls this for every view of the exercise. */
function render({ model, el: place }) {
  const exercise = new Rewrite(model);
  const stop = exercise.listen(), follow = (event) => exercise.follow(event);
  addEventListener("storage", follow);
  place.append(exercise.node);
  exercise.restore();
  exercise.started = true;
  return () => { stop(); removeEventListener("storage", follow); exercise.desk.stop(); };
}

export default { render };
