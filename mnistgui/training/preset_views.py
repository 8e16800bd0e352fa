"""The views of an experiment: what its write-up looked at, as a panel and its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class View:
    """One view of an experiment.

    Parameters
    ----------
    name, title : str
        In the table of presets, and on a button.
    panel : str
        Name of the panel that shows it.
    show : mapping of str to (str or bool)
        What is chosen in the panel, in the panel's own words.
    """

    name: str
    title: str
    panel: str
    show: Mapping[str, str | bool] = field(default_factory=dict)


def views_named(names: Sequence[str], tables: Sequence[Mapping[str, Any]]) -> tuple[View, ...]:
    """Find the views of a preset.

    Parameters
    ----------
    names : sequence of str
    tables : sequence of mapping
        Every view, with a :class:`View`'s fields.

    Returns
    -------
    tuple of View

    Raises
    ------
    KeyError
        There is none of a name.
    """
    known = {table["name"]: View(**table) for table in tables}
    return tuple(known[name] for name in names)
