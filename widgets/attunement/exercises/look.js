import { el, show, Status, teller, uid } from "./parts.js";
import { Picture } from "./picture.js";
import { numbers } from "./table.js";

/** A look at one's own record: the finding, the picture, the numbers. A kind brings `rows()`, and paints what else it shows. */
export class Look {
  constructor(model, kind, { heading, heads }) {
    const w = teller(model.get("words")), id = uid();
    Object.assign(this, { model, w, status: new Status(), picture: new Picture(model, w) });
    this.title = el("p", {});
    this.numbers = numbers(w("look_numbers"), heads);
    this.note = el("p", { class: "at-soft at-hint", text: w(`${kind}_note`) });
    this.node = el("section", { class: `at-exercise at-look at-${kind}`, "aria-labelledby": id },
      el("h3", { id, text: heading }), this.title, this.picture.node, this.numbers.node, this.note, ...this.build(), this.status.node);
  }

  /** What a kind shows below. */
  build() {
    return [];
  }

  paint() {
    const title = this.model.get("title"), drawn = this.model.get("caption").stamp > 0;
    if (this.title.textContent && this.title.textContent !== title) this.status.soon(title, 1500);
    this.title.textContent = title;
    this.title.classList.toggle("at-finding", drawn);
    this.numbers.fill(this.rows());
    show(this.note, drawn);
  }
}

/** Return the `render` of a look that is painted whenever the finding or one of its `own` traits changes; `begin` is called
 *  once it is in the page, and returns how to end, if that is needed. */
export function looking(Kind, own, begin = () => {}) {
  return ({ model, el: place }) => {
    const look = new Kind(model), traits = ["title", "caption", ...own], paint = () => look.paint();
    traits.forEach((name) => model.on(`change:${name}`, paint));
    place.append(look.node);
    paint();
    const stop = look.picture.watch();
    const end = begin(model, look);
    return () => { end?.(); stop(); traits.forEach((name) => model.off(`change:${name}`, paint)); };
  };
}
