"""Reported figures beside ours, row by row and in people's words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

_BY_EPOCH = " by epoch"
_NAMES = {
    "lowest_at_rate_001": "lowest at rate 0.01",
    "highest_at_rate_001": "highest at rate 0.01",
}


@dataclass(frozen=True)
class Row:
    """One figure.

    Parameters
    ----------
    run : str
        Label of the run it is of; empty when it is of all, or of the only one.
    figure : str
        What it is, such as ``"test accuracy"``.
    reported, ours : str
        As people write it: percents with two digits, losses with four; empty while not known.
    unit : str
        ``"%"``, ``"min"`` or nothing.
    """

    run: str
    figure: str
    reported: str
    ours: str
    unit: str = ""


def rows(reported: Mapping[str, Any], ours: Mapping[str, Any], run: str = "") -> Iterator[Row]:
    """Put figures beside each other.

    Parameters
    ----------
    reported, ours : mapping of str to JSON-able values
        By figure, or by run label first; what is missing among ours is left empty.
    run : str
        Label of the run that they are of.

    Yields
    ------
    Row
    """
    for name, value in reported.items():
        if isinstance(value, Mapping):
            yield from rows(value, ours.get(name, {}), name)
        else:
            told = _in_words(name, ours[name]) if name in ours else ""
            figure = _NAMES.get(name, name.replace("_", " "))
            yield Row(run, figure, _in_words(name, value), told, _unit(name))


def by_epoch(rows: Iterable[Row]) -> Iterator[Row]:
    """Have a row for each epoch where a figure is a list with a value for each.

    Parameters
    ----------
    rows : iterable of Row

    Yields
    ------
    Row
    """
    for row in rows:
        if not row.figure.endswith(_BY_EPOCH):
            yield row
            continue
        name = row.figure.removesuffix(_BY_EPOCH)
        pairs = zip_longest(row.reported.split(), row.ours.split(), fillvalue="")
        for epoch, (reported, ours) in enumerate(pairs, start=1):
            yield Row(row.run, f"{name}, epoch {epoch}", reported, ours, row.unit)


def _unit(name: str) -> str:
    if name == "minutes":
        return "min"
    return "%" if any(part in name for part in ("accuracy", "error", "at_rate")) else ""


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(_in_words(name, one) for one in value)
    if name == "minutes":
        return f"{value:.3g}"
    return f"{value:.4f}" if "loss" in name else f"{value:.2f}"
