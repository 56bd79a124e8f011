"""What CONTRIBUTING.md shows is true: each example of an exercise is one that the workbook takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import attunement
from attunement import items, workbook
from attunement.exercises import catalogue

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# workbook/([a-z]+)/([a-z0-9-]+)\.yaml\n(.*?)```", GUIDE, flags=re.DOTALL)
ITEMS = re.findall(r"```yaml\n# items/choose/([a-z0-9-]+)\.yaml\n(.*?)```", GUIDE, flags=re.DOTALL)


@pytest.mark.parametrize(("kind", "name", "text"), EXAMPLES, ids=[kind for kind, _, _ in EXAMPLES])
def test_an_example_is_in_order_and_opens(
    kind: str, name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / kind).mkdir()
    (tmp_path / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [str(error) for error in catalogue.check(tmp_path)] == []
    source = workbook.load(kind, name, tmp_path)
    monkeypatch.setattr(workbook, "load", lambda *_: source)
    assert getattr(attunement, kind)(name).task["title"] == source["title"]


def test_every_kind_has_an_example_in_the_guide() -> None:
    assert sorted(kind for kind, _, _ in EXAMPLES) == sorted(workbook.kinds())


@pytest.mark.parametrize(("name", "text"), ITEMS, ids=[name for name, _ in ITEMS])
def test_an_example_of_a_graded_item_is_in_order_and_worth_what_the_guide_says(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "choose").mkdir()
    (tmp_path / "choose" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [str(error) for error in catalogue.check(tmp_path)] == []
    source = workbook.load("choose", name, tmp_path)
    assert f'at.grade("{name}", out_of={len(source["lines"]) - items.same_everywhere(source)})' in GUIDE
