"""Lists of digits in a file: one index a line."""

from collections.abc import Iterable
from pathlib import Path

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.json_text import read_small_file

_MOST_BYTES = 4 << 20
_LONGEST_INDEX = 9  # digits of a number; no data set comes near


def read_index_list(path: Path) -> tuple[int, ...]:
    """Read the indices of digits.

    Parameters
    ----------
    path : pathlib.Path
        One index a line; empty lines are passed over, so that an empty file names no digit.

    Returns
    -------
    tuple of int
        In the order of the lines.

    Raises
    ------
    UserError
        The file cannot be read, or a line is no index.
    """
    text = read_small_file(path, _MOST_BYTES).decode("utf-8", "replace")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip()
        if not word:
            continue
        if not (word.isascii() and word.isdigit() and len(word) <= _LONGEST_INDEX):
            raise UserError(
                f"line {number} of {path} is {word[:40]!r}, no index; one whole number from 0 a "
                "line is accepted"
            )
        found.append(int(word))
    return tuple(found)


def write_index_list(path: Path, indices: Iterable[int]) -> None:
    """Write indices so that :func:`read_index_list` reads them back.

    Parameters
    ----------
    path : pathlib.Path
    indices : iterable of int

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, "".join(f"{index}\n" for index in indices).encode())
