"""What the report says about a class of thirty, three, one and none, and that nothing in it runs."""

from __future__ import annotations

import math
import re
import statistics
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from attunement import cases, cli, items, workbook
from attunement.course import classview, classwork, dashboard, figures, itemstats, report, report_page, support
from attunement.course.marks import Part, Person, Row
from attunement.errors import AttunementError

from . import pretended

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.course.folder import Course

pytestmark = pytest.mark.xdist_group("pretended")  # one class of thirty for all of these
HOSTILE = "</li><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a class of thirty: one has handed in nothing, one has a hostile name, three were marked by hand too, one waits."""
    course = pretended.course(tmp_path_factory.mktemp("thirty") / "course", 30, missing=(7,))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-07", first_name="Zoë", last_name=HOSTILE)
        for number, given in ((0, 1.0), (1, 2.0), (3, 3.0)):
            gradebook.find_grade("reply-1", "a1", "a1", f"learner-{number:02}").manual_score = given
        waiting = gradebook.find_grade("reflection", "a1", "a1", "learner-12")
        waiting.manual_score, waiting.needs_manual_grade = None, True
        gradebook.db.commit()
    return course


@pytest.fixture(scope="module")
def known(thirty: Course) -> dict[str, Any]:
    """Return what the report knows of them."""
    return report.contents(thirty, "a1")


def small(tmp_path: Path, learners: int) -> dict[str, Any]:
    """Return what the report knows of a small class."""
    return report.contents(pretended.course(tmp_path / "course", learners))


def test_it_says_who_handed_in_and_what_waits(known: dict[str, Any]) -> None:
    (task,) = known["tasks"]
    assert (task["of"], task["in_"], task["ready"], task["person"]) == (30, 29, 28, 1)
    assert task["missing"] == [f"Zoë {HOSTILE}"]
    assert task["back"][0][0] == "First12 Last12"
    assert "Waits for a person: reflection" in task["back"][0][1]


def test_each_item_has_its_spread_with_n(known: dict[str, Any]) -> None:
    reply, choice, reflection = known["items"]
    assert [item.name for item in known["items"]] == list(pretended.POINTS)
    assert (reply.spread.n, choice.spread.n, reflection.spread.n) == (29, 29, 28)
    assert (reply.title, choice.title, reflection.title) == (
        "reply-1",
        "Which of the four (which-of-the-four)",
        "reflection",
    )
    low, middle, high = statistics.quantiles(choice.spread.values, n=4, method="inclusive")
    assert (choice.spread.q1, choice.spread.median, choice.spread.q3) == (low, middle, high)


def test_roadblocks_are_counted_by_learners_with_what_to_do_instead(known: dict[str, Any]) -> None:
    first = known["roadblocks"][0]
    advice = sum(number % len(pretended.REPLIES) in (0, 1) for number in range(30) if number != 7)
    assert (first.skill, first.learners, first.replies) == ("advising", advice, advice)
    assert first.why
    assert first.instead
    assert first.examples[0] != first.examples[1]
    assert known["in_class"] == known["roadblocks"][:3]


def test_the_four_as_add_up(known: dict[str, Any]) -> None:
    counts = known["four_as"]
    assert {sum(row) for row in counts["rows"].values()} == {counts["replies"]}
    assert counts["replies"] == 29


def test_lines_that_were_missed_say_what_was_chosen_instead(known: dict[str, Any]) -> None:
    lines = known["missed"]
    assert lines == sorted(lines, key=lambda line: -line.missed / line.answered)
    assert (lines[0].answered, lines[0].chosen) == (29, "attention")
    assert lines[0].fits != lines[0].chosen


def test_an_order_counts_what_stands_in_another_place() -> None:
    lines = [
        {"chosen": ["2"], "fits": ["1"], "right": None, "words": "w"},
        {"chosen": ["1"], "fits": ["1"], "right": None, "words": "w"},
    ]
    about = {"item": "i", "title": "t", "order": True, "kind": "choice"}
    assert classview._line(about, lines) == classview.Line("t (i)", "w", 2, 1, "place 1", "place 2", 1)


# Items that tell learners apart


def test_the_correlation_is_that_with_all_other_points() -> None:
    item = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1]
    rest = [3, 2, 6, 7, 5, 4, 8, 1, 6, 4, 5, 9]
    r, (low, high), verdict = itemstats.discrimination(item, rest)
    assert r == pytest.approx(statistics.correlation(item, rest))
    assert math.atanh(high) - math.atanh(low) == pytest.approx(2 * 1.96 / 3)  # Fisher's z, n = 12
    assert verdict == "tells learners apart"


@pytest.mark.parametrize(
    ("item", "rest", "said"),
    [
        ([1] * 9, list(range(9)), "too few to tell (9 of the 10 learners it takes)"),
        ([1] * 12, list(range(12)), "everybody has the same"),
        ([1, 0] * 6, [0, 0, 1, 1] * 3, "may not tell learners apart"),
        ([1, 0] * 60, [0, 0, 1, 1] * 30, "does not tell learners apart"),
        ([0, 1, 0, 1, 0, 1, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9, 8], "seems to"),
    ],
)
def test_a_small_class_is_told_what_it_cannot_tell(item: list[int], rest: list[int], said: str) -> None:
    assert itemstats.discrimination(item, rest)[2].startswith(said)


# People


def test_the_form_check_is_compared_only_where_a_person_marked(known: dict[str, Any]) -> None:
    (one,) = known["agreement"]
    assert (one.item, one.n) == ("a1 · reply-1", 3)
    checked = [pretended._told(number)["reply-1"]["points"] for number in (0, 1, 3)]
    gaps = [given - points for given, points in zip((1.0, 2.0, 3.0), checked, strict=True)]
    assert one.gap == pytest.approx(statistics.fmean(gaps))
    assert one.close == sum(abs(gap) <= 0.5 for gap in gaps)


def test_predictions_stand_beside_what_came(known: dict[str, Any]) -> None:
    (one,) = known["predictions"]
    assert (one.item, one.n) == ("a1 · reply-1", 29)
    came = [pretended._told(number)["reply-1"]["level"] for number in range(30) if number != 7]
    expected = [2 + number % 3 for number in range(30) if number != 7]
    gaps = [guess - cases.rung(level) for guess, level in zip(expected, came, strict=True)]
    assert one.gap == pytest.approx(statistics.fmean(gaps))
    assert one.over == sum(gap > 0 for gap in gaps)


@pytest.mark.parametrize(("points", "step"), [(0, 0), (3, 0), (4, 1), (7, 2), (9.5, 2), (10, 3)])
def test_a_guess_at_the_points_is_set_beside_their_part(points: float, step: int) -> None:
    steps = list(items.labels(items.load("a4-prediction")))
    assert (
        classwork._came(steps, {"kind": "session"}, Part("session", 10, points, None, 0, by_software=True, waits=False)) == step
    )
    assert classwork._came(steps, {}, Part("session", 10, None, None, 0, by_software=True, waits=True)) is None


def test_the_predictions_of_all_assignments_are_on_a_scale_that_is_known() -> None:
    known = {name: items.load(name) for name in workbook.ids("choose", items.ITEMS)}
    scales = [list(items.labels(source)) for source in known.values() if not items.graded(source)]
    assert scales
    assert [scale for scale in scales if scale not in (classwork.LEVELS, list(classwork.BANDS))] == []


def test_an_item_is_called_by_its_title_or_by_what_stands_above_it() -> None:
    four = {"kind": "choice", "title": "The four"}
    assert classwork.title("session", {"kind": "session"}, "The session with Mirela") == "The session with Mirela (session)"
    assert classwork.title("one", four, "Radka: ten sentences") == "Radka: ten sentences (one)"
    assert classwork.title("one", four) == "The four (one)"
    assert classwork.title("reflection", {}) == "reflection"


def row(name: str, task: str, share: float | None) -> Row:
    """Return a row with one mark, or with nothing handed in."""
    part = Part("reply-1", 10, (share or 0) * 10, None, 0, by_software=True, waits=False)
    return Row(Person(name, name.title(), "", "", ""), task, 10, share is not None, None, 0, () if share is None else (part,))


def test_who_may_be_glad_of_a_talk_is_no_ranking() -> None:
    shares = {"zoe": 0.1, "ana": 0.2, "bo": 0.8, "cy": 0.9, "di": 0.7, "eli": 0.8, "fay": 0.9}
    rows = [row(name, "a1", share) for name, share in shares.items()]
    rows += [row(name, "a2", None if name in ("zoe", "cy") else 0.8) for name in shares]
    works = [type("Work", (), {"row": one, "share": one.parts[0].share})() for one in rows if one.parts]
    found = support.hints(rows, works)
    assert [hint.id for hint in found] == ["ana", "cy", "zoe"]
    assert found[0].reasons == ("a1 lies well below the class: under half of its median.",)
    assert found[1].reasons == ("a2 was not handed in.",)
    assert found[2].reasons[1] == "a2 was not handed in; a1 had been hard, and no next attempt followed."


def test_in_a_very_small_class_nobody_is_compared(tmp_path: Path) -> None:
    known = small(tmp_path, 3)
    assert known["hints"] == []
    assert {item.verdict for item in known["items"]} == {"too few to tell (3 of the 10 learners it takes)"}
    assert "Too few to tell: no assignment is wholly marked for 10 learners yet." in report_page.page(known)
    assert "in so small a class there is nothing to compare with" in report_page.page(known)


# The page


class Tags(HTMLParser):
    """Collects tags, attributes that could run or fetch something, and ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.active: list[tuple[str, str | None]] = []
        self.ids: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.active += [(name, value) for name, value in attrs if name.startswith("on") or name in ("src", "srcset", "action")]
        self.active += [(name, value) for name, value in attrs if name.endswith("href") and not (value or "").startswith("#")]


def test_the_page_runs_nothing_and_asks_nobody(known: dict[str, Any]) -> None:
    html = report_page.page(known)
    page = Tags(html)
    assert page.active == []
    assert page.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "a"} == set()
    assert "default-src 'none'" in html
    assert "&lt;script&gt;document.title" in html
    assert len(page.ids) == len(set(page.ids))


def test_each_picture_has_words_and_a_table(known: dict[str, Any]) -> None:
    html = report_page.page(known)
    assert html.count('<svg role="img" aria-label="') == 3
    assert html.count('class="at-picture"') == 3
    for section in re.findall(r'<div class="at-picture">.*?</section>', html, flags=re.DOTALL):
        assert "<table>" in section
    assert set(re.findall(r"#0[0-9a-f]0[0-9a-f]0[0-9a-f]", html)) == set()
    assert "var(--at-teal)" in html


def test_a_title_is_no_formula_and_no_markup() -> None:
    made = figures.strips([('$x$ "<b>"', itemstats.spread([0.5]))], {0.0: "none", 1.0: "all"}, "one", 'so "many" <b>')
    assert "$x$" in made
    assert "<b>" not in made
    assert 'aria-label="so &#34;many&#34; &lt;b&gt;"' in made


def test_equal_values_stand_beside_each_other_and_none_is_lost() -> None:
    places = figures._dots([0.5] * 29 + [1.0])
    assert len(places) == len(set(places)) == 30


@pytest.mark.parametrize("learners", [1, 3])
def test_a_small_class_has_a_page_that_makes_sense(tmp_path: Path, learners: int) -> None:
    html = report_page.page(small(tmp_path, learners))
    assert f"{learners} learner{'s' if learners > 1 else ''} · made" in html
    assert "Not known: you have given no mark of your own" in html
    assert "nan" not in html


def test_nothing_graded_yet_says_what_to_do(tmp_path: Path) -> None:
    html = report_page.page(report.contents(pretended.course(tmp_path / "course", 2, missing=(0, 1)), "a1"))
    assert "Nothing is graded yet" in html
    assert "attunement grade a1" in html
    assert "<svg" not in html


def test_an_empty_gradebook_says_what_to_do(tmp_path: Path) -> None:
    assert "no learner yet" in report_page.page(small(tmp_path, 0))


def test_the_part_for_voila_brings_no_style_sheet_and_no_script(thirty: Course, capsys: pytest.CaptureFixture[str]) -> None:
    html = report_page.part(report.contents(thirty))
    assert Tags(html).tags & {"script", "style", "link", "html", "body"} == set()
    assert html.count("<h1>") == 1
    dashboard.show(str(thirty.root))
    assert "HTML object" in capsys.readouterr().out


# By command


def test_the_command_writes_a_page_for_its_owner(thirty: Course, tmp_path: Path) -> None:
    to = tmp_path / "new" / "report.html"
    done = CliRunner().invoke(cli.main, ["report", "a1", "--course", str(thirty.root), "--to", str(to)])
    assert (done.exit_code, done.output.startswith(f"Written: {to}.")) == (0, True)
    assert "To take up in class" in to.read_text(encoding="utf-8")
    assert to.stat().st_mode & 0o077 == 0


def test_an_assignment_that_is_not_there_is_named(thirty: Course) -> None:
    with pytest.raises(AttunementError, match="The gradebook has no assignment a9"):
        report.contents(thirty, "a9")


def test_served_it_is_a_page_like_the_lessons(thirty: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    served: dict[str, Any] = {}

    def serve(port: int, open_browser: bool, lessons: Path, token: str, **_: Any) -> None:  # noqa: FBT001
        served.update(port=port, browser=open_browser, token=token, notebook=(lessons / dashboard.FILE).read_text())

    monkeypatch.setattr("attunement.publish.serve", serve)
    done = CliRunner().invoke(cli.main, ["report", "a1", "--course", str(thirty.root), "--serve", "--port", "9999"])
    assert done.exit_code == 0, done.output
    assert served["port"] == 9999
    assert len(served["token"]) >= 32
    assert f"dashboard.show('{thirty.root}', 'a1')" in served["notebook"]
