"""Flags and notes that a person puts on digits, as a run file keeps them."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import count, member

PARTS = ("train", "test")
LONGEST_NOTE = 500  # letters
MOST_MARKS = 100_000


@dataclasses.dataclass(frozen=True)
class DigitMark:
    """A flag, a note or both on one digit.

    Parameters
    ----------
    part : str
        One of :data:`PARTS`; validation digits are training digits of the data set.
    index : int
        Of the digit in that part of the data set.
    flagged : bool
    note : str
        Empty for none.
    """

    part: str
    index: int
    flagged: bool = True
    note: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is a flag or a note."""
        return self.flagged or bool(self.note)


def marks_of(
    facts: Mapping[str, Any], sizes: Mapping[str, int], where: str
) -> tuple[DigitMark, ...]:
    """Read the marks of a run file.

    Parameters
    ----------
    facts : mapping of str to object
        Of the file; none are there in files of programs that did not keep them.
    sizes : mapping of str to int
        How many digits each part has.
    where : str
        The file's name, for sentences.

    Returns
    -------
    tuple of DigitMark

    Raises
    ------
    UserError
        A mark is described wrongly, or on no digit of the data set.
    """
    listed: list[Any] = member(facts, "marks", list, where) if "marks" in facts else []
    if len(listed) > MOST_MARKS:
        raise UserError(f"{where} lists over {MOST_MARKS} flags and notes")
    return tuple(_mark(one, sizes, where) for one in listed)


def _mark(one: object, sizes: Mapping[str, int], where: str) -> DigitMark:
    if not isinstance(one, dict):
        raise UserError(f"{where} describes a flag or a note wrongly")
    part, index = member(one, "part", str, where), count(one, "index", where)
    if index >= sizes.get(part, 0):
        raise UserError(
            f"{where} holds a flag or a note on digit {index} of {part!r}: there is none"
        )
    note = member(one, "note", str, where)[:LONGEST_NOTE]
    return DigitMark(part, index, member(one, "flagged", bool, where), note)
