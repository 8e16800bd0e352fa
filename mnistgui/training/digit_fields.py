"""The kinds of settings that name digits: pairs of classes, and indices of training digits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mnistgui.notation import thousands
from mnistgui.training.field_kinds import IntegerField
from mnistgui.training.fields import Field

_SEPARATORS = re.compile(r"[\s,;]+")
_PAIR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_RANGE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_NAMED_ONE_BY_ONE = 5


def digit_pairs(text: str) -> tuple[tuple[int, int], ...]:
    """Read pairs of digits.

    Parameters
    ----------
    text : str
        Such as ``"4/9,3/5"``.

    Returns
    -------
    tuple of (int, int)

    Raises
    ------
    ValueError
        The text names no pairs, a digit with itself, or a digit twice.
    """
    found = [_PAIR.fullmatch(word) for word in _words(text)]
    pairs = tuple((int(one[1]), int(one[2])) for one in found if one)
    named = [digit for pair in pairs for digit in pair]
    if not pairs or len(pairs) < len(found) or len(set(named)) < len(named):
        raise ValueError(f"{text!r} names no pairs of digits")
    return pairs


@dataclass(frozen=True, kw_only=True)
class ClassField(IntegerField):
    """A class: a digit, or the place of one among the names of other classes."""


@dataclass(frozen=True, kw_only=True)
class PairsField(Field):
    """Pairs of digits, no digit in two of them."""

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        return "pairs of different digits with commas between, such as 4/9 or 4/9,3/5"

    def check(self, value: object) -> str:
        """See :class:`Field`."""
        if not isinstance(value, str):
            raise self.refusal(value)
        try:
            return ",".join(f"{one}/{other}" for one, other in digit_pairs(value))
        except ValueError:
            raise self.refusal(value) from None

    def _convert(self, text: str) -> str:
        return text


@dataclass(frozen=True, kw_only=True)
class IndicesField(Field):
    """Indices of digits, each once and in rising order.

    Parameters
    ----------
    maximum : int
        The largest index.
    most : int
        The largest number of indices.
    """

    maximum: int
    most: int

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        return (
            f"up to {self.most} indices from 0 to {self.maximum} with commas between, such as "
            "3,17,40-49, or 'none'"
        )

    def check(self, value: object) -> tuple[int, ...]:
        """See :class:`Field`."""
        if not isinstance(value, tuple | list) or len(value) > self.most:
            raise self.refusal("such a list")
        if not all(type(n) is int and 0 <= n <= self.maximum for n in value):
            raise self.refusal("such a list")
        return tuple(sorted(set(value)))

    def show(self, value: Any) -> str:
        """See :class:`Field`; neighbours are written as a range."""
        return ",".join(_ranges(value)) or "none"

    def brief(self, value: Any) -> str:
        """See :class:`Field`."""
        if len(value) <= _NAMED_ONE_BY_ONE:
            return self.show(value)
        return f"{thousands(len(value))} digits"

    def _convert(self, text: str) -> tuple[int, ...]:
        if text in ("", "none"):
            return ()
        found: list[int] = []
        for word in _words(text):
            first, last = _range_of(word)
            if last > self.maximum or last - first + len(found) >= self.most:
                raise ValueError(f"{word} is too large")
            found.extend(range(first, last + 1))
        return tuple(found)


def _words(text: str) -> Sequence[str]:
    return _SEPARATORS.split(text.strip())


def _range_of(word: str) -> tuple[int, int]:
    """The first and the last index of ``"17"`` or ``"40-49"``."""
    found = _RANGE.fullmatch(word)
    if found is None:
        raise ValueError(f"{word!r} is no index")
    first = int(found[1])
    last = int(found[2] or first)
    if last < first:
        raise ValueError(f"{word} ends before it begins")
    return first, last


def _ranges(rising: Iterable[int]) -> Iterator[str]:
    """Write rising numbers, with three and more in a row as a range."""
    runs: list[list[int]] = []
    for number in rising:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    for run in runs:
        first, last = run[0], run[-1]
        between = "-" if last - first > 1 else ","
        yield str(first) if first == last else f"{first}{between}{last}"
