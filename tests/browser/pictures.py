"""Make the pictures of the README and the book anew, from the running lessons: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser.chromium import launched
from browser.conftest import MODULES, SERVE, free_port, running
from browser.desk import Desk

PICTURES = Path(__file__).parents[2] / "book" / "pictures"
MARGIN = 32  # pixels of paper around the exercise
REPLY = """You say you're fine, and you lie awake with that boy, night after night. \
You should take a few days off."""


def main() -> None:
    """Write book/pictures/lesson.png: a reply to Maya, checked."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        command = [sys.executable, "-c", SERVE, str(port), str(MODULES)]
        with running(command, f"http://127.0.0.1:{port}/", Path(folder) / "log"):
            page = browser.new_page(viewport={"width": 1180, "height": 900}, reduced_motion="reduce", device_scale_factor=1.5)
            page.goto(f"http://127.0.0.1:{port}/voila/render/03-acceptance.ipynb")
            desk = Desk(page)
            desk.editor.fill(REPLY)
            desk.findings.wait_for()
            page.wait_for_timeout(500)  # the last score is painted
            desk.editor.blur()  # no focus ring in the picture
            page.evaluate("scrollTo(0, 0)")  # boxes are told from the top of the window
            box = desk.node.bounding_box() or {}
            clip = {"x": 0, "y": box["y"] - MARGIN, "width": 1180, "height": box["height"] + 2 * MARGIN}
            page.screenshot(path=PICTURES / "lesson.png", full_page=True, clip=clip)


if __name__ == "__main__":
    main()
