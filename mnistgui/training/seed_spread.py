"""The spread over seeds: what other draws give, for figures whose authors printed no seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mnistgui.training.comparison import figure_name, figure_words

# The clock and whatever else no draw is the reason of.
_NOT_DRAWN = frozenset({"seconds", "minutes"})


@dataclass(frozen=True)
class SeedSpread:
    """The range of results with other seeds.

    Parameters
    ----------
    seeds : int
        How many were run, from 0.
    form : str
        In which form.
    figures : mapping of str to sequence
        Lowest and highest value of each figure; by case first where there are several.
    """

    seeds: int
    form: str
    figures: Mapping[str, Any]

    def words(self) -> Iterator[str]:
        """Say it.

        Yields
        ------
        str
            A sentence.
        """
        ranges = "; ".join(_in_words(self.figures))
        yield (
            f"They printed no seed, so ours is one draw; over seeds 0 to {self.seeds - 1}, "
            f"{self.form}: {ranges}."
        )


def ranges(drawn: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Find the lowest and the highest value of each figure.

    Parameters
    ----------
    drawn : sequence of mapping
        The figures of each seed; by case first where there are several.

    Returns
    -------
    dict of str to list
        ``[lowest, highest]`` of each number, two lists of each list of numbers. Left out is what
        is no number, and what no draw changes.
    """
    found: dict[str, Any] = {}
    for name in drawn[0].keys() - _NOT_DRAWN:
        values = [figures[name] for figures in drawn if name in figures]
        first = values[0]
        if isinstance(first, Mapping):
            found[name] = ranges(values)
        elif isinstance(first, list):
            columns = list(zip(*values, strict=False))
            found[name] = [[min(c) for c in columns], [max(c) for c in columns]]
        elif not isinstance(first, bool):
            found[name] = [min(values), max(values)]
    order = [name for name in drawn[0] if name in found]
    return {name: found[name] for name in order if _differs(found[name])}


def _differs(found: Any) -> bool:
    """Return whether a figure, or one of a case's, is not the same with every seed."""
    return bool(found) if isinstance(found, Mapping) else found[0] != found[1]


def _in_words(figures: Mapping[str, Any], case: str = "") -> Iterator[str]:
    told = [
        f"{figure_name(name)} {figure_words(name, value[0])} to {figure_words(name, value[1])}"
        for name, value in figures.items()
        if not isinstance(value, Mapping)
    ]
    if told:
        yield (f"{case}: " if case else "") + ", ".join(told)
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _in_words(value, name)
