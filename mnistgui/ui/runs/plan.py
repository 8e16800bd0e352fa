"""A plan: runs that are trained one after another, their progress and the time they still take."""

from collections.abc import Callable
from dataclasses import replace

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import PictureKind
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.measuring import divided_sizes, fitted
from mnistgui.training.model import blueprint
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.training.sampling import steps_per_epoch
from mnistgui.ui.background.job import seconds_left
from mnistgui.ui.runs.run import Run, Status

# What a step costs besides its products, in weights visited for one digit.
_STEP_WORK = 250_000


class Plan:
    """Holds the runs in their order; the planner starts them.

    Parameters
    ----------
    planned : tuple of PresetRun
        What is to be trained.
    dataset : Dataset
        What all of them learn from.
    preset : Preset or None
        The experiment that the runs belong to.

    Attributes
    ----------
    begun : list of Run
        The runs begun so far, in order.
    stopped : bool
        Whether the person ended it; what was not begun then is not begun.
    smaller : bool
        Whether the experiment had more digits when it was first made than there are.
    """

    def __init__(
        self, planned: tuple[PresetRun, ...], dataset: Dataset, preset: Preset | None = None
    ) -> None:
        self.planned = planned
        self.dataset = dataset
        self.preset = preset
        self.begun: list[Run] = []
        self.stopped = False
        self.smaller = False
        self._work = [_work(run.config, len(dataset.train)) for run in planned]

    @property
    def next(self) -> PresetRun | None:
        """The run to start next; None when all have been started."""
        return self.planned[len(self.begun)] if len(self.begun) < len(self.planned) else None

    @property
    def goes_on(self) -> bool:
        """Whether another run follows."""
        return self.next is not None and not self.stopped

    @property
    def ended(self) -> bool:
        """Whether every run came to its own end."""
        over = (Status.FINISHED, Status.DIVERGED)
        return self.next is None and all(run.status in over for run in self.begun)

    @property
    def fraction(self) -> float:
        """How much of the work is done, from 0 to 1; larger networks count for more."""
        done = sum(work * _fraction(run) for run, work in zip(self.begun, self._work, strict=False))
        return done / sum(self._work)

    def least_seconds_left(self, seconds_per_step: Callable[[int], float]) -> float:
        """Return the least time that the rest of the plan takes at a pace, in seconds.

        Parameters
        ----------
        seconds_per_step : callable
            Given the steps of an epoch, what each of them takes at least.
        """
        total = 0.0
        for place, planned in enumerate(self.planned):
            n_train, _ = divided_sizes(planned.config, len(self.dataset.train), self.dataset.name)
            each_epoch = steps_per_epoch(planned.config, n_train)
            fraction = _fraction(self.begun[place]) if place < len(self.begun) else 0.0
            steps = planned.config.epochs * each_epoch * (1 - fraction)
            total += steps * seconds_per_step(each_epoch)
        return total

    @property
    def trained(self) -> list[tuple[PresetRun, History]]:
        """The histories of the runs that have trained and been measured."""
        return [(planned, run.history) for planned, run in self.measured]

    @property
    def measured(self) -> list[tuple[PresetRun, Run]]:
        """The runs that have trained and been measured."""
        return [
            (planned, run)
            for planned, run in zip(self.planned, self.begun, strict=False)
            if len(run.history.measured) and len(run.history.steps)
        ]

    def best(self) -> Run | None:
        """Return the run with the highest validation accuracy; None while none was measured."""
        measured = [run for run in self.begun if run.accuracy("valid") is not None]
        return max(measured, key=lambda run: run.accuracy("valid") or 0.0, default=None)


def of_kind(planned: tuple[PresetRun, ...], pictures: PictureKind) -> tuple[PresetRun, ...]:
    """Return runs whose networks read some kind of pictures."""
    return tuple(replace(run, config=run.config.fitted_to(pictures)) for run in planned)


def fitted_runs(planned: tuple[PresetRun, ...], n_train: int) -> tuple[PresetRun, ...]:
    """Return the runs of an experiment, made to fit a number of digits."""
    return tuple(replace(run, config=fitted(run.config, n_train)) for run in planned)


def _fraction(run: Run) -> float:
    if run.status in (Status.FINISHED, Status.DIVERGED):
        return 1.0
    return min(len(run.history.steps) / max(run.total_steps, 1), 1.0)


def _work(config: TrainingConfig, digits: int) -> float:
    """Return the computing work of a run, in an arbitrary unit."""
    steps = config.epochs * steps_per_epoch(config, digits)
    return float(config.epochs * digits * blueprint(config).cost + steps * _STEP_WORK)


class PlanPace:
    """Measures how fast a plan progresses, without the time in which nothing trains."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._pace: object = None
        self._seconds = 0.0
        self._begun_at = 0.0
        self._last: float | None = None

    def add_sample(self, plan: Plan, now: float, pace: object = None, *, running: bool) -> None:
        """Record the state of a plan at one time.

        Parameters
        ----------
        plan : Plan
            Another one starts afresh.
        now : float
            Time of the monotonic clock, in seconds.
        pace : object
            How fast it is trained; another one starts afresh.
        running : bool
            Whether a run of it trains from now on.
        """
        if plan is not self._plan or pace != self._pace:
            self._pace = pace
            self._plan, self._seconds, self._begun_at, self._last = plan, 0.0, plan.fraction, None
        if self._last is not None:
            self._seconds += now - self._last
        self._last = now if running else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest of the plan will take; None while that is not known."""
        if self._plan is None or self._begun_at >= 1:
            return None
        rest = 1 - self._begun_at
        return seconds_left((self._plan.fraction - self._begun_at) / rest, self._seconds)
