"""The front end of an exercise as anywidget wants it: one module, one stylesheet and the words of one language.

An exercise and every part it imports bring files of one stem: `x.js`, and where they need them `x.css` and `words/en/x.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from attunement import feedback, yamlfile

HERE = Path(__file__).parent
WORDS, ENGLISH = HERE / "words", "en"
TOKENS = HERE.parent / "look" / "tokens.css"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
ROOT = re.compile(r":root\s*\{([^}]*)\}")
SCOPE = ":is(.at-exercise, .jp-Notebook:has(.at-exercise))"


@cache
def stems(name: str) -> tuple[str, ...]:
    """Return the stems of all that the module `name` is made of: each part after those it imports, `name` at the end."""
    taken: dict[str, None] = {}
    _take(name, taken)
    return tuple(taken)


def _take(name: str, taken: dict[str, None]) -> None:
    for part in IMPORT.findall((HERE / f"{name}.js").read_text(encoding="utf-8")):
        if part not in taken:
            _take(part, taken)
    taken[name] = None


@cache
def module(name: str) -> str:
    """Return the exercise `name` as one ES module: before it stands, once, each part it imports.

    The files are plain ES modules that also work apart; anywidget takes only one, so the import lines go.
    """
    *parts, last = (IMPORT.sub("", (HERE / f"{stem}.js").read_text(encoding="utf-8")) for stem in stems(name))
    return "\n".join([*(re.sub(r"^export ", "", part, flags=re.MULTILINE) for part in parts), last])


@cache
def style(name: str) -> str:
    """Return the shared tokens and the stylesheets of the exercise `name` and its parts as one."""
    own = (HERE / f"{stem}.css" for stem in stems(name))
    return "\n".join([tokens(), *(path.read_text(encoding="utf-8") for path in own if path.is_file())])


def tokens() -> str:
    """Return the tokens for our own part of the page only: JupyterLab's interface keeps its colours.

    Under Voila the reader's system chooses light or dark; in JupyterLab its theme does.
    """
    light, dark = ROOT.findall(TOKENS.read_text(encoding="utf-8"))
    lab = "body[data-jp-theme-light={}]:not([data-voila])"
    return "\n".join(
        [
            f"{SCOPE} {{{light}}}",
            f"@media (prefers-color-scheme: dark) {{ {SCOPE} {{{dark}}} }}",
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
