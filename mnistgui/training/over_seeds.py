"""Runs a preset with several seeds, where its authors printed none."""

from dataclasses import replace

from mnistgui.data.dataset import Dataset
from mnistgui.training.figures import preset_figures
from mnistgui.training.presets import FORMS, Preset, PresetRun
from mnistgui.training.reproduce import Begin, Known, Reproduction, explanation, trained
from mnistgui.training.seed_spread import SeedSpread, ranges


def with_other_seeds(
    one: Reproduction, preset: Preset, dataset: Dataset, seeds: int, begin: Begin, known: Known
) -> Reproduction:
    """Add to a reproduction what other seeds come to.

    Parameters
    ----------
    one : Reproduction
    preset : Preset
        One that trains.
    dataset : Dataset
    seeds : int
        How many, from 0.
    begin : callable
        Given each run as it begins; returns what is shown each of its events.
    known : dict of TrainingConfig to Outcome
        Runs that are not trained again, as the preset's own, which has one of these seeds.

    Returns
    -------
    Reproduction
    """
    spread = spread_over_seeds(preset, dataset, seeds, begin, known)
    words = tuple(spread.words())
    why = explanation(preset, one.divergences, words)
    return replace(one, why=why, spread=spread, over_seeds=words)


def spread_over_seeds(
    preset: Preset,
    dataset: Dataset,
    seeds: int,
    begin: Begin = lambda _: lambda _: None,
    known: Known | None = None,
) -> SeedSpread:
    """Find the range of a preset's figures, as it was written if any of its runs is.

    Parameters
    ----------
    preset : Preset
        One that trains.
    dataset : Dataset
    seeds : int
        How many, from 0.
    begin : callable
        Given each run as it begins; returns what is shown each of its events.
    known : dict of TrainingConfig to Outcome, optional
        Runs that are not trained again.

    Returns
    -------
    SeedSpread
    """
    form = next(form for form in FORMS if any(form in run.forms for run in preset.runs))
    of_form = [run for run in preset.runs if form in run.forms]
    drawn = []
    for seed in range(seeds):
        runs = tuple(_with_seed(run, seed) for run in of_form)
        outcomes = trained(replace(preset, runs=runs), dataset, begin, known)
        pairs = [(run, outcome.history) for run, outcome in outcomes]
        drawn.append(preset_figures(preset, pairs)[form])
    return SeedSpread(seeds, form, ranges(drawn))


def _with_seed(run: PresetRun, seed: int) -> PresetRun:
    label = f"{run.label}, seed {seed}".removeprefix(", ")
    return replace(run, label=label, config=replace(run.config, seed=seed))
