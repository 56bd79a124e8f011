"""What tests ask of a built page: its headings, its links, its pictures and the names that can be linked to."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """One page of the book, read once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.files: list[str] = []
        self.titles = 0
        self._article = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, fetches or is called."""
        known = dict(attrs)
        self._article = self._article or tag == "article"
        self.titles += tag == "h1" and self._article
        self.ids |= {known["id"]} if known.get("id") else set()
        if tag == "a" and known.get("href"):
            self.links.append(known["href"])
        if tag in ("img", "script", "link") and (file := known.get("src") or known.get("href")):
            self.files.append(file)

    def handle_endtag(self, tag: str) -> None:
        """Note where the article ends."""
        self._article = self._article and tag != "article"
