"""Tables as text: comma-separated for files, tab-separated for the clipboard, or Markdown."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mnistgui.atomic import write_bytes

Cell = str | int | float | None
"""A number is written with all digits that make it the same number again; None is blank."""

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table of texts and numbers.

    Parameters
    ----------
    header : tuple of str
        The heads, with the unit of the numbers where they have one.
    rows : sequence of tuple of (str, int, float or None)
        As many cells a row as there are heads.
    """

    header: tuple[str, ...]
    rows: Sequence[Row]

    @staticmethod
    def from_rows(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> "Table":
        """Make a table from any iterables."""
        return Table(tuple(header), tuple(tuple(row) for row in rows))

    @property
    def lines(self) -> tuple[Row, ...]:
        """The headings, then the rows."""
        return (self.header, *self.rows)


def table_text(rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> str:
    """Write a table as text.

    Parameters
    ----------
    rows : iterable of (sequence of Cell)
        The heads of the columns first.
    delimiter : str
        Between two cells; a cell that holds it is quoted.

    Returns
    -------
    str
        A line a row, each ended.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    for row in rows:  # writerows would keep other threads from running until it has written all
        writer.writerow(row)
    return text.getvalue()


def markdown_text(rows: Sequence[Sequence[Cell]]) -> str:
    """Write a table in Markdown.

    Parameters
    ----------
    rows : sequence of (sequence of Cell)
        The heads of the columns first.

    Returns
    -------
    str
        A line a row, each ended; a second line of dashes below the heads.
    """
    dashes = ("---",) * len(rows[0])
    lines = (map(_in_markdown, row) for row in (rows[0], dashes, *rows[1:]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def save_csv(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table to a CSV file.

    Parameters
    ----------
    path : pathlib.Path
    rows : iterable of (sequence of Cell)
        The heads of the columns first.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, table_text(rows).encode())


def _in_markdown(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
