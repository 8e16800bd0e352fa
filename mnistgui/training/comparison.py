"""Puts reported figures and ours side by side, one row for each figure, in readable units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from mnistgui.notation import thousands

_LAST_RATES = "last rates of an epoch"
_LISTS = (" by epoch", " every 10 steps", _LAST_RATES)
_NAMES = {
    "lowest_at_rate_001": "lowest at rate 0.01",
    "highest_at_rate_001": "highest at rate 0.01",
    "cost": "cost with penalty",
    "test_cost": "test loss with penalty",
    "last_rates": _LAST_RATES,
}
_LARGE = 1e6  # a loss of which nobody reads the digits
_COUNTED = ("steps", "lowest_loss_step", "updates_per_epoch")


@dataclass(frozen=True)
class Row:
    """One figure, as it was reported and as it was measured here.

    Parameters
    ----------
    run : str
        Case that it is of; empty when it is of all, or of the only one.
    figure : str
        What it is, such as ``"test accuracy"``.
    reported, as_written, put_right : str
        As people write it: percents with two digits, losses with four; empty while not known.
    unit : str
        ``"%"``, ``"min"``, ``"s"`` or nothing.
    """

    run: str
    figure: str
    reported: str
    as_written: str
    put_right: str
    unit: str = ""


def rows(
    reported: Mapping[str, Any],
    as_written: Mapping[str, Any],
    put_right: Mapping[str, Any],
    run: str = "",
) -> Iterator[Row]:
    """Yield a row for each figure.

    Parameters
    ----------
    reported, as_written, put_right : mapping of str to JSON-able values
        By figure, or by case first; what is missing in one of them is left empty there.
    run : str
        Case that they are of.

    Yields
    ------
    Row
    """
    for name in dict.fromkeys([*reported, *as_written, *put_right]):
        theirs, first, second = (one.get(name) for one in (reported, as_written, put_right))
        if any(isinstance(value, Mapping) for value in (theirs, first, second)):
            yield from rows(theirs or {}, first or {}, second or {}, name)
        else:
            told, wrong, right = (figure_words(name, value) for value in (theirs, first, second))
            yield Row(run, figure_name(name), told, wrong, right, _unit(name))


def figure_name(name: str) -> str:
    """Return the name of a figure as people read it, such as ``"test accuracy"``."""
    return _NAMES.get(name, name.replace("_", " "))


def by_epoch(rows: Iterable[Row]) -> Iterator[Row]:
    """Divide figures that are lists into rows, one for each epoch, ten steps, or last rate.

    Parameters
    ----------
    rows : iterable of Row

    Yields
    ------
    Row
    """
    for row in rows:
        if not row.figure.endswith(_LISTS):
            yield row
            continue
        name, each = _parted(row.figure)
        lists = (text.split() for text in (row.reported, row.as_written, row.put_right))
        for number, (theirs, first, second) in enumerate(zip_longest(*lists, fillvalue=""), 1):
            figure = name + each.format(number, 10 * number)
            yield Row(row.run, figure, theirs, first, second, row.unit)


def _parted(figure: str) -> tuple[str, str]:
    """Return the name of a list without its ending, and what its values are called."""
    if figure.endswith(" by epoch"):
        return figure.removesuffix(" by epoch"), ", epoch {0}"
    if figure == _LAST_RATES:
        return "last rates", " {0}"
    return figure.removesuffix(" every 10 steps"), ", {1} steps"


def _unit(name: str) -> str:
    if name in ("minutes", "seconds"):
        return {"minutes": "min", "seconds": "s"}[name]
    return "%" if any(part in name for part in ("accuracy", "error", "at_rate")) else ""


def figure_words(name: str, value: Any) -> str:
    """Return the value of a figure as people read it.

    Parameters
    ----------
    name : str
        Of the figure, which tells the digits that are worth reading.
    value : JSON-able value
        None for one that is not known, of which nothing is said.

    Returns
    -------
    str
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(figure_words(name, one) for one in value)
    return _number(name, value)


def _number(name: str, value: float) -> str:
    if name in ("minutes", "seconds"):
        return f"{value:.3g}"
    if name == "last_rates":
        return f"{value:.5f}"
    if name in _COUNTED or name.startswith("steps_to"):
        return thousands(value)
    if name in ("cost", "test_cost"):
        return f"{value:.6f}"
    if value >= _LARGE:
        return f"{value:.3g}"
    return f"{value:.4f}" if "loss" in name else f"{value:.2f}"
