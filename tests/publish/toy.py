"""An exercise that uses each way in which an anywidget may speak with its Python side; the tests' lesson imports it."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets


class Toy(anywidget.AnyWidget):
    """Counts what is pressed, hears what is said, and then fails as badly as an exercise can."""

    _esm = """
    function render({ model, el }) {
      el.className = "toy";
      el.dataset.first = `${model.get("word")} ${new Uint8Array(model.get("raw").buffer)} ${model.get("started")}`;
      const log = (event) => { el.dataset.log = `${el.dataset.log ?? ""} ${event}`.trim(); };
      const press = document.createElement("button");
      press.textContent = "press";
      press.addEventListener("click", () => { model.set("count", model.get("count") + 1); model.save_changes(); });
      el.append(press);
      model.on("change:count", (_, count) => log(`count:${count}`));
      model.on("change:doubled", () => log(`doubled:${model.get("doubled")}`));
      model.on("msg:custom", ({ heard }, buffers) => log(`heard:${heard}:${buffers.map((part) => part.getUint8(0))}`));
      const once = () => { model.send({ say: "first" }); model.off("change:doubled", once); };
      model.on("change:doubled", once);
    }
    export default () => ({ initialize({ model }) { model.set("started", true); model.save_changes(); }, render });
    """
    _css = ".toy { border: 3px solid; }"
    word = traitlets.Unicode("ready").tag(sync=True)
    raw = traitlets.Bytes(b"\x01\x02").tag(sync=True)
    started = traitlets.Bool(default_value=False).tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)
    doubled = traitlets.Int(0).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self.hear)

    @traitlets.observe("count")
    def _double(self, change: Any) -> None:
        self.doubled = 2 * change.new

    def hear(self, _: Any, content: dict[str, Any], __: Any) -> None:
        self.send({"heard": content["say"]}, [b"\x07"])
        raise ValueError(content["say"])
