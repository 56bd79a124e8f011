import { el } from "./parts.js";

/** One option to choose: an input (a radio button unless `type` says another) and its label. */
export function option({ type = "radio", ...input }, ...label) {
  return el("label", { class: "at-option" }, el("input", { type, ...input }), el("span", {}, ...label));
}

/** A question with options: radio buttons, or with `several` checkboxes. `options` are [{value, label, note}]; `onChoose` gets the value or values. */
export class Choices {
  constructor({ id, legend, options, several = false, row = false, onChoose }) {
    Object.assign(this, { several, onChoose });
    const type = several ? "checkbox" : "radio";
    this.node = el("fieldset", { class: `at-choices${row ? " at-in-row" : ""}` }, el("legend", { text: legend }),
      ...options.map(({ value, label, note }) => option({ type, name: `${id}-choice`, value, onchange: () => this.onChoose?.(this.value) },
        label, note ? el("span", { class: "at-soft", text: ` ${note}` }) : null)));
    this.inputs = [...this.node.querySelectorAll("input")];
  }

  get value() {
    const chosen = this.inputs.filter((input) => input.checked).map((input) => input.value);
    return this.several ? chosen : chosen[0] ?? null;
  }

  /** Show this value, or these, as chosen; `onChoose` is not called. */
  set value(value) {
    const chosen = [value].flat().map(String);
    this.inputs.forEach((input) => { input.checked = chosen.includes(input.value); });
  }

  /** Close the question: what was chosen stays to be seen. */
  set closed(closed) {
    this.inputs.forEach((input) => { input.disabled = closed; });
  }
}
