"""Runs whose diagnosis is known: ten things that go wrong, and runs that are healthy."""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.inspection.evidence import Curves, EvidenceCollector, RunEvidence
from mnistgui.inspection.health import Finding, diagnose
from mnistgui.inspection.step_measurer import first_network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Finished, Stepped
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True)
class Scenario:
    """A run that goes wrong in one way.

    Parameters
    ----------
    name : str
    rules : tuple of str
        What has to be found, and nothing else.
    settings : dict
    layer : int or None
        The layer that is named; None for the whole network.
    noise : float
        Share of the training labels that are made wrong.
    """

    name: str
    rules: tuple[str, ...]
    settings: dict[str, Any]
    layer: int | None = None
    noise: float = 0.0


WIDE: dict[str, Any] = {"hidden": (64, 96), "optimizer": "sgd", "batch_size": 32, "epochs": 2}
SCENARIOS = (
    Scenario("init-zeros", ("identical_units",), {**WIDE, "initializer": "zeros"}, 1),
    Scenario(
        "init-zeros of sigmoids",
        ("identical_units",),
        {"initializer": "zeros", "activation": "sigmoid", "epochs": 3},
        1,
    ),
    Scenario(
        "init-normal", ("first_weights",), {**WIDE, "initializer": "normal", "init_sigma": 100.0}, 1
    ),
    Scenario(
        "a rate far too large", ("loss_peak", "dead_units"), {"learning_rate": 10.0, "epochs": 3}
    ),
    Scenario(
        "a rate far too large for Adam",
        ("loss_peak", "dead_units"),
        {"learning_rate": 0.3, "optimizer": "adam", "epochs": 3},
    ),
    Scenario("a rate far too small", ("update_ratio",), {"learning_rate": 1e-6, "epochs": 5}, 1),
    Scenario("dying ReLU", ("dead_units",), {"learning_rate": 0.5, "epochs": 5}, 1),
    Scenario(
        "ReLU that is born dead",
        ("dead_units",),
        {"bias_sigma": 6.0, "learning_rate": 0.001, "epochs": 8},
        1,
    ),
    Scenario(
        "saturated tanh",
        ("first_weights", "saturation"),
        {"activation": "tanh", "initializer": "normal", "init_sigma": 1.0, "epochs": 5},
        1,
    ),
    Scenario(
        "tanh that a long step has saturated",
        ("saturation",),
        {"activation": "tanh", "learning_rate": 0.3, "epochs": 5},
        1,
    ),
    Scenario(
        "pixels in [-1, 1] that are not centred",
        ("pixel_mean",),
        {"pixel_scaling": "signed", "learning_rate": 0.03, "epochs": 5},
    ),
    Scenario("raw pixels", ("pixel_deviation",), {"pixel_scaling": "raw", "epochs": 2}),
    Scenario(
        "vanishing gradients",
        ("gradient_share",),
        {"hidden": (30,) * 12, "activation": "sigmoid", "epochs": 5},
        1,
    ),
    Scenario("overfitting", ("overfitting",), {"train_size": 150, "batch_size": 50, "epochs": 60}),
    Scenario("label noise", ("wrong_labels",), {"epochs": 8}, noise=0.2),
    Scenario(
        "label noise in training digits alone",
        ("wrong_labels",),
        {"epochs": 4, "label_noise": "uniform", "noise_share": 0.2},
    ),
    Scenario(
        "label noise in training digits alone that is learnt by heart",
        ("wrong_labels",),
        {"train_size": 1500, "epochs": 40, "label_noise": "uniform", "noise_share": 0.3},
    ),
    Scenario(
        "label noise that is learnt by heart",
        ("wrong_labels",),
        {"train_size": 1500, "epochs": 40},
        noise=0.3,
    ),
)

HEALTHY: dict[str, dict[str, Any]] = {
    "defaults": {},
    "softmax regression": {"model": "softmax", "initializer": "zeros", "epochs": 10},
    "logistic regression": {"model": "logistic", "initializer": "zeros"},
    "tanh": {"activation": "tanh", "initializer": "glorot", "optimizer": "sgd", "epochs": 10},
    "sigmoid": {"activation": "sigmoid", "initializer": "glorot", "epochs": 10},
    "leaky ReLU": {"activation": "leaky_relu"},
    "Adam": {"optimizer": "adam", "learning_rate": 0.001, "epochs": 8},
    "two hidden layers": {**WIDE, "initializer": "glorot", "learning_rate": 0.1, "epochs": 6},
    "dropout and a penalty": {"dropout": 0.2, "l2": 1e-4, "epochs": 8},
    "a rate that falls to nothing": {"schedule": "cosine", "epochs": 8},
    "standardised pixels": {"pixel_scaling": "standardised", "learning_rate": 0.01},
    "one digit a step": {"batch_size": 1, "optimizer": "sgd", "learning_rate": 0.01, "epochs": 2},
    "twelve layers of ReLU": {"hidden": (40,) * 12, "learning_rate": 0.02, "epochs": 12},
    "narrow first weights": {"initializer": "normal", "init_sigma": 0.05, "learning_rate": 0.05},
}


def with_noise(dataset: Dataset, share: float) -> Dataset:
    """The same digits, of which a share of the training labels is wrong."""
    rng = np.random.default_rng(7)
    labels = dataset.train.labels.copy()
    wrong = rng.random(len(labels)) < share
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    return replace(dataset, train=Split(dataset.train.images, labels.astype(np.uint8)))


def trained(settings: dict[str, Any], dataset: Dataset) -> SavedRun:
    """Train a run to its end."""
    trainer, history, ended = Trainer(TrainingConfig(**settings), dataset), History(), None
    for event in trainer:
        history.add(event)
        if isinstance(event, Finished):
            ended = event.reason
    return SavedRun.from_trainer(trainer, DataFacts.from_dataset(dataset), history, ended=ended)


def found_on_the_way(
    settings: dict[str, Any], dataset: Dataset, steps: Container[int]
) -> dict[int, tuple[Finding, ...]]:
    """What panel Health finds while a run trains, after some of its steps and after the last."""
    config = TrainingConfig(**settings)
    trainer, history, found = Trainer(config, dataset), History(), {}
    collector = EvidenceCollector(config, dataset, first_network(config, None, drawn=True))

    def judge(ended: str | None) -> tuple[Finding, ...]:
        curves = Curves.from_history(history, ended)
        return diagnose(collector.collect(curves, trainer.state()))

    for event in trainer:
        history.add(event)
        if isinstance(event, Stepped) and event.step in steps:
            found[event.step] = judge(None)
        if isinstance(event, Finished):
            found[len(history.steps)] = judge(event.reason)
    return found


def evidence_of(run: SavedRun, dataset: Dataset) -> RunEvidence:
    """What the rules look at in a run."""
    first = first_network(run.config, run.start, drawn=True)
    collector = EvidenceCollector(run.config, dataset, first)
    return collector.collect(Curves.from_history(run.restored_history(), run.ended), run.state)


def diagnosed(run: SavedRun, dataset: Dataset) -> tuple[Finding, ...]:
    """What is found in a run."""
    return diagnose(evidence_of(run, dataset))
