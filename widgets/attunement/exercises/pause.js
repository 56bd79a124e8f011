import { Choices } from "./choices.js";
import { Clock } from "./clock.js";
import { clientCard, el, inQuotes, show, single } from "./parts.js";
import { Practice, rendering } from "./practice.js";
import { remarks } from "./remarks.js";
import { timeline } from "./timeline.js";
import { transcript, turn } from "./transcript.js";

const TOGETHER = 700; // ms: who speaks as the client begins again is not taken to interrupt
const FADED = 2600; // ms until words that never came are gone

class Pause extends Practice {
  constructor(model) {
    super(model, "pause");
  }

  build() {
    const { w, task, id } = this, { name } = task.client;
    Object.assign(this, { clock: new Clock(), still: false, running: false, busy: false, parts: [], at: -1 });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.pace = new Choices({
      id: `${id}-pace`, legend: w("pause_pace"), onChoose: () => this.paced(),
      options: [{ value: "real", label: w("pause_real"), note: w("pause_real_note") }, { value: "own", label: w("pause_own"), note: w("pause_own_note") }],
    });
    this.pace.value = this.draft("pace") || (still ? "own" : "real");
    this.past = transcript(name);
    this.words = el("p", { class: "at-words at-now" });
    this.seen = el("p", { class: "at-seen" });
    this.quiet = el("p", { class: "at-soft at-quiet" });
    this.live = el("div", { class: "at-said at-by-client at-live" }, el("p", { class: "at-speaker", text: name }), this.words, this.seen, this.quiet);
    this.speakButton = this.button(w("pause_speak"), single(() => this.press("speak")), "at-main at-speak");
    this.nodButton = this.button(w("pause_nod"), single(() => this.press("nod")));
    this.waitButton = this.button(w("pause_wait"), () => this.wait());
    this.holdButton = this.button(w("pause_hold"), () => this.hold(!this.still));
    this.hint = el("p", { class: "at-soft at-hint" });
    this.actions = el("div", { class: "at-actions" }, el("div", { class: "at-row" }, this.speakButton, this.waitButton, this.nodButton, this.holdButton), this.hint);
    this.heading = el("h4", { tabindex: "-1", text: w("pause_what_heading") });
    this.did = el("div");
    this.outcome = el("div", { class: "at-card at-outcome" }, this.heading, this.did);
    this.goButton = this.button("", single(() => this.go()), "at-main");
    this.reviewHeading = el("h4", { tabindex: "-1", text: w("pause_review") });
    this.rows = el("div");
    this.review = el("section", { class: "at-review" }, this.reviewHeading, this.rows);
    this.away = () => { if (document.hidden && this.running && this.real) this.hold(true); };
    document.addEventListener("visibilitychange", this.away);
    const asked = el("p", { class: "at-asked" }, el("span", { class: "at-soft", text: w("pause_asked") }), " ",
      el("span", { class: "at-words", text: inQuotes(task.asked, w) }));
    const card = clientCard({ ...task.client, says: "" }, w);
    return [card, this.pace.node, asked, this.past, this.live, this.outcome, el("div", { class: "at-row" }, this.goButton), this.actions, this.review];
  }

  get real() {
    return this.pace.value === "real";
  }

  leave() {
    this.clock.stop();
    document.removeEventListener("visibilitychange", this.away);
  }

  empty() {
    this.rest();
  }

  /** What could not be done leaves the buttons open. */
  told() {
    super.told();
    this.busy = false;
  }

  /** The other form takes up the passage at its beginning. */
  paced() {
    this.keepDraft("pace", this.pace.value);
    if (this.running) this.rest();
    this.outline();
  }

  paint({ told, now, closing, review }) {
    const fresh = this.count !== undefined && told.length > this.count;
    this.busy = false;
    this.past.replaceChildren(...told.flatMap((one, number) => this.turns(one, fresh && number === told.length - 1, number === told.length - 1)));
    const moved = told.length !== this.count || now?.passage !== this.passage;
    Object.assign(this, { count: told.length, passage: now?.passage });
    show(this.past, told.length);
    show(this.review, review.length);
    if (moved) this.follow(told.at(-1), now);
    this.rows.replaceChildren(...(review.length ? [el("p", { class: "at-closing", text: closing }), ...timeline(review, this.task.client.name, this.w)] : []));
    this.nodButton.setAttribute("aria-disabled", String(Boolean(now?.nodded))); // `disabled` would drop the focus
    if (this.running && this.real && !this.still && this.clock.held) this.clock.run(); // a small sound was answered
    this.outline();
  }

  /** A passage has ended. Where all goes well in real time, the next one comes; else one looks at what happened first. */
  follow(last, now) {
    const focused = this.actions.contains(document.activeElement);
    if (this.running && this.real && now && ["after", "heard"].includes(last?.kind) && last.valence >= 0) {
      this.begin(false);
      return;
    }
    this.rest();
    this.did.replaceChildren(...(last && now ? [remarks([{ valence: last.valence, why: last.why }], this.w)] : []));
    this.outline();
    if (focused) (now ? this.heading : this.reviewHeading).focus();
  }

  rest() {
    this.running = false;
    this.clock.stop();
    this.clock.held = this.still = false;
    this.live.classList.remove("at-held");
    this.parts = [];
    this.at = -1;
  }

  /** Show what belongs to this moment, and nothing else. */
  outline() {
    const { state, w } = this, { told, now } = state, { running, real } = this;
    show(this.live, running);
    this.past.classList.toggle("at-recent", running); // what is longer ago comes back when one looks
    show(this.actions, running);
    show(this.outcome, !running && now && told.length);
    show(this.goButton.parentNode, !running && now);
    this.goButton.textContent = w(told.length ? "pause_go_on" : "pause_begin");
    show(this.waitButton, !real);
    show(this.holdButton, real);
    this.holdButton.textContent = w(this.still ? "pause_run" : "pause_hold");
    this.hint.textContent = w(real ? "pause_hint_real" : "pause_hint_own");
  }

  go() {
    this.begin(true);
    (this.real ? this.speakButton : this.waitButton).focus();
  }

  /** Begin the passage that comes; `anew` where the learner asked for it. */
  begin(anew) {
    const { clauses, beats } = this.state.now;
    this.tell("");
    let seconds = 0;
    this.parts = [...clauses.map((clause, number) => ({ clause: number, ...clause })),
      ...beats.map((length, number) => ({ beat: number, seconds: length, after: (seconds += length) }))];
    Object.assign(this, { running: true, flows: !anew });
    this.words.replaceChildren();
    this.outline();
    this.enter(0);
    if (this.real) this.actions.scrollIntoView({ block: "nearest" });
  }

  enter(at) {
    const part = this.parts[at];
    if (!part) {
      this.busy = true;
      this.ask("wait", { passage: this.passage });
      return;
    }
    this.at = at;
    if (part.clause !== undefined) this.words.append(el("span", { class: "at-clause", text: part.words }), " ");
    this.seen.textContent = part.beat === undefined ? "" : this.state.now.sees;
    this.quiet.textContent = part.beat === undefined ? "" : this.real ? this.w("pause_silence") : this.lasted(part);
    this.waitButton.textContent = this.w(part.beat === undefined ? "pause_listen" : "pause_wait");
    if (this.real) this.clock.start(part.seconds * 1000, () => this.enter(at + 1));
    else this.status.say(part.words ?? this.heardQuiet(part));
  }

  lasted({ after }) {
    const seconds = Math.max(1, Math.round(after));
    return this.w(seconds === 1 ? "pause_quiet_one" : "pause_quiet", { seconds });
  }

  heardQuiet(part) {
    const { name } = this.task.client;
    return [...(part.beat ? [] : [this.w("pause_stops", { name }), this.state.now.sees]), this.lasted(part)].join(" ");
  }

  wait() {
    if (this.busy) return;
    this.tell("");
    this.enter(this.at + 1);
  }

  /** Speak, or make a small sound, where the script stands now. */
  press(step) {
    const part = this.parts[this.at];
    if (this.busy || !part) return;
    if (step === "nod" && this.state.now.nodded) {
      this.tell(this.w("pause_nodded"));
      return;
    }
    if (this.real && step === "speak" && this.flows && part.clause === 0 && this.clock.passed < TOGETHER) {
      this.tell(this.w("pause_together", { name: this.task.client.name }));
      return;
    }
    if (step === "speak") {
      this.busy = true;
      this.clock.stop();
    } else this.clock.hold(); // until it is known what the small sound does
    const { clause, beat } = part;
    this.ask(step, clause === undefined ? { passage: this.passage, beat } : { passage: this.passage, clause });
  }

  hold(held) {
    this.still = held;
    if (held) this.clock.hold();
    else this.clock.run();
    this.live.classList.toggle("at-held", held);
    this.tell(this.w(held ? "pause_held" : "pause_running"));
    this.outline();
  }

  turns({ heard, fades, sees, does, spoke, nodded }, newest, last) {
    const { w } = this, { name } = this.task.client;
    const own = [nodded ? w("pause_small_sound") : "", spoke ? w("pause_you_speak") : ""].filter(Boolean).join(" ");
    const words = turn({ who: "client", name, says: heard, does: own ? sees : `${sees} ${does}`.trim() }, w);
    if (newest && fades) {
      const rest = el("span", { class: "at-fading", "aria-hidden": "true", text: ` ${fades}` });
      words.querySelector(".at-words").append(rest);
      setTimeout(() => rest.remove(), FADED);
    }
    const all = [words, ...(own ? [turn({ who: "therapist", name: w("pause_you"), does: own }, w), does ? turn({ who: "client", name, does }, w) : null] : [])].filter(Boolean);
    if (last) all.forEach((node) => node.classList.add("at-last"));
    return all;
  }
}

const render = rendering(Pause);

export default { render };
