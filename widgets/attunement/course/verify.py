"""What a receipt shows: that the files beside it are, or are not, those that were handed in, and where the hand-in is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import answers, receipts
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attunement.course.folder import Course
    from attunement.receipts import Receipt

WHOLE = "Receipt {number} is whole: {student} handed in {assignment} of the course {course} on {when}, {count} files."
SAME, OTHER = "The answers beside it are those that were handed in.", "The answers beside it are not those that were handed in."
ALONE = f"No {answers.FILE} is beside it, so there is nothing to compare."
MEANS = "It shows that these very files were handed in. It is not signed: the hand-in that your instructor holds is what counts."


def whole(receipt: Receipt) -> str:
    """Say what a receipt is for."""
    said = {key: value for key, value in receipt._asdict().items() if key != "files"}
    return WHOLE.format(**said, number=receipt.number, when=receipt.when, count=len(receipt.files))


def beside(receipt: Receipt, folder: Path) -> tuple[bool, str]:
    """Return whether the answers in the folder may be those of the receipt, and the sentence that says it."""
    if not (folder / answers.FILE).is_file():
        return True, ALONE
    other = receipts.answers_changed(receipt, folder)
    return not other, OTHER if other else SAME


def held(receipt: Receipt, course: Course) -> tuple[bool, list[str]]:
    """Return whether the course holds this very hand-in, unchanged wherever it is, and sentences that say where."""
    places = list(_places(receipt, course))
    if not places:
        return False, [f"There is no hand-in with this receipt, neither in {course.root} nor in the exchange."]
    told = [(receipts.changed(receipt, place), place) for place in places]
    lines = [
        f"{place}: {'has other ' + ', '.join(wrong) if wrong else 'all files are as the receipt says.'}" for wrong, place in told
    ]
    return not any(wrong for wrong, _ in told), [*lines, *_instead(receipt, course, places)]


def _instead(receipt: Receipt, course: Course, places: list[Path]) -> Iterator[str]:
    """Say what was collected, where it is another hand-in than that of the receipt."""
    for folder in course.step("submitted", receipt.student, receipt.assignment):
        if folder not in places:
            try:
                other = receipts.read(folder)
            except LearnerError:
                yield f"{folder}: collected, and without a receipt that can be read."
            else:
                yield f"{folder}: collected is the hand-in with receipt {other.number}, of {other.when}."


def _places(receipt: Receipt, course: Course) -> Iterator[Path]:
    """Yield the folders that hold a receipt of this number."""
    names = {one for one in (receipt.student, receipt.assignment) if one and not set(one) & set("*?[]/\\")}
    if not names >= {receipt.student, receipt.assignment}:
        return
    folders = course.step("submitted", receipt.student, receipt.assignment)
    if course.exchange:
        folders += sorted((course.exchange / "inbound").glob(f"{receipt.student}+{receipt.assignment}+*"))
    for folder in folders:
        try:
            if receipts.read(folder).sha256 == receipt.sha256:
                yield folder
        except LearnerError:
            continue
