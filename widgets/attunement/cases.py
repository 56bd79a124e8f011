"""The casebook: every client is one YAML file, and its name is the client's id for ever."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from attunement import shelf, yamlfile
from attunement.errors import AuthorError

CASEBOOK = Path(__file__).parent / "casebook"
AIM = 3  # the rung of the model replies to show where a reply has no level
TEMPLATE = Path(__file__).parent / "schemas" / "new-case.yaml"


def rung(level: float) -> int:
    """Return the rung (1 to 5) of the ladder on which a level of 1.0 to 5.0 stands; three quarters of the way counts as there."""
    return min(5, max(1, int(level + 0.25)))


class Model(NamedTuple):
    """A reply that a therapist might give, its level (1 to 5) and what it does."""

    level: int
    reply: str
    note: str


class Landing(NamedTuple):
    """The client's next turn: what is said (may be "") and what can be seen."""

    says: str
    does: str


class Life(NamedTuple):
    """Who a client is, as far as the case tells it; "not told" where it is silent; the values stand in `schemas/case.yaml`."""

    age: int
    gender: str
    where: str
    moved: str
    work: str
    family: tuple[str, ...]
    loves: str
    faith: str
    body: tuple[str, ...]


class Case(NamedTuple):
    """One invented client, as `schemas/case.yaml` describes the file. `lands` maps a level (1 to 5) to a Landing."""

    id: str
    language: str
    name: str
    pronouns: str
    about: str
    scene: str
    says: str
    difficulty: str
    surface: tuple[str, ...]
    beneath: tuple[str, ...]
    strengths: tuple[str, ...]
    hurries_past: str
    poor_reply: str
    poor_misses: str
    models: tuple[Model, ...]
    lands: dict[int, Landing]
    retired: bool = False
    life: Life | None = None

    def seen(self) -> dict[str, str]:
        """Return what a learner sees of the client from the first; feelings, strengths and model replies are not in it."""
        return {"id": self.id, "name": self.name, "about": self.about, "scene": self.scene, "says": self.says}

    @property
    def person(self) -> str:
        """Return whom the case is about: joan-01 and joan-02 are one person, met twice."""
        return self.id.rpartition("-")[0]

    def one_step_on(self, level: float | None) -> list[Model]:
        """Return the model replies on the lowest rung above a reply at `level` (1.0 to 5.0), or else on the highest there is."""
        at = rung(level) if level else AIM - 1
        rungs = {model.level for model in self.models}
        wanted = min((one for one in rungs if one > at), default=max(rungs, default=0))
        return [model for model in self.models if model.level == wanted]

    def landing(self, level: float) -> Landing:
        """Return how a reply at `level` (1.0 to 5.0) would land; a half-reached level has not landed yet."""
        return self.lands[rung(level)]


@cache
def load(case_id: str, folder: Path = CASEBOOK) -> Case:
    """Return the client `case_id`; raise AuthorError where there is none. Files are trusted here: `check` judges them."""
    path = folder / f"{case_id}.yaml"
    if case_id not in ids(folder):
        raise AuthorError(yamlfile.shown(path), None, f"there is no client `{case_id}`. Known are: {', '.join(ids(folder))}.")
    data = dict(shelf.read(folder)[case_id])
    feelings, poor = data.pop("feelings"), data.pop("poor")
    return _case(data, feelings, poor)


def _case(data: dict, feelings: dict, poor: dict) -> Case:
    data["life"] = Life(**{key: tuple(value) if isinstance(value, list) else value for key, value in data["life"].items()})
    data["strengths"] = tuple(data["strengths"])
    data["models"] = tuple(Model(**model) for model in data["models"])
    data["lands"] = {int(level): Landing(**turn) for level, turn in data["lands"].items()}
    return Case(
        **data,
        surface=tuple(feelings["surface"]),
        beneath=tuple(feelings["beneath"]),
        poor_reply=poor["reply"],
        poor_misses=poor["misses"],
    )


@cache
def ids(folder: Path = CASEBOOK) -> tuple[str, ...]:
    """Return the ids of all clients, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def every(folder: Path = CASEBOOK) -> tuple[Case, ...]:
    """Return all clients that are not retired."""
    return tuple(case for case in (load(case_id, folder) for case_id in ids(folder)) if not case.retired)


def known_by(words: str, folder: Path = CASEBOOK) -> str | None:
    """Return the id of the client who says exactly these words (white space aside), or None."""
    return _by_words(folder).get(" ".join(words.split()))


@cache
def _by_words(folder: Path) -> dict[str, str]:
    return {" ".join(case["says"].split()): case_id for case_id, case in shelf.read(folder).items() if not case.get("retired")}


def check(folder: Path = CASEBOOK) -> list[AuthorError]:
    """Return everything an author should mend in the casebook, in the order of files and lines."""
    return [*(error for path in sorted(folder.glob("*.yaml")) for error in _check_file(path)), *yamlfile.unread(folder)]


def begin(case_id: str, folder: Path = CASEBOOK) -> Path:
    """Write the file of a new client, with what belongs into each field; raise AuthorError if the id is taken or malformed."""
    path = folder / f"{case_id}.yaml"
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*-[0-9]{2}", case_id):
        raise AuthorError(case_id, None, "use the client's name in small letters and two digits, for example maya-01.")
    if path.exists():
        raise AuthorError(yamlfile.shown(path), None, "this client exists already. Ids are for ever: choose the next number.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE.read_text(encoding="utf-8").replace("CASE-ID", case_id), encoding="utf-8")
    return path


LEVELS = 3  # a client whose models stand on fewer shows no ladder


def _check_file(path: Path) -> list[AuthorError]:
    errors = yamlfile.check(path, "case")
    if errors:
        return errors
    case, found = yamlfile.read(path), []
    if case["id"] != path.stem:
        found.append(_at(path, ["id"], f"`id` is {case['id']}, the file is {path.stem}. Make them equal."))
    if case["about"].split(",")[0] != str(case["life"]["age"]):
        found.append(_at(path, ["life", "age"], "`age` is not the age with which `about` begins. Make them agree."))
    if len({model["level"] for model in case["models"]}) < LEVELS:
        found.append(_at(path, ["models"], "the model replies stand on fewer than three levels. Add one on another level."))
    return found


def _at(path: Path, steps: list, message: str) -> AuthorError:
    return AuthorError(yamlfile.shown(path), yamlfile.line_of(path, steps), message)
