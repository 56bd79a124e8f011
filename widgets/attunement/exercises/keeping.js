import { el, show } from "./parts.js";

/** A button (`text`, read out as `name`) whose `action` is done after one more question (`sure`): [button, question]. */
export function twice({ text, name = null, sure, action }, w) {
  const question = el("div", { class: "at-sure", hidden: true }, el("p", { text: sure }),
    el("div", { class: "at-row" },
      el("button", { type: "button", class: "at-button", text: w("forget_yes"), onclick: () => { ask(false); action(); } }),
      el("button", { type: "button", class: "at-button", text: w("forget_no"), onclick: () => ask(false) })));
  const button = el("button", { type: "button", class: "at-button", text, "aria-label": name, onclick: () => ask(true) });
  const ask = (open) => { show(question, open); show(button, !open); (open ? question.querySelector("button:last-child") : button).focus(); };
  return [button, question];
}

/** What is kept in this browser (`note`), and a button that deletes it after one more question (`sure`). */
export function keeping({ note, sure, works }, w, onForget) {
  return el("details", { class: "at-kept" }, el("summary", { text: w("kept_heading") }), el("p", { text: works ? note : w("kept_nowhere") }),
    ...twice({ text: w("forget"), sure, action: onForget }, w));
}
