"""Tables as text: comma-separated for files, tab-separated for the clipboard."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from mnistgui.atomic import write_bytes


def table_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write a table as text.

    Parameters
    ----------
    rows : iterable of (sequence of str)
        The heads of the columns first.
    delimiter : str
        Between two cells; a cell that holds it is quoted.

    Returns
    -------
    str
        A line a row, each ended.
    """
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def save_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a table to a CSV file.

    Parameters
    ----------
    path : pathlib.Path
    rows : iterable of (sequence of str)
        The heads of the columns first.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, table_text(rows).encode())
