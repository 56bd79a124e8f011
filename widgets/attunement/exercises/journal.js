import { Crisis } from "./crisis.js";
import { Diary } from "./entries.js";
import { keeping } from "./keeping.js";
import { download, el, later, LONGEST, show } from "./parts.js";
import { Minute } from "./minute.js";
import { OverTime } from "./overtime.js";
import { Practice, rendering } from "./practice.js";
import { Wheel } from "./wheel.js";

const PAUSE = 600; // ms without a keystroke before words are looked through
const DAY = { dateStyle: "long" }, MOMENT = { dateStyle: "long", timeStyle: "short" };

// Spelling and writing helpers of browsers, and those that translate, may send what they read to a service: they are asked to stay out.
const UNREAD = { spellcheck: "false", autocorrect: "off", writingsuggestions: "false", translate: "no", "data-gramm": "false" };

/** The journal. Nothing here is sent, and Python hears nothing of this kind. */
class Journal extends Practice {
  constructor(model) {
    super(model, "journal");
    this.node.querySelector(".at-foot").replaceChildren(keeping({ note: this.w("journal_note"), sure: this.w("journal_sure"), works: this.diary.works }, this.w, () => this.forget()));
    this.row.after(this.notice); // what came of keeping stands where the button is
    this.stop = this.diary.watch(() => this.follow(), () => this.empty());
  }

  /** Whatever calls this: a journal asks Python nothing. */
  ask() {}

  build() {
    const { w, task } = this, { minute } = task;
    this.diary = new Diary();
    this.crisis = new Crisis(task.crisis, task.help, w, (words) => this.status.say(words));
    this.minute = minute ? new Minute(minute, w, (line) => this.status.say(line)) : null;
    this.over = new OverTime(w, (time) => new Date(time).toLocaleString("en-GB", DAY));
    const privacy = el("p", { class: "at-private" }, el("b", { text: w("journal_private") }), ` ${w(this.diary.works ? "journal_where" : "journal_nowhere")}`);
    return [privacy, this.minute?.node, el("ul", { class: "at-prompts", "aria-label": w("journal_prompts") }, ...task.prompts.map((text) => el("li", { text }))),
      this.checkIn(), ...this.desk(), this.past()].filter(Boolean);
  }

  /** How one is now: a feeling of the wheel, and how strong it is. Both may be left out. */
  checkIn() {
    const { w, id, task } = this;
    this.wheel = new Wheel({ legend: w("journal_feel"), families: task.wheel, w, onChoose: () => show(this.drop, true) });
    this.drop = this.button(w("journal_drop"), () => this.dropFeeling());
    show(this.drop, false);
    this.strength = el("span", { class: "at-soft" });
    const strengthen = () => this.strengthen(Number(this.range.value));
    this.range = el("input", { type: "range", id: `${id}-strength`, min: "0", max: "10", step: "1", value: "5", class: "at-range", oninput: strengthen, onpointerup: strengthen });
    this.strengthen(null);
    return el("details", { class: "at-check-in", open: task.checks_in }, el("summary", { text: w("journal_check_in") }), this.wheel.node,
      el("p", { class: "at-strength" }, el("label", { for: `${id}-strength`, text: w("journal_strength") }), " ", this.strength), this.range,
      el("div", { class: "at-row" }, this.drop));
  }

  strengthen(value) {
    this.intensity = value;
    this.strength.textContent = value === null ? this.w("journal_unset") : this.w("journal_of_ten", { value });
    this.range.setAttribute("aria-valuetext", this.strength.textContent);
    if (value === null) this.range.value = "5";
    else show(this.drop, true);
  }

  dropFeeling() {
    this.emptyCheckIn();
    this.wheel.wedges[0][1].focus();
    this.tell(this.w("journal_dropped"));
  }

  emptyCheckIn() {
    this.wheel.value = null;
    this.strengthen(null);
    show(this.drop, false);
  }

  desk() {
    const { w, id, task } = this, look = later(() => this.crisis.look(this.area.value), PAUSE);
    this.area = el("textarea", { class: "at-note", id: `${id}-text`, rows: "7", maxlength: String(LONGEST), autocomplete: "off", ...UNREAD,
      oninput: () => { look(); this.hold(); } });
    this.row = el("div", { class: "at-row" }, this.button(w("journal_keep"), ({ detail }) => { if (detail < 2) this.keepEntry(); }, "at-main")); // a double click is one
    return [el("p", { class: "at-label" }, el("label", { for: `${id}-text`, text: task.label })), this.area, this.crisis.node, this.row];
  }

  /** Words on the way are kept at every keystroke, in the journal's own place. */
  hold() {
    if (this.diary.keepDraft(this.task.key, this.area.value)) this.held = this.area.value;
    else this.tell(this.w("journal_full"), true);
  }

  fill(text) {
    this.area.value = text;
    this.held = this.area.value;
  }

  /** What is kept was changed, here or in another tab: show it. Words that could not be kept stay. */
  follow() {
    if (this.diary.works && this.area.value === this.held) this.fill(this.diary.draft(this.task.key));
    this.list();
  }

  /** Everything that was written, on whatever page of the course. */
  past() {
    const { w } = this;
    this.heading = el("h4", { tabindex: "-1", text: w("journal_entries") });
    this.entries = el("ul", { class: "at-entries" });
    const out = this.button(w("journal_export"), () => this.export());
    this.all = el("section", { class: "at-group", hidden: true, translate: "no" }, this.heading, this.over.node, this.entries, el("div", { class: "at-row" }, out));
    return this.all;
  }

  keepEntry() {
    const { w, wheel } = this, text = this.area.value.trim(), family = wheel.value?.family ?? "";
    const help = this.crisis.look(text);
    if (!text && !family && this.intensity === null) return this.tell(w("journal_nothing"), true);
    if (!this.diary.add({ title: this.task.title, family, word: wheel.word, intensity: this.intensity, text })) return this.tell(w("journal_full"), true);
    this.area.value = "";
    this.hold();
    this.emptyCheckIn();
    const told = w(this.diary.works ? "journal_kept" : "journal_kept_loose");
    this.tell(told, false, help ? `${told} ${w("crisis_text")}` : told);
  }

  list() {
    const { entries } = this.diary, listed = JSON.stringify(entries);
    if (listed === this.listed) return; // what is unfolded stays so while another tab is written in
    this.listed = listed;
    this.entries.replaceChildren(...entries.map((entry) => this.entry(entry)));
    show(this.all, entries.length);
    this.over.paint(entries);
  }

  /** Folded: someone may be looking over one's shoulder. */
  entry(entry) {
    const { w } = this, when = moment(entry.time);
    const sure = el("div", { hidden: true }, el("p", { text: w("journal_delete_sure") }), el("div", { class: "at-row" },
      this.button(w("journal_delete_yes"), () => this.remove(entry)),
      this.button(w("journal_delete_no"), () => question(false))));
    const button = this.button(w("journal_delete"), () => question(true));
    const question = (open) => { show(sure, open); show(button, !open); (open ? sure.querySelector(".at-button:last-child") : button).focus(); };
    return el("li", {}, el("details", {}, el("summary", {}, el("b", { text: when }), el("span", { text: ` · ${this.gist(entry)}` })),
      entry.text ? el("p", { class: "at-words at-entry", text: entry.text }) : null, button, sure));
  }

  remove(entry) {
    const gone = this.diary.remove(entry);
    (this.all.hidden ? this.area : this.heading).focus();
    this.tell(this.w(gone ? "journal_deleted" : "journal_stuck"), !gone);
  }

  /** What an entry is about, in one line. */
  gist({ title, word, intensity }) {
    return [word, intensity === null ? "" : this.w("journal_of_ten", { value: intensity }), title].filter(Boolean).join(" · ");
  }

  /** A text file, made here: the browser saves it where its owner wants. */
  export() {
    const { w } = this, pages = [...this.diary.entries].reverse().map((entry) => [moment(entry.time), this.gist(entry), "", entry.text].join("\n").trim());
    download(`${w("journal_file_title")}\n\n${pages.join("\n\n----\n\n")}\n`, "text/plain;charset=utf-8", w("journal_file"));
    this.tell(w("journal_exported"));
  }

  paint() {
    if (!this.started) {
      this.fill(this.diary.draft(this.task.key));
      this.crisis.look(this.area.value);
    }
    this.list();
  }

  forget() {
    const gone = this.diary.clear();
    this.tell(this.w(gone ? "journal_gone" : "journal_stuck"), !gone);
  }

  empty() {
    this.fill("");
    this.emptyCheckIn();
  }

  leave() {
    this.stop();
    this.over.leave();
    this.minute?.clock.stop();
  }
}

function moment(time) {
  return new Date(time).toLocaleString("en-GB", MOMENT);
}

const render = rendering(Journal);

export default { render };
