"""Schedules: the learning rate as a function of the step.

A schedule gives a factor that multiplies the initial learning rate, so changing the rate by hand
while a run goes on keeps the schedule's shape.
"""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, Self

# A line that falls within each epoch ends so many steps before the epoch does.
STEPS_BEFORE_EPOCH_END = 5


@dataclass(frozen=True)
class Duration:
    """How long a run is.

    Parameters
    ----------
    steps : int
        Of the whole run.
    epoch_steps : int
        Of one epoch.
    """

    steps: int
    epoch_steps: int


class Schedule(Protocol):
    """The learning rate as a function of the step."""

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


class ChosenSchedule(Schedule, Protocol):
    """A schedule that settings can choose.

    Attributes
    ----------
    name, title : str
        In settings and files, and for people.
    settings : tuple of str
        The settings that :meth:`of_run` takes after the duration, by the same names.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    settings: ClassVar[tuple[str, ...]]

    @classmethod
    def of_run(cls, *duration: Any, **settings: Any) -> Self:
        """Make the schedule of a run.

        Parameters
        ----------
        *duration : Duration
            One.
        **settings
            Those that :attr:`settings` names.

        Returns
        -------
        Schedule
        """


@dataclass(frozen=True)
class Constant:
    """The same rate for ever."""

    name: ClassVar[str] = "constant"
    title: ClassVar[str] = "Constant"
    settings: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of_run(cls, _duration: Duration) -> Self:
        """See :class:`ChosenSchedule`."""
        return cls()

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
    early : int
        How many steps earlier each drop comes.
    """

    name: ClassVar[str] = "step"
    title: ClassVar[str] = "Drops in steps"
    settings: ClassVar[tuple[str, ...]] = ("step_epochs", "step_factor", "step_at")
    every: int
    gamma: float = 0.5
    early: int = 0

    @classmethod
    def of_run(
        cls, duration: Duration, *, step_epochs: int, step_factor: float, step_at: str
    ) -> Self:
        """See :class:`ChosenSchedule`; ``step_at`` is ``"end"`` or ``"start"`` of an epoch."""
        early = duration.epoch_steps if step_at == "start" else 0
        return cls(step_epochs * duration.epoch_steps, step_factor, early)

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        return float(self.gamma ** ((step + self.early) // self.every))


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

    name: ClassVar[str] = "linear"
    title: ClassVar[str] = "Falls in a line"
    settings: ClassVar[tuple[str, ...]] = ("final_rate", "decay_within")
    tau: int
    final: float
    period: int | None = None

    @classmethod
    def of_run(cls, duration: Duration, *, final_rate: float, decay_within: str) -> Self:
        """See :class:`ChosenSchedule`; ``decay_within`` is ``"run"`` or ``"epoch"``."""
        if decay_within == "epoch":
            tau = steps_to_final_rate(duration.epoch_steps)
            return cls(tau, final_rate, duration.epoch_steps)
        return cls(duration.steps, final_rate)

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

    name: ClassVar[str] = "cosine"
    title: ClassVar[str] = "Falls like a cosine"
    settings: ClassVar[tuple[str, ...]] = ("final_rate",)
    total: int
    final: float = 0.0

    @classmethod
    def of_run(cls, duration: Duration, *, final_rate: float) -> Self:
        """See :class:`ChosenSchedule`."""
        return cls(duration.steps, final_rate)

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

    name: ClassVar[str] = "one_cycle"
    title: ClassVar[str] = "One cycle, up and down"
    settings: ClassVar[tuple[str, ...]] = ()
    total: int
    rise: float = 0.3
    start: float = 1 / 25
    final: float = 1e-4

    @classmethod
    def of_run(cls, duration: Duration) -> Self:
        """See :class:`ChosenSchedule`."""
        return cls(duration.steps)

    def factor(self, step: int) -> float:
        """See :class:`Schedule`."""
        peak = max(self.rise * self.total, 1.0)
        if step < peak:
            return between(self.start, 1.0, step / peak)
        return between(1.0, self.final, min((step - peak) / max(self.total - peak, 1.0), 1.0))


def between(first: float, last: float, part: float) -> float:
    """Go from one value to another along half a cosine wave."""
    return last + (first - last) * (1 + math.cos(math.pi * part)) / 2


def steps_to_final_rate(epoch_steps: int) -> int:
    """Compute after how many steps of an epoch a line that falls within it has reached its end.

    Parameters
    ----------
    epoch_steps : int

    Returns
    -------
    int
        At least 1.
    """
    return max(epoch_steps - STEPS_BEFORE_EPOCH_END, 1)


# In the order in which the form offers them.
_ALL: tuple[type[ChosenSchedule], ...] = (Constant, StepDecay, LinearDecay, Cosine, OneCycle)
SCHEDULES = MappingProxyType({one.name: one for one in _ALL})
