"""A widget that writes down, in the order in which it happens, all that anywidget promises to a widget's module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from anywidget.experimental import command


class Inner(anywidget.AnyWidget):
    """A widget inside another, with something to offer to it."""

    _esm = """const log = (line) => (globalThis.contract ??= []).push(`inner: ${line}`);
    export default {
      initialize({ model }) {
        log(`initialize ${model.get("value")}`);
        return { twice: () => 2 * model.get("value") };
      },
      render({ model, el, signal }) {
        el.textContent = `inner ${model.get("value")}`;
        model.on("change:value", () => log(`value ${model.get("value")}`));
        signal.addEventListener("abort", () => log("signal"));
        return () => log("cleanup");
      },
    };"""
    value = traitlets.Int(21).tag(sync=True)


class Contract(anywidget.AnyWidget):
    """Two views of it and its Python side speak with each other when its button is pressed; then it closes itself."""

    _esm = Path(__file__).with_suffix(".js")
    count = traitlets.Int(0).tag(sync=True)
    doubled = traitlets.Int(0).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    raw = traitlets.Bytes(b"\x01\x02").tag(sync=True, from_json=lambda part, _: bytes(part))
    list = traitlets.List([1, {"a": None}]).tag(sync=True)
    deep = traitlets.Dict().tag(sync=True)
    inner = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(inner=Inner())
        self.on_msg(self.hear)
        self.inner.observe(lambda change: self.send({"inner": change.new}), "value")

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Write down what the front end changed, and say so."""
        self.heard.append(",".join(sorted(sync_data)))
        super().set_state(sync_data)
        self.send({"heard": self.heard})

    @traitlets.observe("count")
    def _double(self, change: Any) -> None:
        self.doubled = 2 * change.new

    def hear(self, _: Any, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """Do what the front end asks for, and say so."""
        asked = content.get("do")
        if asked == "close":
            self.close()
        elif asked == "echo":
            self.send({"words": content["words"]}, [bytes(part)[::-1] for part in buffers])
        elif asked == "turn":
            self.raw = bytes(self.raw)[::-1]
            self.send({"turned": len(self.raw)})
        elif asked == "change":
            self.count, self.note = 10, "by Python"
            self.send({"count": self.count})
        elif asked == "tell deep":
            self.send({"deep": [bytes(self.deep["part"]).hex(), bytes(self.deep["list"][0]).hex()]})
        elif asked == "tell":
            self.send({"told": self.heard})

    @command
    def shout(self, words: str, buffers: list[bytes]) -> tuple[str, list[bytes]]:
        """Answer a command, with the buffers that came with it."""
        return words.upper(), [bytes(part) + b"\x09" for part in buffers]
