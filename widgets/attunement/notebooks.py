"""The normal form of our notebooks: no outputs, no counts, readable cell ids, so that a change shows as what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nbformat

from attunement.errors import AuthorError
from attunement.yamlfile import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def find(folders: Iterable[Path]) -> list[Path]:
    """Return the notebooks in the folders, without checkpoints, in the order of their names."""
    return sorted(path for folder in folders for path in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def check(folders: Iterable[Path], *, fix: bool = False) -> list[AuthorError]:
    """Return an error for each notebook that is not in its normal form; with `fix`, bring it there instead."""
    return [error for path in find(folders) for error in _check_file(path, fix=fix)]


def _check_file(path: Path, *, fix: bool) -> list[AuthorError]:
    try:
        text = path.read_text(encoding="utf-8")
        wanted = normal(text)
    except (ValueError, nbformat.ValidationError) as error:
        return [AuthorError(shown(path), None, f"this is not a notebook: {str(error).splitlines()[0]}")]
    except (AttributeError, KeyError, TypeError):  # nbformat stumbles over JSON of another form
        return [AuthorError(shown(path), None, "this is not a notebook: its JSON has another form.")]
    if fix and text != wanted:
        path.write_text(wanted, encoding="utf-8", newline="\n")
    if fix or text == wanted:
        return []
    return [AuthorError(shown(path), None, "not in its normal form. Run: attunement check --fix")]


def normal(text: str) -> str:
    """Return a notebook's text in its normal form; raise ValueError or ValidationError if it is no notebook."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.nbformat_minor = 5
    notebook.metadata.update(KERNEL)
    taken: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        cell["id"] = _id(cell.get("id", ""), cell.source, number, taken)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1) + "\n"


def _id(given: str, source: str, number: int, taken: set[str]) -> str:
    """Keep an id that a person gave; replace a random one by the first words of the cell."""
    words = re.findall(r"[a-z0-9]+", source.lower())[:4]
    readable = (
        given if given and not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-?[0-9a-f]{12})?", given) else "-".join(words)[:60]
    )
    while not readable or readable in taken:
        readable = f"{readable or 'cell'}-{number}"
    taken.add(readable)
    return readable
