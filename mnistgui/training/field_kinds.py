"""The kinds of settings: integers, reals, choices and layer widths."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.training.fields import Field


@dataclass(frozen=True, kw_only=True)
class IntegerField(Field):
    """An integer from ``minimum`` to ``maximum``.

    Parameters
    ----------
    words : mapping of str to int
        Words accepted for special values, such as ``{"full": 0}``.
    """

    minimum: int
    maximum: int
    words: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        words = "".join(f" or '{word}'" for word in self.words)
        return f"a whole number from {self.minimum} to {self.maximum}{words}"

    def check(self, value: object) -> int:
        """See :class:`Field`."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refusal(value)
        if value not in self.words.values() and not self.minimum <= value <= self.maximum:
            raise self.refusal(value)
        return value

    def show(self, value: Any) -> str:
        """See :class:`Field`."""
        return next((word for word, number in self.words.items() if number == value), str(value))

    def _convert(self, text: str) -> int:
        return self.words[text] if text in self.words else int(text)


@dataclass(frozen=True, kw_only=True)
class RealField(Field):
    """A real number from ``minimum`` to ``maximum``.

    Parameters
    ----------
    logarithmic : bool
        Whether steps in the form multiply rather than add.
    """

    minimum: float
    maximum: float
    logarithmic: bool = False

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        return f"a number from {self.minimum:g} to {self.maximum:g}"

    def check(self, value: object) -> float:
        """See :class:`Field`."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refusal(value)
        if not self.minimum <= value <= self.maximum:
            raise self.refusal(value)
        return float(value)

    def show(self, value: Any) -> str:
        """See :class:`Field`."""
        return f"{value:.15g}"

    def _convert(self, text: str) -> float:
        return float(text)


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of several words.

    Parameters
    ----------
    choices : mapping of str to str
        Each accepted word and its label in the form.
    """

    choices: Mapping[str, str]

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        return "one of " + ", ".join(self.choices)

    def check(self, value: object) -> str:
        """See :class:`Field`."""
        if not isinstance(value, str) or value not in self.choices:
            raise self.refusal(value)
        return value

    def _convert(self, text: str) -> str:
        return text


@dataclass(frozen=True, kw_only=True)
class WidthsField(Field):
    """Widths of any number of hidden layers.

    Parameters
    ----------
    maximum : int
        The largest width of a layer.
    most : int
        The largest number of hidden layers.
    """

    maximum: int
    most: int

    @property
    def accepted(self) -> str:
        """See :class:`Field`."""
        return (
            f"up to {self.most} widths from 1 to {self.maximum} with commas between, "
            "such as 100 or 512,768, or 'none'"
        )

    def check(self, value: object) -> tuple[int, ...]:
        """See :class:`Field`."""
        if not isinstance(value, tuple | list) or len(value) > self.most:
            raise self.refusal(value)
        if not all(type(n) is int and 1 <= n <= self.maximum for n in value):
            raise self.refusal(self.show(value))
        return tuple(value)

    def show(self, value: Any) -> str:
        """See :class:`Field`."""
        return ",".join(str(n) for n in value) or "none"

    def _convert(self, text: str) -> tuple[int, ...]:
        if text in ("", "none"):
            return ()
        return tuple(int(part) for part in text.split(","))
