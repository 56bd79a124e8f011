import { el, show } from "./parts.js";

/** What is kept in this browser (`note`), and a button that deletes it after one more question (`sure`). */
export function keeping({ note, sure, works }, w, onForget) {
  const question = el("div", { class: "at-sure", hidden: true }, el("p", { text: sure }),
    el("div", { class: "at-row" },
      el("button", { type: "button", class: "at-button", text: w("forget_yes"), onclick: () => { onForget(); ask(false); } }),
      el("button", { type: "button", class: "at-button", text: w("forget_no"), onclick: () => ask(false) })));
  const button = el("button", { type: "button", class: "at-button", text: w("forget"), onclick: () => ask(true) });
  const ask = (open) => { show(question, open); show(button, !open); (open ? question.querySelector("button:last-child") : button).focus(); };
  return el("details", { class: "at-kept" }, el("summary", { text: w("kept_heading") }), el("p", { text: works ? note : w("kept_nowhere") }), button, question);
}
