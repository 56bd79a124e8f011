"""The marking notes are public, so no reply in them may be worth copying."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from attunement import answers, cases, grading, items

NOTEBOOKS = sorted((Path(__file__).parents[1] / "solutions").glob("*/*.ipynb"))
CELLS = ["".join(cell["source"]) for path in NOTEBOOKS for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
NOTES = [text for text in CELLS if "BEGIN SOLUTION" in text]
GRADED = {cases.load(found).name: found for found in re.findall(r'case="([a-z-]+-\d\d)"', "".join(CELLS))}
# What is said by chance too is no copy.
COMMONPLACE = {
    "I'm sorry to hear that. How are you coping?",
    "You sound hurt.",
    "Thirty years. And no chair.",
}
WORTH_COPYING = 3  # of 5 points


def table_rows() -> list[tuple[str, str]]:
    """Return the replies in the tables of the notes, each with its client."""
    rows, who = [], ""
    for line in "\n".join(NOTES).splitlines():
        named = re.match(r"\*(\w+)\*|\*\*Repl\w+ to (\w+)", line)
        who = next((name for name in (named.groups() if named else ()) if name in GRADED), who)
        reply = re.match(r"\| (?:\* )?“(.*?)” \|", line)
        rows += [(GRADED[who], reply[1])] if reply and who else []
    return rows


def earned(case: str, reply: str, folder: Path) -> grading.Marked:
    answers.save(folder, "reply", f"{reply} ", case)
    return grading.mark("reply", case, 5, folder=folder)


def test_no_reply_in_the_notes_is_worth_copying(tmp_path: Path) -> None:
    rows = table_rows()
    assert len(rows) > 60
    assert {case for case, _ in rows} >= {"priya-01", "callum-01", "ivy-01", "jabu-01", "eduardo-01", "leticia-01", "rauan-01"}
    paid = {reply for case, reply in rows if earned(case, reply, tmp_path).points >= WORTH_COPYING}
    assert paid <= COMMONPLACE


@pytest.mark.parametrize("case", sorted(GRADED.values()))
def test_a_copied_reply_waits_for_a_person_and_models_stay_models(case: str, tmp_path: Path) -> None:
    for reply in items.published(case):
        assert any(reply in note for note in NOTES), f"{reply} is no longer in the notes"
        marked = earned(case, reply, tmp_path)
        assert (marked.points, marked.told["person"]) == (0.0, True)
        assert reply not in {model["reply"] for model in marked.told["models"]}
    assert earned(case, cases.load(case).models[-1].reply, tmp_path).points == 0


def test_only_clients_of_assignments_have_published_replies() -> None:
    assert {case for case in cases.ids() if items.published(case)} <= set(GRADED.values())
