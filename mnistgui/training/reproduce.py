"""Reproducing the write-ups: runs a preset and puts our figures beside those reported."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.checking import new_network_case
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Event
from mnistgui.training.examination import examine
from mnistgui.training.figures import preset_figures
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.training.scope import OUTPUT_OF_UNIT_0
from mnistgui.training.summary import Outcome, train_to_the_end
from mnistgui.training.trainer import Trainer

Watch = Callable[[Event], None]
# How the runs of a preset are shown while they go on: begins one and gives what watches it.
Begin = Callable[[PresetRun], Watch]


@dataclass(frozen=True)
class Reproduction:
    """Reported figures beside ours.

    Parameters
    ----------
    preset : str
        Its name.
    reported, ours : mapping of str to JSON-able values
        The same names in both; by run label first where there are several runs.
    why : str
        What explains a difference, and which of our runs diverged.
    curve : mapping of str to list, optional
        Of a gradient check: ``n`` and ``max_difference``.
    """

    preset: str
    reported: Mapping[str, Any]
    ours: Mapping[str, Any]
    why: str
    curve: Mapping[str, Any] = field(default_factory=dict)


def reproduce(
    preset: Preset, dataset: Dataset, weights: Network, begin: Begin = lambda _: lambda _: None
) -> Reproduction:
    """Run a preset to the end.

    Parameters
    ----------
    preset : Preset
    dataset : Dataset
    weights : Network
        What a preset of a trained network looks at.
    begin : callable
        Given each run as it begins; returns what is shown each of its events.

    Returns
    -------
    Reproduction

    Raises
    ------
    UserError
        The preset's settings do not fit the dataset.
    """
    curve: dict[str, Any] = {}
    why = preset.why
    match preset.kind:
        case "pretrained":
            ours = {"test_accuracy": 100 * evaluate(weights, dataset.test).accuracy}
        case "gradient-check":
            ours, curve = _gradient_check(preset, dataset)
        case _:
            outcomes = list(_trained(preset, dataset, begin))
            ours = preset_figures(preset, [(run, outcome.history) for run, outcome in outcomes])
            why = " ".join([why.rstrip(), *_divergences(outcomes)])
    return Reproduction(preset.name, preset.reported, ours, why, curve)


def _trained(preset: Preset, dataset: Dataset, begin: Begin) -> Iterator[tuple[PresetRun, Outcome]]:
    """Train what figures were reported for."""
    for run in preset.runs:
        if preset.kind == "grid" or len(preset.runs) == 1 or run.label in preset.reported:
            yield run, train_to_the_end(Trainer(run.config, dataset), begin(run))


def _divergences(outcomes: Sequence[tuple[PresetRun, Outcome]]) -> Iterator[str]:
    """A sentence for each run whose figures are those of a run broken off."""
    for run, outcome in outcomes:
        if outcome.diverged is not None:
            name = f"The run {run.label}" if run.label else "The run"
            yield f"{name} diverged at step {outcome.diverged.step:,}."


def _gradient_check(preset: Preset, dataset: Dataset) -> tuple[dict[str, Any], dict[str, Any]]:
    case = new_network_case(preset.runs[0].config, dataset.train, scope=OUTPUT_OF_UNIT_0)
    curve = examine(case, OUTPUT_OF_UNIT_0).curve
    points = {"n": curve.n.tolist(), "max_difference": curve.max_difference.tolist()}
    return {"falls_with_n": curve.falls}, points
