"""The front ends of exercises: modules and stylesheets joined into one, and the words of one language.

An exercise and every part it imports bring files of one stem: `x.js`, and where they need them `x.css` and `words/en/x.yaml`.
anywidget takes one module and one stylesheet. A published page brings those of all its exercises itself, each part once, and
says so in the environment of its kernel (`SERVED`); there a widget carries no more than its address.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attunement import feedback, yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).with_name("exercises")
WORDS, ENGLISH = HERE / "words", "en"
TOKENS = HERE.with_name("look") / "tokens.css"
SERVED = "ATTUNEMENT_SERVED"  # the environment's word for: the page brings the modules, and this is how their addresses begin
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|let|class|function) (\w+))", re.MULTILINE)
DEFAULT = re.compile(r"^export default (.*);$", re.MULTILINE)
LITERAL = re.compile(r"""["'`]([a-z0-9_]+)["'`]""")  # a word's key, as it stands in a script
BEGUN = re.compile(r"`([a-z0-9_]+_)\$\{")  # the beginning of one that ends in a number or a name
ROOT = re.compile(r":root\s*\{([^}]*)\}")
SCOPE = ":is(.at-exercise, .jp-Notebook:has(.at-exercise))"


@cache
def stems(name: str) -> tuple[str, ...]:
    """Return the stems of all that the module `name` is made of: each part after those it imports, `name` at the end."""
    taken: dict[str, None] = {}
    _take(name, taken)
    return tuple(taken)


def _take(name: str, taken: dict[str, None]) -> None:
    for _, part in IMPORT.findall(_text(name)):
        if part not in taken:
            _take(part, taken)
    taken[name] = None


@cache
def _text(name: str) -> str:
    return (HERE / f"{name}.js").read_text(encoding="utf-8")


def joined(text: str, stem: str) -> str:
    """Return the ES module `text` as the constant `$stem`, which holds what the module exports; so do those it imports.

    The files are plain ES modules that also work apart; each keeps a scope of its own, so that no two names can meet.
    """
    default = DEFAULT.search(text)
    names = [*EXPORT.findall(text), *([f"default: {default[1]}"] if default else [])]
    body = DEFAULT.sub("", EXPORT.sub("", IMPORT.sub(lambda found: f"const {found[1]} = {constant(found[2])};\n", text)))
    return f"const {constant(stem)} = (() => {{\n{body}return {{ {', '.join(names)} }};\n}})();\n"


def constant(stem: str) -> str:
    """Return the name of the constant that holds what the module `stem` exports."""
    return "$" + stem.replace("-", "_")


def modules(names: Iterable[str]) -> str:
    """Return the modules of the exercises `names`, and before them each part they import, once, as constants."""
    return "".join(joined(_text(stem), stem) for stem in _all(names))


def sheets(names: Iterable[str]) -> str:
    """Return the stylesheets of the exercises `names` and their parts, each once."""
    files = (HERE / f"{stem}.css" for stem in _all(names))
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def _all(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(stem for name in names for stem in stems(name)))


@cache
def module(name: str) -> str:
    """Return the exercise `name` as one ES module, or its address where the page brings it."""
    return address(name, "script") or script(name)


@cache
def style(name: str) -> str:
    """Return the shared tokens and the stylesheets of the exercise `name` and its parts as one, or the address of that."""
    return address(name, "style") or sheet(name)


def script(name: str) -> str:
    """Return the exercise `name` as one ES module."""
    return f"{modules([name])}export default {constant(name)}.default;\n"


def sheet(name: str) -> str:
    """Return the shared tokens and the stylesheets of the exercise `name` and its parts as one."""
    return f"{tokens()}\n{sheets([name])}"


def address(name: str, kind: str) -> str:
    """Return where the page finds the "script" or "style" of an exercise; "" where it comes with the widget."""
    return f"{served()}{name}/{kind}" if served() else ""


def served() -> str:
    """Return how the addresses of exercises begin on a published page, which brings them itself; "" elsewhere."""
    return os.environ.get(SERVED, "")


def tokens() -> str:
    """Return the tokens for our own part of the page only: JupyterLab's interface keeps its colours.

    Under Voila the reader's system chooses light or dark; in JupyterLab its theme does.
    """
    light, dark = ROOT.findall(TOKENS.read_text(encoding="utf-8"))
    lab = "body[data-jp-theme-light={}]:not([data-voila])"
    return "\n".join(
        [
            f"{SCOPE} {{{light}}}",
            f"@media screen and (prefers-color-scheme: dark) {{ {SCOPE} {{{dark}}} }}",
            f"{lab.format(chr(34) + 'true' + chr(34))} {SCOPE} {{{light} color-scheme: light; }}",
            f"{lab.format(chr(34) + 'false' + chr(34))} {SCOPE} {{{dark} color-scheme: dark; }}",
        ]
    )


@cache
def palette(*, dark: bool) -> dict[str, str]:
    """Return token name → colour, such as {"teal": "#176b66", ...}, for pictures that are drawn in Python."""
    light, darker = ROOT.findall(TOKENS.read_text(encoding="utf-8"))
    colour = re.compile(r"--at-([\w-]+):\s*(#[0-9a-f]{6})")
    return dict(colour.findall(light)) | (dict(colour.findall(darker)) if dark else {})


@cache
def words(name: str, language: str = ENGLISH) -> dict[str, str]:
    """Return key → sentence for the exercise `name` and its parts; the front end fills in what stands in braces.

    What a language does not say yet is said in English. The names of the levels (`level_1` to `level_5`) and of the four A's
    (`meter_0` to `meter_3`) are those of the feedback.
    """
    said: dict[str, str] = {f"level_{level}": text for level, text in feedback.LEVELS.items()}
    said |= {f"meter_{value}": text for value, text in enumerate(feedback.FOUR_A_WORDS)}
    for path in (WORDS / spoken / f"{stem}.yaml" for spoken in dict.fromkeys([ENGLISH, language]) for stem in stems(name)):
        said |= yamlfile.read(path) if path.is_file() else {}
    return said


@cache
def spoken(name: str, language: str = ENGLISH) -> dict[str, str]:
    """Return those of the `words` that the page of the exercise says; the rest is said by its Python, and need not travel."""
    text = "".join(_text(stem) for stem in stems(name))
    literal, begun = set(LITERAL.findall(text)), tuple(BEGUN.findall(text))
    return {key: said for key, said in words(name, language).items() if key in literal or key.startswith(begun)}
