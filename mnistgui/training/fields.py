"""Fields: how one setting is declared, once, for form, command line, validation and docs."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mnistgui.errors import UserError

Relevance = Mapping[str, tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One setting. Subclasses say of which kind it is.

    Parameters
    ----------
    name : str
        As in ``--set NAME=VALUE`` and as an attribute of the settings.
    label : str
        Shown in the form.
    help : str
        One or two plain sentences for a learner.
    group : str
        The part of the form it stands in.
    unit : str
        Such as ``"epochs"``; empty when it has none.
    default : object
    relevant_when : mapping of str to tuple
        Other fields and the values of theirs with which this one matters; empty for always.
    """

    name: str = ""
    label: str
    help: str
    group: str
    unit: str = ""
    default: Any
    relevant_when: Relevance = dataclasses.field(default_factory=dict)

    @property
    def accepted(self) -> str:
        """What values are accepted, in words."""
        raise NotImplementedError

    def parse(self, text: str) -> object:
        """Read a value as people type it.

        Parameters
        ----------
        text : str

        Returns
        -------
        object
            A checked value.

        Raises
        ------
        UserError
            The text is no accepted value.
        """
        try:
            return self.check(self._convert(text.strip()))
        except ValueError:
            raise self.refusal(text) from None

    def check(self, value: object) -> object:
        """Check a value that has its type already.

        Parameters
        ----------
        value : object

        Returns
        -------
        object
            The value, in the field's own type.

        Raises
        ------
        UserError
            It is not accepted.
        """
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Write a value so that :meth:`parse` reads it back."""
        return str(value)

    def refusal(self, value: object) -> UserError:
        """The sentence for a value that is not accepted."""
        return UserError(f"{self.name}={value} is not possible; accepted is {self.accepted}")

    def _convert(self, text: str) -> object:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class IntegerField(Field):
    """A whole number from ``minimum`` to ``maximum``.

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
    """A number from ``minimum`` to ``maximum``.

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
        The widest layer.
    most : int
        The deepest network.
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


def declare(kind: Callable[..., Field], default: object, **facts: Any) -> Any:
    """Declare a setting as an attribute of a dataclass.

    Parameters
    ----------
    kind : type
        A subclass of :class:`Field`.
    default : object
    **facts
        The field's other parameters, without ``name``, which is the attribute's.

    Returns
    -------
    dataclasses.Field
        Typed as ``Any`` for the same reason as ``dataclasses.field`` is typed as its default.
    """
    return field(default=default, metadata={"field": kind(default=default, **facts)})


def declared(settings: type) -> tuple[Field, ...]:
    """List the fields of a dataclass, in the order they are declared.

    Parameters
    ----------
    settings : type
        A dataclass whose attributes were made by :func:`declare`.

    Returns
    -------
    tuple of Field
    """
    return tuple(
        dataclasses.replace(attribute.metadata["field"], name=attribute.name)
        for attribute in dataclasses.fields(settings)
    )
