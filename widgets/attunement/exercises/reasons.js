import { el, inQuotes, show } from "./parts.js";

/** Which words earned or cost what: a folded table whose rows add up to the level. It is built only while it is open. */
export class Reasons {
  constructor(editor, w) {
    Object.assign(this, { editor, w, check: {} });
    this.place = el("div");
    this.node = el("details", { class: "at-reasons", hidden: true, ontoggle: () => this.draw() },
      el("summary", { text: w("points_heading") }), el("p", { class: "at-soft at-hint", text: w("points_note") }), this.place);
  }

  paint(check) {
    this.check = check;
    show(this.node, check.points?.length);
    this.draw();
  }

  draw() {
    const { points } = this.check;
    this.place.replaceChildren(...(this.node.open && points?.length ? [this.table(points)] : []));
  }

  /** Roles are said aloud to the browser, because the table is laid out as lines on a narrow page. */
  table(points) {
    const { w } = this;
    const heads = ["points_what", "points_words", "points_steps"].map((key) => el("th", { role: "columnheader", scope: "col", text: w(key) }));
    return el("table", { class: "at-points", role: "table" }, el("caption", { class: "at-hear", text: w("points_caption") }),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads)),
      el("tbody", { role: "rowgroup" }, ...points.map((row, index) => this.row(row, index > 0))),
      el("tfoot", { role: "rowgroup" }, this.sum()));
  }

  row(row, signed) {
    const point = () => this.editor.point(this.placed(row) ? row : null), off = () => this.editor.point(null);
    return el("tr", { role: "row", onmouseenter: point, onmouseleave: off, onfocusin: point, onfocusout: off },
      el("th", { role: "rowheader", scope: "row", text: row.what }),
      el("td", { role: "cell" }, row.quote ? this.quote(row) : null, row.most.length ? this.most(row) : null),
      el("td", { role: "cell", class: `at-steps ${signed ? look(row.points) : ""}`, text: signed ? steps(row.points) : row.points.toFixed(2) }));
  }

  sum() {
    const { level, points } = this.check, sum = points.reduce((total, row) => total + row.points, 0);
    return el("tr", { role: "row" }, el("th", { role: "rowheader", scope: "row", text: this.w("points_sum") }),
      el("td", { role: "cell", text: this.w("level_of", { level }) }), el("td", { role: "cell", class: "at-steps", text: sum.toFixed(2) }));
  }

  quote(row) {
    const go = () => { if (this.placed(row)) this.editor.goTo(row); };
    return el("button", { type: "button", class: "at-quote", title: this.w("show_words"), text: this.said(row.quote), onclick: go });
  }

  most(row) {
    const named = row.most.map(({ words, own, points }) => `${own ? this.said(words) : words}\u00a0${steps(points)}`);
    return el("p", { class: "at-soft at-most", text: `${this.w("points_most")} ${named.join(", ")}` });
  }

  said(words) {
    return inQuotes(words, this.w);
  }

  /** While words are being written, places of the last check are those of other words. */
  placed(row) {
    return row.start !== null && this.editor.text === this.check.text;
  }
}

function look(points) {
  return points < 0 ? "at-minus" : "at-plus";
}

function steps(points) {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(2)}`;
}
