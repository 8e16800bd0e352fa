"""A rule of the diagnosis: what is measured, which values are healthy, and what to do otherwise."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.notation import three_significant

WHOLE_NETWORK = 0  # stands for the number of a layer where a value is of no single layer

# Names of the rules that are broken, too, where steps are far too long or lead nowhere.
STEPS_GONE_WRONG = frozenset(
    {
        "loss_peak",
        "update_ratio",
        "dead_units",
        "saturation",
        "gradient_share",
        "no_progress",
        "wrong_labels",
    }
)


@dataclass(frozen=True)
class Band:
    """The values that are healthy, both ends included.

    Parameters
    ----------
    low, high : float
        Infinite where the band is open.
    """

    low: float = -math.inf
    high: float = math.inf

    def contains(self, value: float) -> bool:
        """Return whether a value is healthy; NaN, which was not measured, is."""
        return not (value < self.low or value > self.high)

    def distance(self, value: float) -> float:
        """Return how far outside a value lies, in units that are comparable within one rule."""
        return max(self.low - value, value - self.high, 0.0)

    def in_words(self) -> str:
        """Return the band as people read it, such as ``"0.0001 to 0.1"`` or ``"up to 0.3"``."""
        if math.isinf(self.low):
            return f"up to {three_significant(self.high)}"
        if math.isinf(self.high):
            return f"from {three_significant(self.low)}"
        return f"{three_significant(self.low)} to {three_significant(self.high)}"


@dataclass(frozen=True)
class Remedy:
    """What to try.

    Parameters
    ----------
    words : str
        A sentence.
    settings : mapping of str to (int, float or str)
        The settings that it changes, with their new values; empty where no setting helps.
    """

    words: str
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of the diagnosis.

    Parameters
    ----------
    name : str
        In results of the command line, such as ``"dead_units"``.
    title : str
        The quantity, for people.
    measured : str
        A sentence: how the quantity is measured.
    healthy : Band
    source : str
        Where the rule comes from.
    seen : str
        A sentence with ``{where}``, ``{value}`` and ``{healthy}``: what is seen outside the band.
    why : str
        Why that happens, in sentences.
    values : callable
        Given a :class:`RunEvidence`, returns the value of each layer by its number, or of
        :data:`WHOLE_NETWORK`; NaN or no value where the quantity cannot be measured.
    remedy : callable
        Given a :class:`RunEvidence`, returns the :class:`Remedy`.
    explains : frozenset of str
        Names of rules that are broken as a consequence where this one is.
    per_layer : bool
        Whether there is a value for each layer, which is known at every checkpoint.
    logarithmic : bool
        Whether values are best drawn on a logarithmic scale.
    """

    name: str
    title: str
    measured: str
    healthy: Band
    source: str
    seen: str
    why: str
    values: Callable[[RunEvidence], Mapping[int, float]]
    remedy: Callable[[RunEvidence], Remedy]
    explains: frozenset[str] = frozenset()
    per_layer: bool = True
    logarithmic: bool = False
