import { el, inQuotes, show } from "./parts.js";

const CHANGES = { "+": ["ins", "added", "added_end"], "-": ["del", "removed", "removed_end"] };

/** The versions side by side, each with what changed since the one before. */
export function versionCards(versions, w) {
  return versions.map((version) => el("li", { class: "at-version" },
    el("p", { class: "at-soft" }, el("b", { text: w("version", { number: version.number }) }), ` · ${levelOf(version, w)}`),
    el("p", { class: "at-words" }, ...(version.changes.length ? version.changes.map(([sign, words]) => change(sign, words, w)) : [version.text])),
    version.number > 1 && !version.changes.length ? el("p", { class: "at-soft", text: w("version_anew") }) : null,
    version.prediction ? el("p", { class: "at-soft", text: w("version_expected", { expected: version.prediction }) }) : null));
}

function levelOf(version, w) {
  if (!version.level) return w("version_no_level");
  return w("version_level", { level: version.level, words: w(`level_${version.level}`) });
}

/** Browsers do not say <ins> and <del> aloud, so the words do. */
function change(sign, words, w) {
  if (sign === "=") return words;
  const [tag, before, after] = CHANGES[sign];
  return el(tag, {}, el("span", { class: "at-hear", text: `${w(before)} ` }), words, el("span", { class: "at-hear", text: ` ${w(after)} ` }));
}

/** Other replies, from the lowest level to the highest. */
export function modelCards(models, w) {
  return models.map((model) => el("li", { class: "at-version" },
    el("p", { class: "at-soft", text: w("model_level", { level: model.level, words: w(`level_${model.level}`) }) }),
    el("p", { class: "at-words", text: inQuotes(model.reply, w) }),
    el("p", { text: model.note })));
}

/** The learner's own notes on what the form check misses. */
export function noteItems(notes, w) {
  return notes.map((note) => el("li", {},
    el("p", { text: note.note }),
    el("p", { class: "at-soft" }, w("note_on"), " ", el("q", { class: "at-words", text: note.text }))));
}

/** A part of the page that is there only while it has something to show. */
export function group(heading, cls, note = null) {
  const list = el("ul", { class: cls }), title = el("h4", { tabindex: "-1", text: heading });
  const node = el("section", { class: "at-group", hidden: true }, title, note ? el("p", { class: "at-soft", text: note }) : null, list);
  return { node, fill: (items) => { list.replaceChildren(...items); show(node, items.length > 0); }, enter: () => title.focus() };
}
