"""Read an author's YAML file and, on request, check it against a schema, with line numbers in every complaint."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

SCHEMAS = Path(__file__).parent / "schemas"


def read(path: Path) -> Any:
    """Return the file's data (keys of mappings as strings); raise AuthorError where it is no YAML."""
    import yaml  # slow to import; what is needed at every start comes from `shelf`

    try:
        return _text_keys(yaml.load(path.read_text(encoding="utf-8"), Loader=_loader()))  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        look = "Look here or one line above for a missing quote, colon or indent, or a tab. A text with a colon needs quotes."
        raise AuthorError(shown(path), line, f"this is not YAML: {error.problem}. {look}") from error
    except yaml.reader.ReaderError as error:  # the one YAML error that knows no line
        raise AuthorError(shown(path), None, "an invisible control character stands in it. Type that line anew.") from error
    except UnicodeDecodeError as error:
        raise AuthorError(shown(path), None, "this is not UTF-8 text. Save the file as UTF-8.") from error


def check(path: Path, schema: str) -> list[AuthorError]:
    """Return every way in which the file breaks `schemas/<schema>.yaml`, in order of lines; [] where it keeps it."""
    from jsonschema import Draft202012Validator  # slow to import and needed by authors only

    try:
        data = read(path)
    except AuthorError as error:
        return [error]
    rules = _schema(schema)
    broken = Draft202012Validator(rules).iter_errors(data)
    errors = [
        AuthorError(shown(path), line_of(path, steps), message)
        for error in broken
        for steps, message in _complaints(error, rules)
    ]
    return sorted([*errors, *_twice(path)], key=lambda e: e.line or 0)


def unread(folder: Path) -> list[AuthorError]:
    """Return the files of a folder that nobody would ever read, because their names do not end in .yaml."""
    endings = (".yml", ".yaml", ".txt")
    files = [path for path in sorted(folder.glob("*")) if path.suffix.lower() in endings and path.suffix != ".yaml"]
    return [AuthorError(shown(path), None, "this file is never read. Let its name end in .yaml.") for path in files]


def line_of(path: Path, steps: Any) -> int:
    """Return the 1-based line on which the value under `steps` (keys and indexes) stands."""
    import yaml

    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_loader())
    line = 1 if node is None else node.start_mark.line + 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _loader() -> type:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shown(path: Path) -> str:
    """Name a file as an author knows it: folder and name."""
    return f"{path.parent.name}/{path.name}"


@cache
def _schema(name: str) -> dict[str, Any]:
    """Return a schema; one that `extends` another in its folder adds its own fields to those."""
    path = SCHEMAS / f"{name}.yaml"
    own = read(path)
    if "extends" not in own:
        return own
    base = read(path.with_name(f"{own.pop('extends')}.yaml"))
    joined = {key: {**base[key], **own.get(key, {})} for key in ("properties", "$defs")}
    return {**base, **own, **joined, "required": [*base["required"], *own.get("required", [])]}


def _text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _text_keys(value) for key, value in data.items()}
    return [_text_keys(item) for item in data] if isinstance(data, list) else data


def _twice(path: Path) -> list[AuthorError]:
    """YAML lets a key stand twice and keeps the last one in silence; an author wants to know."""
    import yaml

    found, nodes = [], [yaml.compose(path.read_text(encoding="utf-8"), Loader=_loader())]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        if not isinstance(node, yaml.MappingNode):
            continue
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append(AuthorError(shown(path), key.start_mark.line + 1, f"`{key.value}` stands twice here. Keep one."))
            seen.add(key.value)
            nodes.append(value)
    return found


def _complaints(error: ValidationError, schema: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where (keys and indexes) and what to tell the author; unknown keys each get a line of their own."""
    steps = list(error.absolute_path)
    if error.validator != "additionalProperties":
        yield steps, _sentence(error, schema)
        return
    known = error.schema.get("properties", {})
    for key in error.instance:
        if key not in known:
            near = "".join(f"Did you mean `{name}`? " for name in get_close_matches(key, known, n=1))
            yield [*steps, key], f"`{key}` is not known here. {near}Known are: {', '.join(known)}."


def _sentence(error: ValidationError, schema: dict[str, Any]) -> str:
    """Say one broken rule in plain words, followed by the schema's own advice for the field."""
    if error.validator == "required":
        missing = error.message.split("'")[1]
        advice = error.schema.get("properties", {}).get(missing, {}).get("advice", error.schema.get("advice", ""))
        return f"`{missing}` is missing. {advice}".rstrip()
    field = next((f"`{step}`" for step in reversed(error.absolute_path) if isinstance(step, str)), "this file")
    problem = {"minLength": "is too short", "minItems": "has too few entries", "type": "has the wrong form"}.get(
        str(error.validator), "does not fit"
    )
    if error.instance in ("", [], {}, None):
        problem = "is empty"
    if error.validator_value == "string" and isinstance(error.instance, int | float):
        problem = "is taken for a number, a yes or a no: put it in quotation marks"
    return f"{field} {problem}. {_advice(error, schema)}".rstrip()


def _advice(error: ValidationError, schema: dict[str, Any]) -> str:
    """Find the nearest `advice` on the way from the schema's root to the broken rule; the deepest one wins."""
    found = schema.get("advice", "")
    shared = schema.get("$defs", {})
    for step in error.absolute_schema_path:
        if step == "$ref":
            continue  # what is shared was taken in one step before
        among = isinstance(schema, list) and isinstance(step, int)  # the branches of an `allOf`
        schema = schema.get(step) if isinstance(schema, dict) else schema[step] if among else None
        if isinstance(schema, dict):
            schema = {**shared.get(schema.get("$ref", "").rpartition("/")[2], {}), **schema}
            found = schema.get("advice", found)
    return found
