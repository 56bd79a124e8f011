"""All that stands in a page beside its words: one script with the host and its exercises, and one stylesheet."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

import brotli
import minify_html

import attunement
from attunement import front
from attunement.publish.policy import PAGE
from attunement.publish.pool import SERVED

HOST = ("kernel", "models", "host", "visit")  # each after those it imports
ENTRY = "lesson"
ASK = "ask"  # the one at the beginning of the page
QUALITY = 10  # of Brotli: 11 would save a kilobyte more and take three times as long
ENDS = re.compile(r"<(?:/?script|!--)", re.IGNORECASE)  # in an inline script, HTML would end it here
COMMENT, LAYOUT = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\n\s*")  # what only authors of styles read


@cache
def script(exercises: tuple[str, ...]) -> str:
    """Return one ES module: the host, the modules of these exercises with each part once, and the page's own beginning."""
    own = chosen(exercises)
    host = "".join(front.joined(_page(stem), stem) for stem in HOST)
    known = (f'$host.register("{SERVED}{name}/{kind}", {what});\n' for name in own for kind, what in _brought(name).items())
    return small(f"{host}{front.modules(own)}{''.join(known)}{front.joined(_page(ENTRY), ENTRY)}")


@cache
def ask() -> str:
    """Return the script at the beginning of a page with exercises, which asks for the visit before all else is there."""
    return small(_page(ASK))


def small(script: str) -> str:
    """Return a script without what only its authors read; raise ValueError where it could not stand in a page."""
    if ENDS.search(script):
        raise ValueError("a script in a page may not hold what ends it")
    framed = minify_html.minify(f'<script type="module">{script}</script>', minify_js=True)
    return framed.partition(">")[2].removesuffix("</script>")


def _brought(name: str) -> dict[str, str]:
    """Return what a page brings of an exercise: its module and, in the page's one style, its stylesheet."""
    return {"script": front.constant(name), "style": "null"}


@cache
def style(exercises: tuple[str, ...], *sheets: str) -> str:
    """Return the page's styles as one text: tokens, every page's own, these `sheets` of `page/`, and those of the exercises."""
    own = "\n".join((PAGE / f"{sheet}.css").read_text(encoding="utf-8") for sheet in ("page", *sheets))
    whole = f"{front.TOKENS.read_text(encoding='utf-8')}\n{own}\n{front.sheets(chosen(exercises))}"
    return LAYOUT.sub("\n", COMMENT.sub("", whole))


@lru_cache(maxsize=200)
def packed(text: str) -> bytes:
    """Return a text in the smallest form that browsers unpack (Brotli), which takes some hundredths of a second, once."""
    return brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=QUALITY)


@cache
def icon() -> str:
    """Return the picture in the browser's tab as an address that needs no request."""
    return "data:image/svg+xml;base64," + base64.b64encode((PAGE / "icon.svg").read_bytes()).decode()


def mark(text: str) -> str:
    """Return a short name for this very text, for addresses that may be kept for ever."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def chosen(names: tuple[str, ...]) -> list[str]:
    """Return those of the `names` that are exercises, in the order of the alphabet."""
    return sorted({*names} & attunement._exercises())  # noqa: SLF001 (the package's own list)


def _page(stem: str) -> str:
    return Path(PAGE, f"{stem}.js").read_text(encoding="utf-8")
