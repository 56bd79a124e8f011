import { el } from "./parts.js";

const SIGN = { "1": "+", "-1": "−", "0": "·" };
const NAME = { "1": "summary_sign_reached", "-1": "summary_sign_way", "0": "summary_sign_neutral" };
const LOOK = { "1": "at-plus", "-1": "at-minus", "0": "at-soft" };

/** The findings as a list. Pointing at one lights its words in the editor; its quote is a button that leads to them. */
export class Findings {
  constructor(editor, name, w) {
    Object.assign(this, { editor, name, w });
    this.node = el("ul", { class: "at-findings", "aria-label": w("findings_label") });
  }

  paint(text, findings) {
    const letters = [...(text ?? "")];
    this.items = findings.map((finding, index) => this.item(finding, index, letters.slice(finding.start, finding.end).join("")));
    this.node.replaceChildren(...this.items);
    this.node.hidden = !findings.length;
  }

  item(finding, index, words) {
    const light = () => this.light([index]), off = () => this.light([]);
    return el("li", { onmouseenter: light, onmouseleave: off, onfocusin: light, onfocusout: off },
      el("span", { class: `at-sign ${LOOK[finding.valence]}`, "aria-hidden": "true", text: SIGN[finding.valence] }),
      el("div", {},
        words ? this.quote(words, index) : null,
        words ? " " : null,
        el("span", { class: "at-hear", text: `${this.w(NAME[finding.valence], { name: this.name })}: ` }),
        el("span", { class: "at-soft", text: finding.skill }),
        el("p", {}, finding.why, finding.instead ? " " : null,
          finding.instead ? el("b", { text: this.w("instead") }) : null, finding.instead ? ` ${finding.instead}` : null)));
  }

  quote(words, index) {
    const shown = this.w("open_quote") + words + this.w("close_quote");
    return el("button", { type: "button", class: "at-quote", title: this.w("show_words"), text: shown, onclick: () => this.editor.go(index) });
  }

  /** Light up findings, from the list or from the caret in the editor. */
  light(indexes) {
    this.editor.light(indexes);
    this.items?.forEach((item, index) => item.classList.toggle("at-lit", indexes.includes(index)));
  }
}
