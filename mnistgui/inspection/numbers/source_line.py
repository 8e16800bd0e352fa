"""Lines of the program's own source, read from it, so that what is shown cannot drift."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mnistgui.errors import UserError

_CHECKOUT = Path(__file__).parents[3]


@dataclass(frozen=True)
class SourceLine:
    """A line of a file of the program.

    Parameters
    ----------
    path : str
        Such as ``"mnistgui/nn/layers.py"``.
    number : int
        Counted from 1.
    text : str
        Without its indentation.
    """

    path: str
    number: int
    text: str


@lru_cache(maxsize=128)
def source_line(function: Callable[..., Any], beginning: str = "") -> SourceLine:
    """Find a line of a function.

    Parameters
    ----------
    function : callable
        Of this program.
    beginning : str
        What the line begins with; empty for the function's last line.

    Returns
    -------
    SourceLine
        The first line that begins so.

    Raises
    ------
    LookupError
        The function has no such line any more.
    UserError
        The program was installed without its source.
    """
    lines, first = _lines(function)
    for number in range(len(lines)) if beginning else reversed(range(len(lines))):
        text = lines[number].strip()
        if text and text.startswith(beginning):
            return SourceLine(_path(function), first + number, text)
    raise LookupError(f"{function.__qualname__} has no line that begins with {beginning!r}")


def _lines(function: Callable[..., Any]) -> tuple[list[str], int]:
    try:
        inner = inspect.unwrap(function)
        return inspect.getsource(inner).splitlines(), inner.__code__.co_firstlineno
    except OSError as error:
        raise UserError(
            "the program's source is not installed, so its lines cannot be shown; an installation "
            "with its .py files is accepted"
        ) from error


def _path(function: Callable[..., Any]) -> str:
    return Path(inspect.unwrap(function).__code__.co_filename).relative_to(_CHECKOUT).as_posix()
