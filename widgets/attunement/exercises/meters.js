import { el, svg } from "./parts.js";

/** The ladder: five steps, those reached are filled. The picture has its words as a text alternative. */
export function ladder(level, w) {
  const label = level ? w("ladder_label", { level, words: w(`level_${level}`) }) : w("ladder_empty");
  const steps = [1, 2, 3, 4, 5].map((n) => {
    const height = 8 + n * 6.5;
    return svg("rect", { x: (n - 1) * 41 + 1, y: 43 - height, width: 36, height, rx: 2, class: n <= level ? "at-on" : "at-off" });
  });
  return svg("svg", { viewBox: "0 0 204 44", class: "at-ladder", role: "img", "aria-label": label }, ...steps);
}

/** One of the four A's: 0 works against it, 1 not shown yet, 2 partly, 3 clearly, null cannot be judged. */
export function meter(name, value, w) {
  const words = w(value === null || value === undefined ? "meter_none" : `meter_${value}`);
  const bars = [0, 1].map((n) => svg("rect", { x: n * 101 + 1, y: 1, width: 98, height: 7, rx: 3, class: bar(value, n) }));
  const stripes = value === 0 ? [8, 20, 32, 44, 56, 68, 80, 92].map((x) => svg("path", { d: `M${x - 5} 7.5 l7 -6`, class: "at-stripe" })) : [];
  return el("li", { class: "at-meter" }, el("span", { text: w(name) }), el("span", { class: "at-soft", text: words }),
    svg("svg", { viewBox: "0 0 202 9", preserveAspectRatio: "none", class: "at-bar", "aria-hidden": "true" }, ...bars, ...stripes));
}

function bar(value, n) {
  if (value === null || value === undefined) return "at-none";
  if (value === 0 && n === 0) return "at-against";
  return value >= n + 2 ? "at-on" : "at-off";
}
