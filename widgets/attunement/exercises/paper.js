import { el, inQuotes } from "./parts.js";

/** Ratings beside each other: who stands above the columns, what is rated before the rows. On a narrow page each cell says whose it is. */
export function ratings(heads, rows, w) {
  return el("table", { class: "at-ratings", role: "table" }, el("caption", { class: "at-hear", text: w("peer_compared_table") }),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...[w("peer_criterion"), ...heads].map((text) => el("th", { role: "columnheader", scope: "col", text })))),
    el("tbody", { role: "rowgroup" }, ...rows.map(([first, ...cells]) => el("tr", { role: "row" }, el("th", { role: "rowheader", scope: "row", text: first }),
      ...cells.map((text, i) => el("td", { role: "cell", "data-who": heads[i], text }))))));
}

const RULED = 6; // lines for notes by hand

/** The sheet as it is printed: what was filled in, part by part, and room for notes by hand. */
export function paper(client, { reply, note, bring, next }, { heads, rows, lines }, checklist, w) {
  const quoted = (text) => el("p", { class: "at-words", text: inQuotes(text, w) });
  const part = (heading, ...content) => el("section", {}, el("h5", { text: heading }), ...content);
  const said = (text, words) => [el("p", { text }), quoted(words)];
  const open = checklist.filter((_, i) => !bring.checks.includes(i));
  return [el("h4", { tabindex: "-1", text: w("peer_sheet") }), el("p", { class: "at-soft at-line", text: w("peer_sheet_who") }),
    part(w("peer_sheet_client"), el("p", { text: `${client.name}, ${client.about}` }), quoted(client.says)),
    part(w("peer_sheet_reply"), quoted(reply.text)),
    part(w("peer_sheet_ratings"), ratings(heads, rows, w)),
    part(w("peer_sheet_talk"), ...lines.map((text) => el("p", { text })), el("p", { text: w("peer_lesson") })),
    part(w("peer_sheet_reached", client), ...said(note.reached, note.reached_words)),
    part(w("peer_sheet_way"), ...(note.way ? said(note.way, note.way_words) : [el("p", { text: w("peer_sheet_no_way") })])),
    part(w("peer_sheet_question"), el("p", { text: note.question })),
    part(w("peer_sheet_bring"), el("p", { text: bring.happened }), el("p", { text: bring.tried }), el("p", {}, el("b", { text: bring.wish })),
      open.length ? el("p", { class: "at-soft", text: `${w("peer_sheet_open")} ${open.join(" ")}` }) : ""),
    next ? part(w("peer_sheet_next"), quoted(next.text), el("p", { text: next.told })) : "",
    part(w("peer_sheet_notes"), ...Array.from({ length: RULED }, () => el("div", { class: "at-line" }))),
    el("p", { class: "at-soft", text: w("peer_sheet_foot") })];
}
