"""Reproduces the write-ups: runs presets and puts our figures beside the reported ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.training.checking import new_network_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Event
from mnistgui.training.examination import examine
from mnistgui.training.figures import preset_figures
from mnistgui.training.presets import FORMS, Preset, PresetRun
from mnistgui.training.run_comparison import compare_runs
from mnistgui.training.scope import OUTPUT_OF_UNIT_0
from mnistgui.training.seed_spread import SeedSpread
from mnistgui.training.summary import Outcome, train_to_the_end
from mnistgui.training.trainer import Trainer

OnEvent = Callable[[Event], None]
# How the runs of a preset are shown while they go on: begins one and gives what watches it.
Begin = Callable[[PresetRun], OnEvent]
# What runs of these settings came to, so that none is trained twice.
Known = dict[TrainingConfig, Outcome]


@dataclass(frozen=True)
class Reproduction:
    """The reported figures of a preset and ours.

    Parameters
    ----------
    preset : str
        Its name.
    reported, as_written, put_right : mapping of str to JSON-able values
        By figure, or by case first where there are several: what the authors wrote, what their
        settings with their mistakes come to, and what they come to without.
    why : str
        What explains a difference, what other seeds came to, and which of our runs diverged.
    curve : mapping of str to list, optional
        Of a gradient check: ``n`` and ``max_difference``.
    divergences : tuple of str
        A sentence of ``why`` for each of our runs that diverged.
    spread : SeedSpread or None
        What other seeds come to, for authors who printed none.
    over_seeds : tuple of str
        That in sentences of ``why``, where the other seeds were run just now.
    runs : sequence of mapping of str to (str, int, float or None)
        Of a grid: a row for each run, the best first, as
        :func:`~mnistgui.training.run_comparison.compare_runs` names its columns.
    """

    preset: str
    reported: Mapping[str, Any]
    as_written: Mapping[str, Any]
    put_right: Mapping[str, Any]
    why: str
    curve: Mapping[str, Any] = field(default_factory=dict)
    divergences: tuple[str, ...] = ()
    spread: SeedSpread | None = None
    over_seeds: tuple[str, ...] = ()
    runs: Sequence[Mapping[str, Any]] = ()


def reproduce(
    preset: Preset,
    dataset: Dataset,
    weights: Network,
    begin: Begin = lambda _: lambda _: None,
    known: Known | None = None,
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
    known : dict of TrainingConfig to Outcome, optional
        Runs of this dataset that are not trained again; those that are trained are added.

    Returns
    -------
    Reproduction

    Raises
    ------
    UserError
        The preset's settings do not fit the dataset.
    """
    curve: dict[str, Any] = {}
    divergences: tuple[str, ...] = ()
    runs: Sequence[Mapping[str, Any]] = ()
    match preset.kind:
        case "pretrained":
            ours = {"test_accuracy": 100 * evaluate(weights, dataset.test).accuracy}
            forms = dict.fromkeys(FORMS, ours)
        case "gradient-check":
            ours, curve = _gradient_check(preset, dataset)
            forms = dict.fromkeys(FORMS, ours)
        case _:
            outcomes = list(trained(preset, dataset, begin, known))
            forms = preset_figures(preset, [(run, outcome.history) for run, outcome in outcomes])
            divergences = tuple(_divergences(outcomes))
            runs = _best_first(outcomes) if preset.kind == "grid" else ()
    as_written, put_right = (forms[form] for form in FORMS)
    why = explanation(preset, divergences)
    told = (preset.reported, as_written, put_right, why, curve, divergences, preset.spread)
    return Reproduction(preset.name, *told, runs=runs)


def explanation(
    preset: Preset, divergences: Sequence[str] = (), over_seeds: Sequence[str] = ()
) -> str:
    """Explain where the figures of a preset differ.

    Parameters
    ----------
    preset : Preset
    divergences : sequence of str
        Sentences about our runs that diverged.
    over_seeds : sequence of str
        What other seeds gave just now; empty for what is known of the preset.

    Returns
    -------
    str
    """
    words = over_seeds or preset.spread_words()
    return " ".join([preset.why.rstrip(), *words, *divergences]).strip()


def trained(
    preset: Preset, dataset: Dataset, begin: Begin, known: Known | None = None
) -> Iterator[tuple[PresetRun, Outcome]]:
    """Train the runs of a preset, one after the other.

    Parameters
    ----------
    preset : Preset
    dataset : Dataset
    begin : callable
        Given each run as it begins; returns what is shown each of its events.
    known : dict of TrainingConfig to Outcome, optional
        Runs of this dataset that are not trained again; those that are trained are added.

    Yields
    ------
    (PresetRun, Outcome)
    """
    known = {} if known is None else known
    for run in preset.runs:
        config = run.config.fitted_to(dataset.kind)
        if config not in known:
            known[config] = train_to_the_end(Trainer(config, dataset), begin(run))
        yield run, known[config]


def _divergences(outcomes: Sequence[tuple[PresetRun, Outcome]]) -> Iterator[str]:
    """Yield a sentence for each run that diverged before its figures were complete."""
    for run, outcome in outcomes:
        if outcome.diverged is not None:
            name = f"The run {run.label}" if run.label else "The run"
            yield f"{name} diverged at step {thousands(outcome.diverged.step)}."


def _best_first(outcomes: Sequence[tuple[PresetRun, Outcome]]) -> Sequence[Mapping[str, Any]]:
    """Return the table of the runs, the best on validation digits first."""
    ranked = sorted(outcomes, key=lambda one: -float(one[1].history.measured["valid_accuracy"][-1]))
    header, rows = compare_runs([(run, outcome.history) for run, outcome in ranked])
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def _gradient_check(preset: Preset, dataset: Dataset) -> tuple[dict[str, Any], dict[str, Any]]:
    case = new_network_case(preset.runs[0].config, dataset.train, scope=OUTPUT_OF_UNIT_0)
    curve = examine(case, OUTPUT_OF_UNIT_0).curve
    points = {"n": curve.n.tolist(), "max_difference": curve.max_difference.tolist()}
    return {"falls_with_n": curve.falls}, points
