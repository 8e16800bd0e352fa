"""Divides a script into the cells of a notebook."""

import json
from typing import Any

_CELL = "# %%"


def notebook(script: str) -> str:
    """Divide a script into the cells of a notebook.

    Parameters
    ----------
    script : str
        From ``numpy_script`` or ``torch_script``; a line of ``# %%`` begins each cell.

    Returns
    -------
    str
        A notebook in Jupyter's format 4.5; see https://nbformat.readthedocs.io.
    """
    head, *cells = script.split(f"{_CELL} ")
    words = head.strip().strip('"')
    made: list[dict[str, Any]] = [_cell("markdown", 0, words)]
    for number, cell in enumerate(cells, 1):
        title, _, code = cell.partition("\n")
        made.append(_cell("markdown", 2 * number - 1, f"## {title}"))
        made.append(_cell("code", 2 * number, code.strip("\n")))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1) + "\n"


def _cell(kind: str, number: int, text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}
