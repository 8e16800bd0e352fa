"""Personalising: a network is fine-tuned on the digits that one person has taught.

A trial learns from most of the taught digits and is judged on the others; what is kept learns
from all of them. How much is learnt is counted in digits seen, never in seconds, so the same
drawings and seed give the same network.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import augment
from mnistgui.data.dataset import Dataset, Split
from mnistgui.drawing.rehearsal import (
    Shares,
    held_back,
    mix_with_rehearsal,
    rehearsal_and_validation,
)
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress, no_report
from mnistgui.training.calibration import calibrated
from mnistgui.training.config import TrainingConfig
from mnistgui.training.default_model import as_read
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import EpochEnded, Stepped
from mnistgui.training.fine_tuning import fine_tuner


@dataclass(frozen=True)
class Recipe:
    """The settings of fine-tuning.

    Parameters
    ----------
    config : TrainingConfig
        Everything but the model and the seed.
    shares : Shares
        Of each epoch.
    """

    config: TrainingConfig
    shares: Shares


RECIPE = Recipe(
    TrainingConfig(
        optimizer="adam",
        batch_size=100,
        learning_rate=1e-3,
        schedule="cosine",
        final_rate=0.0,
        epochs=1,
        validation_size=0,
        # Nothing is measured on the way.
        metrics_every=10_000_000,
        metrics_sample=1,
    ),
    Shares(rehearsed=40_000, taught=20_000, most_copies=400),
)
"""Chosen on a model that had never seen a pen recording, by some writers; judged on the others."""

_VALIDATION_DIGITS = 5000


@dataclass(frozen=True)
class AccuracyChange:
    """An accuracy before and after fine-tuning, from 0 to 1."""

    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Personalized:
    """The result of personalising.

    Parameters
    ----------
    network : Network
        Learnt from every taught digit; its temperature is fitted anew.
    taught : int
        Taught digits.
    held_back : int
        How many of them the trial was judged on.
    hand : AccuracyChange or None
        On those, before and after the trial; None where none could be held back.
    test : AccuracyChange
        On the data set's test digits, before and after: what was forgotten.
    """

    network: Network
    taught: int
    held_back: int
    hand: AccuracyChange | None
    test: AccuracyChange


def personalized(
    network: Network,
    drawings: Sequence[Drawing],
    dataset: Dataset,
    seed: int = 0,
    watch: OnProgress = no_report,
) -> Personalized:
    """Fine-tune a network on a person's digits, and measure what that gained and lost.

    Parameters
    ----------
    network : Network
        Reads ten digits; not changed.
    drawings : sequence of Drawing
        Taught digits, each with a label; at least one.
    dataset : Dataset
        Rehearsed and tested on.
    seed : int
        Where the random numbers start.
    watch : callable
        Told about every step.

    Returns
    -------
    Personalized

    Raises
    ------
    UserError
        A drawing has no label or no stroke, or the network cannot be fine-tuned.
    """
    held = held_back(labels_of(drawings))
    phases = 2 if held.any() else 1
    hand = None
    if held.any():
        judged = as_read([d for d, out in zip(drawings, held, strict=True) if out])
        trial = [d for d, out in zip(drawings, held, strict=True) if not out]
        tried = learnt(network, trial, dataset, seed, watch=_phase(watch, 0, phases))
        hand = _change(network, tried, judged)
    final = learnt(network, drawings, dataset, seed, watch=_phase(watch, phases - 1, phases))
    test = _change(network, final, dataset.test)
    return Personalized(final, len(drawings), int(held.sum()), hand, test)


def learnt(
    network: Network,
    drawings: Sequence[Drawing],
    dataset: Dataset,
    seed: int = 0,
    *,
    recipe: Recipe = RECIPE,
    watch: OnProgress = no_report,
) -> Network:
    """Fine-tune a network on a person's digits.

    Parameters
    ----------
    network : Network
        Not changed.
    drawings : sequence of Drawing
        Taught digits, each with a label; at least one.
    dataset : Dataset
        Rehearsed.
    seed : int
    recipe : Recipe
    watch : callable
        Told about every step.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        As :func:`personalized`.
    """
    config = replace(recipe.config, seed=seed)
    rehearsal, validation = rehearsal_and_validation(dataset, _VALIDATION_DIGITS)
    rng = np.random.default_rng(seed)
    mix = mix_with_rehearsal(drawings, rehearsal, recipe.shares, rng)
    # All are warped here, once: an epoch of the trainer warps but one half, and there is one epoch.
    train = replace(mix, images=augment(mix.images, Augmentation(), rng))
    trainer = fine_tuner(network, config, replace(dataset, train=train))
    total = config.epochs * -(-len(train) // config.batch_size)
    trainer.threads.in_passing = True
    for event in trainer:
        if isinstance(event, Stepped):
            watch(event.step, total)
        elif isinstance(event, EpochEnded) and event.epoch == config.epochs:
            break  # What would follow is a measurement of every digit.
    tuned = trainer.snapshot()
    return calibrated(tuned, validation) if len(validation) else tuned


def _phase(watch: OnProgress, phase: int, phases: int) -> OnProgress:
    """Report the progress of one of several equally long phases as that of the whole."""
    return lambda done, total: watch(phase * total + done, phases * total)


def _change(before: Network, after: Network, split: Split) -> AccuracyChange:
    return AccuracyChange(evaluate(before, split).accuracy, evaluate(after, split).accuracy)
