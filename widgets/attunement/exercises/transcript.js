import { el, inQuotes } from "./parts.js";

/** One turn of a transcript: who speaks, the words, what can be seen. `who` is "client" or "therapist"; `content` stands under it. */
export function turn({ who, name, says, does }, w, ...content) {
  return el("li", { class: `at-said at-by-${who}` },
    el("p", { class: "at-speaker", text: name }),
    says ? el("p", { class: "at-words", text: inQuotes(says, w) }) : null,
    does ? el("p", { class: "at-seen", text: does }) : null,
    ...content);
}

/** A list of turns, read from top to bottom. */
export function transcript(label, ...turns) {
  return el("ol", { class: "at-transcript", "aria-label": label }, ...turns);
}
