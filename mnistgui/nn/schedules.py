"""Schedules: the learning rate as a function of the step.

A schedule gives a factor that multiplies the initial learning rate, so changing the rate by hand
while a run goes on keeps the schedule's shape.
"""

import math
from dataclasses import dataclass
from typing import Protocol


class Schedule(Protocol):
    """The learning rate's course."""

    def factor(self, step: int) -> float:
        """What the initial learning rate is multiplied with.

        Parameters
        ----------
        step : int
            Steps taken before this one, from 0.

        Returns
        -------
        float
        """


@dataclass(frozen=True)
class Constant:
    """The same rate for ever."""

    def factor(self, step: int) -> float:  # noqa: ARG002 - the same at every step
        """See :class:`Schedule`."""
        return 1.0


@dataclass(frozen=True)
class StepDecay:
    """Multiplied by ``gamma`` every ``every`` steps.

    Parameters
    ----------
    every : int
        Steps between two drops.
    gamma : float
        0.5 halves the rate.
    """

    every: int
    gamma: float = 0.5

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        return float(self.gamma ** (step // self.every))


@dataclass(frozen=True)
class LinearDecay:
    """``(1 - t/tau) + (t/tau) * final`` for ``t < tau``, then ``final``.

    Parameters
    ----------
    tau : int
        Steps until the rate has fallen.
    final : float
        What is left of the rate, as a factor.
    period : int or None
        When given, t starts again at 0 after so many steps (one epoch, say).
    """

    tau: int
    final: float
    period: int | None = None

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        t = step % self.period if self.period else step
        part = min(t / self.tau, 1.0)
        return (1 - part) + part * self.final


@dataclass(frozen=True)
class Cosine:
    """Half a cosine wave down to ``final`` (Loshchilov and Hutter 2017, without restarts).

    Parameters
    ----------
    total : int
        Steps of the whole run.
    final : float
        What is left of the rate, as a factor.
    """

    total: int
    final: float = 0.0

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        part = min(step / self.total, 1.0)
        return self.final + (1 - self.final) * (1 + math.cos(math.pi * part)) / 2


@dataclass(frozen=True)
class OneCycle:
    """Up by a cosine from 1/25 to the full rate, then down to almost nothing (Smith 2018).

    Parameters
    ----------
    total : int
        Steps of the whole run.
    rise : float
        Part of the run in which the rate goes up.
    start, final : float
        Factors at the beginning and at the end.
    """

    total: int
    rise: float = 0.3
    start: float = 1 / 25
    final: float = 1e-4

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        peak = max(self.rise * self.total, 1.0)
        if step < peak:
            return between(self.start, 1.0, step / peak)
        return between(1.0, self.final, min((step - peak) / max(self.total - peak, 1.0), 1.0))


def between(first: float, last: float, part: float) -> float:
    """Go from one value to another along half a cosine wave."""
    return last + (first - last) * (1 + math.cos(math.pi * part)) / 2
