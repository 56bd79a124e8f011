import { el, inQuotes } from "./parts.js";
import { remarks } from "./remarks.js";

const LEGEND = ["speech", "unsaid", "quiet", "open", "spoke", "nod"];

/** What there is to see of one passage as a bar: parts as long as they lasted, with the learner's moments. The words beside it say the same. */
function track({ speech, quiet, reached, spoke, nod }, longest) {
  const parts = [...speech.map(({ seconds, heard }) => [seconds, heard ? "speech" : "unsaid"]),
    ...quiet.map(({ seconds, open }) => [seconds, `${open ? "open" : "quiet"}${reached ? "" : " at-unreached"}`])];
  const total = parts.reduce((sum, [seconds]) => sum + seconds, 0);
  const node = el("div", { class: "at-track", "aria-hidden": "true" },
    ...parts.map(([seconds, look]) => {
      const part = el("span", { class: `at-bar at-bar-${look}` });
      part.style.setProperty("flex-grow", String(seconds));
      return part;
    }),
    ...[[nod, "nod"], [spoke, "spoke"]].filter(([at]) => at !== null).map(([at, look]) => {
      const moment = el("span", { class: `at-moment at-moment-${look}` });
      moment.style.setProperty("inset-inline-start", `${(100 * at) / total}%`);
      return moment;
    }));
  node.style.setProperty("inline-size", `${(100 * total) / longest}%`);
  return node;
}

function duration({ speech, quiet }) {
  return [...speech, ...quiet].reduce((sum, { seconds }) => sum + seconds, 0);
}

/** All passages with their bars, one under the other, and what each moment did. */
export function timeline(rows, name, w) {
  const longest = Math.max(...rows.map(duration));
  return [
    el("p", { class: "at-soft at-legend-label", text: w("pause_legend") }),
    el("ul", { class: "at-legend" }, ...LEGEND.map((look) => el("li", {},
      el("span", { class: look === "spoke" || look === "nod" ? `at-moment at-moment-${look}` : `at-bar at-bar-${look}`, "aria-hidden": "true" }),
      w({ speech: "pause_legend_speech", unsaid: "pause_legend_unsaid", quiet: "pause_legend_quiet", open: "pause_legend_open", spoke: "pause_legend_spoke", nod: "pause_legend_nod" }[look], { name })))),
    el("ol", { class: "at-rows" }, ...rows.map((row) => el("li", {}, track(row, longest), ...said(row, name, w)))),
    el("p", { class: "at-soft at-range-note", text: w("pause_range_note") }),
  ];
}

function said(row, name, w) {
  const quoted = (words) => el("span", { class: "at-words", text: inQuotes(words, w) });
  return [
    el("p", {}, el("b", { text: w(KINDS[row.kind]) })),
    row.why ? remarks([{ valence: row.valence, why: row.why }, ...(row.nod_why ? [{ valence: row.nod_valence, why: `${w("pause_also_nod")} ${row.nod_why}` }] : [])], w) : null,
    row.unsaid ? el("p", { class: "at-not-said" }, el("span", { class: "at-soft", text: w("pause_unsaid", { name }) }), " ", quoted(row.unsaid)) : null,
    row.range && row.kind !== "lost" ? el("p", { class: "at-soft at-range" }, el("b", { text: w("pause_why_range") }), ` ${row.range}`) : null,
  ].filter(Boolean);
}

const KINDS = {
  cut: "pause_kind_cut", early: "pause_kind_early", within: "pause_kind_within", after: "pause_kind_after",
  nod: "pause_kind_nod", heard: "pause_kind_heard", lost: "pause_kind_lost",
};
