import { el, show } from "./parts.js";
import { transcript } from "./transcript.js";

/** A conversation that goes on: the newest exchange and what the client says now; what came before is folded away. */
export class Talk {
  constructor(w) {
    this.w = w;
    this.older = transcript(w("session_conversation"));
    this.olderSaid = el("summary");
    this.fold = el("details", { class: "at-older" }, this.olderSaid, this.older);
    this.newest = transcript(w("session_conversation"));
    this.nodes = [this.fold, this.newest];
  }

  /** Show the exchanges, each a list of nodes, and `now`, the newest node. */
  paint(said, now) {
    this.older.replaceChildren(...said.slice(0, -1).flat());
    this.olderSaid.textContent = this.w(said.length === 2 ? "session_older_one" : "session_older", { count: said.length - 1 });
    show(this.fold, said.length > 1);
    this.newest.replaceChildren(...(said.at(-1) ?? []), now);
  }
}

/** Let Ctrl and Enter say what is written. */
export function saidByKeys(area, say) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    say();
  });
}
