import { el } from "./parts.js";

/** A folded table of the numbers behind a picture: `heads` are texts, `rows` lists of texts, of which the first names the row. */
export function table(summary, heads, rows) {
  return el("details", { class: "at-numbers" }, el("summary", { text: summary }),
    el("div", { class: "at-scroll", tabindex: "0", role: "region", "aria-label": summary }, el("table", {},
      el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))),
      el("tbody", {}, ...rows.map(([first, ...cells]) => el("tr", {}, el("th", { scope: "row", text: first }), ...cells.map((text) => el("td", { text }))))))));
}
