"""Fields: each setting is declared once, for form, command line, validation and docs."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mnistgui.errors import UserError

Relevance = Mapping[str, tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One setting; a subclass for each kind.

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
    changeable : bool
        Whether a person may change it while the network trains, as no array depends on it.
    """

    name: str = ""
    label: str
    help: str
    group: str
    unit: str = ""
    default: Any
    relevant_when: Relevance = dataclasses.field(default_factory=dict)
    changeable: bool = False

    @property
    def accepted(self) -> str:
        """The accepted values, in words."""
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

    def brief(self, value: Any) -> str:
        """Write a value for a table or a name, where a long list has no room."""
        return self.show(value)

    def refusal(self, value: object) -> UserError:
        """Return the sentence for a value that is not accepted."""
        return UserError(f"{self.name}={value} is not possible; accepted is {self.accepted}")

    def _convert(self, text: str) -> object:
        raise NotImplementedError


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
        if "field" in attribute.metadata
    )
