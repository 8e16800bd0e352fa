"""Choices that are classes of ``nn/``: each declares its name, its title and its settings."""

from collections.abc import Mapping
from typing import Protocol


class Titled(Protocol):
    """A class of which there are several to choose from."""

    title: str


class Configured(Protocol):
    """A class whose constructor takes settings."""

    settings: tuple[str, ...]


def titles(table: Mapping[str, Titled]) -> dict[str, str]:
    """The choices of a table, by name."""
    return {name: kind.title for name, kind in table.items()}


def those_with(table: Mapping[str, Configured], setting: str) -> tuple[str, ...]:
    """Names of the choices that a setting matters for.

    Raises
    ------
    ValueError
        None of them takes it.
    """
    names = tuple(name for name, kind in table.items() if setting in kind.settings)
    if not names:
        raise ValueError(f"nothing takes the setting {setting}")
    return names
