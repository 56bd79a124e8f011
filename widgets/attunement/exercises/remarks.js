import { el, inQuotes, show } from "./parts.js";

const SIGN = { "1": "+", "-1": "−", "0": "·" };
const NAME = { "1": "sign_reached", "-1": "sign_way", "0": "sign_neutral" };
const LOOK = { "1": "at-plus", "-1": "at-minus", "0": "at-soft" };

/** One remark: a sign (1 reached the client, -1 got in the way, 0 noticed), also said in words, and what is remarked. */
export function remark(valence, said, ...content) {
  return el("li", {},
    el("span", { class: `at-sign ${LOOK[valence]}`, "aria-hidden": "true", text: SIGN[valence] }),
    el("div", {}, el("span", { class: "at-hear", text: `${said}: ` }), ...content));
}

/** What the sign says aloud about the words to a client of this name. */
export function signOf(valence, name, w) {
  return w(NAME[valence], { name });
}

/** What the sign of a right, wrong or open answer says aloud. */
export function verdictOf(valence, w) {
  return w({ "1": "sign_fits", "-1": "sign_differs", "0": "sign_neutral" }[valence]);
}

/** A list of remarks on an answer: [{valence, quote, why, instead}], of which only `why` must be there. */
export function remarks(items, w) {
  return el("ul", { class: "at-findings" }, ...items.map(({ valence = 0, quote, why, instead }) => remark(valence, verdictOf(valence, w),
    quote ? el("p", { class: "at-words", text: inQuotes(quote, w) }) : null,
    el("p", { text: why }),
    instead ? el("p", {}, el("b", { text: w("instead") }), ` ${instead}`) : null)));
}

/** What came of the whole, once all was looked at: it stays on the page whatever is done next, and after a reload. */
export function closing() {
  const node = el("p", { class: "at-closing", hidden: true });
  return { node, paint: (text) => { node.textContent = text; show(node, text); } };
}
