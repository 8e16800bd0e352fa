"""Makes a plan of what a person asked for in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.sweeps.axes import Axis, GridAxis, applied, parse_grid, parse_range
from mnistgui.sweeps.plan import MEASURES, PRUNERS, StudyPlan, WorkerPace
from mnistgui.training.config import TrainingConfig, parse_assignments
from mnistgui.training.fitting import require_settings_fit
from mnistgui.training.measuring import divided_sizes
from mnistgui.training.presets import Preset, preset_named, presets


@dataclass(frozen=True, kw_only=True)
class AskedStudy:
    """A study in a person's words.

    Parameters
    ----------
    preset : str or None
        The name of a grid among the write-ups' experiments.
    settings : sequence of str
        Such as ``"epochs=5"``, for every cell.
    grid, search : sequence of str
        Such as ``"hidden_1=100,200"`` and ``"learning_rate=0.01..1:log"``.
    trials : int or None
        How many settings a search draws.
    seeds : int
    where : str
    maximize : str
    prune : str or None
    artifacts : str
    pace : WorkerPace
    """

    preset: str | None = None
    settings: Sequence[str] = ()
    grid: Sequence[str] = ()
    search: Sequence[str] = ()
    trials: int | None = None
    seeds: int = 1
    where: str = ""
    maximize: str = "valid_accuracy"
    prune: str | None = None
    artifacts: str = ""
    pace: WorkerPace = field(default_factory=WorkerPace)

    def plan(self, dataset: Dataset) -> StudyPlan:
        """Return the plan.

        Parameters
        ----------
        dataset : Dataset

        Returns
        -------
        StudyPlan

        Raises
        ------
        UserError
            Something is not accepted, or does not fit together.
        """
        base, axes, where = self.parts()
        config = TrainingConfig.from_strings(parse_assignments(self.settings), base)
        plan = StudyPlan(
            base=config.fitted_to(dataset.kind),
            axes=axes,
            data=DataFacts.from_dataset(dataset),
            trials=self.trials or 0,
            seeds=self.seeds,
            where=where,
            maximize=self.maximize,
            prune=self.prune,
            artifacts=self.artifacts,
            pace=self.pace,
        )
        require_measure(plan, dataset)
        return plan

    def _check(self) -> None:
        if sum(map(bool, (self.preset, self.grid, self.search))) == 0 or (
            self.preset and (self.grid or self.search)
        ):
            raise UserError(
                "a study needs --preset NAME, --grid FIELD=a,b or --search with --trials"
            )
        if bool(self.search) != bool(self.trials):
            raise UserError("--search FIELD=low..high needs --trials N, and --trials a --search")
        _require_known(self.maximize, MEASURES, "--maximize")
        if self.prune is not None:
            _require_known(self.prune, PRUNERS, "--prune")
        if self.pace.grace_seconds <= 2 * self.pace.heartbeat_seconds:
            raise UserError("--grace must be more than two times --heartbeat")

    def parts(self) -> tuple[TrainingConfig, tuple[Axis, ...], str]:
        """Read the words, for which no digits are needed.

        Returns
        -------
        tuple
            Settings before those of every cell, axes and constraint.

        Raises
        ------
        UserError
            Something is not accepted.
        """
        self._check()
        if self.preset is not None:
            chosen = grid_preset(self.preset)
            where = ", ".join(filter(None, (preset_where(chosen), self.where)))
            return chosen.runs[0].config, preset_axes(chosen), where
        axes: tuple[Axis, ...] = (*map(parse_grid, self.grid), *map(parse_range, self.search))
        names = [axis.name for axis in axes]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise UserError(f"{twice} is named twice; each axis is named once")
        return TrainingConfig(), axes, self.where


def _require_known(name: str, known: Any, option: str) -> None:
    if name not in known:
        raise UserError(f"{option} {name} is not possible; accepted is one of {', '.join(known)}")


def grid_preset(name: str) -> Preset:
    """Find a preset that is a grid.

    Parameters
    ----------
    name : str

    Returns
    -------
    Preset

    Raises
    ------
    UserError
        There is none of this name.
    """
    chosen = preset_named(name)
    if chosen.kind != "grid":
        grids = ", ".join(one.name for one in presets().values() if one.kind == "grid")
        raise UserError(f"{name} is no grid; {grids} is, and --grid FIELD=a,b makes one")
    return chosen


def preset_axes(preset: Preset) -> tuple[Axis, ...]:
    """Return the axes of a preset that is a grid."""
    return tuple(
        GridAxis(name, tuple(values))
        for name, values in preset.grid.items()
        if not name.endswith("_parameters")
    )


def preset_where(preset: Preset) -> str:
    """Return the constraint of a preset that is a grid."""
    low, high = (preset.grid[f"{which}_parameters"] for which in ("fewest", "most"))
    return f"parameters > {low}, parameters < {high}"


def require_measure(plan: StudyPlan, dataset: Dataset) -> None:
    """Refuse a study whose cells cannot be trained or compared with these digits.

    Parameters
    ----------
    plan : StudyPlan
    dataset : Dataset

    Raises
    ------
    UserError
        There are too few digits, none are held back for the measure, or settings of a cell have no
        meaning for pictures of this kind.
    """
    if plan.base.pictures != MNIST_KIND:
        for values in plan.settings:
            require_settings_fit(applied(plan.base, values))
    config = plan.cell(1).config
    _, n_valid = divided_sizes(config, len(dataset.train), dataset.name)
    if plan.maximize == "valid_accuracy" and n_valid == 0:
        raise UserError(
            "no digits are held back for the validation accuracy; --set validation_size=N does, "
            "or --maximize another measure"
        )
