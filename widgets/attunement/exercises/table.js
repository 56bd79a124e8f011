import { el, show } from "./parts.js";

/** A folded table of the numbers behind a picture: `heads` are texts; `fill` takes rows of texts, of which the first names the row. */
export function numbers(summary, heads) {
  const body = el("tbody");
  const node = el("details", { class: "at-numbers", hidden: true }, el("summary", { text: summary }),
    el("div", { class: "at-scroll", tabindex: "0", role: "region", "aria-label": summary }, el("table", {},
      el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))), body)));
  const row = ([first, ...cells]) => el("tr", {}, el("th", { scope: "row", text: first }), ...cells.map((text) => el("td", { text })));
  return { node, fill: (rows) => { body.replaceChildren(...rows.map(row)); show(node, rows.length > 0); } };
}

/** The same with rows that do not change. */
export function table(summary, heads, rows) {
  const { node, fill } = numbers(summary, heads);
  fill(rows);
  return node;
}
