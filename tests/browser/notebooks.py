"""Small notebooks that a lesson could be."""

from __future__ import annotations

import nbformat

LESSON = {"number": "03", "title": "Acceptance", "minutes": 5, "aims": ["Write to Maya"], "summary": "A lesson of the tests."}


def notebook(calls: list[str]) -> nbformat.NotebookNode:
    """Return a lesson of these calls, its code folded away."""
    folded = {"jupyter": {"source_hidden": True}}
    cells = [nbformat.v4.new_markdown_cell("# Acceptance"), nbformat.v4.new_code_cell("import attunement as at", metadata=folded)]
    for call in calls:
        cells += [nbformat.v4.new_markdown_cell("## A client"), nbformat.v4.new_code_cell(call, metadata=folded)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "attunement": LESSON})
