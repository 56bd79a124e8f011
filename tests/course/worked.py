"""A graded notebook with one of each part, and the two pages that show it: built in this process, without nbgrader's commands."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.coursedir import CourseDirectory
from traitlets import Instance
from traitlets.config import Config, Configurable

from attunement import answers, grading
from attunement.course import feedback_page, pages, settings, told

from .attacks import ODD, SCRIPT

if TYPE_CHECKING:
    from nbformat import NotebookNode

REPLY = "Eleven years together, and she told you in an email. You sound hurt and alone with it. You should call a lawyer."
GRADED = {  # grade id → what its grade cell says beside it, and its points
    "reply-1": ({"case": "priya-01"}, 5),
    "same-words": ({}, 4),
    "to-the-balcony": ({}, 5),
    "session": ({"session": "mirela-01"}, 12),
}
EDITORS = {
    "a1-prediction": 'at.choose("a1-prediction")',
    "reply-1": 'at.answer("reply-1", case="priya-01")',
    "same-words": 'at.choose("same-words")',
    "to-the-balcony": 'at.choose("to-the-balcony")',
    "session": 'at.converse("session", session="mirela-01")',
    "reflection": 'at.answer("reflection", prompt="What did your words do?", rows=8)',
}


PAYLOADS = (  # each would call `run`, set the title, restyle the page or ask somebody for something
    SCRIPT,
    ODD,
    "<SCRIPT/x>run()</SCRIPT > <scr<script>ipt>run()</scr</script>ipt> ＜script＞run()＜/script＞",
    "<meta http-equiv=refresh content='0;url=javascript:run()'> <base href=//elsewhere.example> <link rel=stylesheet href=//e>",
    "<style>*{display:none}</style> <p style='position:fixed;inset:0'>x</p> </style></title></textarea>--><!-- ]]>",
    "[a]: javascript:run()\n[a] [b](data:text/html;base64,PHNjcmlwdD4=) [c](vbscript:run()) <javascript:run()> ![d](//e/a)",
    "<math><mi xlink:href='javascript:run()'>x</mi></math> <details open ontoggle=run()> <video><source onerror=run()>",
    "{{ 7*7 }} {% raw %} ${7*7} \\(x\\) \\[y\\] $z$ `\u200b\u202e\u2066`",
)
EVIL = "\n\n".join(PAYLOADS)


class Parent(Configurable):
    """What an exporter needs of nbgrader's converter: the course's folder."""

    coursedir = Instance(CourseDirectory)


def released() -> NotebookNode:
    """Return a notebook as learners receive it."""
    cells = [new_markdown_cell("# The title", id="title", metadata={"tags": ["instructions"]})]
    for number, (item, call) in enumerate(EDITORS.items(), start=1):
        cells += [new_markdown_cell(f"## {number}. Part {number}\n\nWhat to do.", id=f"task-{number}")]
        cells += [new_code_cell(call, id=f"editor-{item}")]
        if item in GRADED:
            about, points = GRADED[item]
            marks = {"nbgrader": {"grade": True, "solution": False, "grade_id": item, "points": points}}
            cells.append(new_code_cell(json.dumps(about), id=f"grade-{item}", metadata=marks))
    by_hand = {"nbgrader": {"grade": True, "solution": True, "grade_id": "reflection", "points": 5}}
    cells.append(new_markdown_cell(f"### Yours\n\n{pages.STUB}", id="reflection", metadata=by_hand))
    cells.append(new_code_cell("at.checklist()", id="checklist"))
    return new_notebook(cells=cells, metadata={"title": "A title"})


def graded(folder: Path, problem: str = "") -> NotebookNode:
    """Return the released notebook with the answers of a folder in it, its grade cells executed."""
    notebook = pages.with_answers(released(), answers.read(folder), problem)
    for cell in notebook.cells:
        if cell.id.startswith("grade-"):
            item = cell.metadata.nbgrader.grade_id
            about, points = GRADED[item]
            marked = grading.mark(item, about.get("case"), points, session=about.get("session"), folder=folder)
            cell.outputs = [new_output("display_data", data={grading.MIME: json.loads(json.dumps(marked.told))})]
    return notebook


def spread(folder: Path, text: str) -> Path:
    """Answer with one text wherever a learner may put one, and return the folder."""
    folder.mkdir(exist_ok=True)
    answers.save(folder, "reply-1", text, text)
    answers.save(folder, "reflection", text)
    answers.save(folder, "session", turns=["You sound tired.", text, text])
    answers.save(folder, "same-words", chosen={"0": [text, "both"], text: ["both"]})
    answers.save(folder, "a1-prediction", chosen={"0": [text], "1": ["level 2"]})
    for item in (text, f"reply-1{text}"):
        answers.save(folder, item, text)
    return folder


def feedback(notebook: NotebookNode, marks: dict[str, dict[str, Any]] | None = None, root: Path | None = None) -> str:
    """Return the learner's page; `marks` says for a grade id what the gradebook would: score, auto, comment, open ..."""
    found = {}
    for cell in notebook.cells:
        own = cell.metadata.get("nbgrader", {})
        if own.get("grade"):
            score = told.of(cell).get("points", 0.0)
            own.update({"score": score, "auto": score, "open": False, "overruled": False, "comment": ""})
            own.update((marks or {}).get(own.grade_id, {}))
            found[own.grade_id] = own
    told.tell(notebook)
    about = {"score": sum(own.score for own in found.values()), "max_score": sum(own.points for own in found.values())}
    resources = {"nbgrader": {"notebook": "a1", "student": "ana", "late_penalty": 0, **about}}
    resources["nbgrader"] |= {"name": "Ana <b>Silva</b>", "course": "empathy-2027", "day": "2026-01-05"}
    resources["nbgrader"]["parts"] = feedback_page.parts(notebook)
    config = configured()
    parent = Parent(coursedir=CourseDirectory(root=str(root or Path.cwd())))
    return feedback_page.FeedbackPage(config=config, parent=parent).from_notebook_node(notebook, resources)[0]


def formgrader(notebook: NotebookNode, **resources: Any) -> str:
    """Return the instructor's page as formgrader asks for it."""
    about = {"base_url": "", "index": 0, "total": 1, "student": "ana", "assignment_id": "a1", "notebook_id": "a1", **resources}
    return HTMLExporter(config=configured()).from_notebook_node(notebook, about)[0]


def configured() -> Config:
    """Return the course's settings."""
    config = Config()
    settings.apply(config)
    return config


class Seen(HTMLParser):
    """What a page holds that could run, fetch or restyle (`active`), its headings in order, and its text without the numbers."""

    ACTIVE = frozenset(
        [
            "script",
            "svg",
            "img",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
            "form",
            "input",
            "math",
            "video",
            "audio",
            "source",
            "template",
        ]
    )

    def __init__(self, page: str) -> None:
        super().__init__()
        self.active: list[tuple[str, str | None]] = []
        self.headings: list[int] = []
        self._text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that could do something, and attributes that could."""
        if tag in self.ACTIVE:
            self.active.append((tag, None))
        self.active += [(name, value) for name, value in attrs if name.startswith("on") or name in ("src", "srcset", "style")]
        self.active += [
            (name, value) for name, value in attrs if name in ("href", "action") and not (value or "").startswith("#")
        ]
        self.active += [(name, value) for name, value in attrs if name == "http-equiv" and value != "Content-Security-Policy"]
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag == "br":
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text, and no style sheet or program."""
        self._text += [] if self.cdata_elem else [data]

    @property
    def text(self) -> str:
        """Return the page's text; the numbers of the findings are not the learner's words."""
        return re.sub(r"\[\d+\]", "", "".join(self._text))
