import { el, show } from "./parts.js";

/** Words as they are compared: small letters, without marks, between spaces. */
function bare(text) {
  return ` ${text.normalize("NFKC").toLowerCase().replace(/['’`]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

function anyOf(phrases) {
  return new RegExp(` (?:${phrases.map((phrase) => phrase.replace(/\*/g, "\\p{L}*")).join("|")})(?= )`, "gu");
}

/** Where to find help, shown when the words of a journal ask for it. They are compared here, in the page, and nothing else happens. */
export class Crisis {
  constructor({ phrases, idioms }, help, w, onShown) {
    Object.assign(this, { phrases: anyOf(phrases), idioms: anyOf(idioms), onShown });
    this.said = w("crisis_text");
    const place = ({ name, link, what }) => el("li", {}, link ? el("a", { href: link, rel: "noopener noreferrer", target: "_blank", text: name }) : el("b", { text: name }), `: ${what}`);
    this.node = el("section", { class: "at-crisis", hidden: true, "aria-label": help.title },
      el("h4", { text: help.title }), el("p", { text: this.said }), el("p", { text: help.emergency }),
      el("ul", {}, ...help.places.map(place)), el("p", { class: "at-soft", text: help.talk }));
  }

  finds(text) {
    return bare(bare(text).replace(this.idioms, " ")).search(this.phrases) >= 0;
  }

  /** Once shown it stays, so that it does not come and go under the hands of someone who writes. Return whether it is shown now. */
  look(text) {
    if (!this.node.hidden || !this.finds(text)) return false;
    show(this.node, true);
    this.onShown(this.said);
    return true;
  }
}
