"""Settings that repeat what other programs did, against plain NumPy."""

from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.nn.heads import Softmax
from mnistgui.nn.network import Network
from mnistgui.training.checking import new_network_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Stepped
from mnistgui.training.examination import examine
from mnistgui.training.history import History
from mnistgui.training.model import make_network
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

WIDE = TrainingConfig(
    model="softmax",
    initializer="normal",
    init_sigma=1.0,
    bias_sigma=1.0,
    optimizer="sgd",
    sampling="ordered",
    generator="legacy",
    precision="float64",
    validation_size=0,
    seed=243,
    epochs=3,
)
Floats = NDArray[np.float64]


def trained(config: TrainingConfig) -> Network:
    trainer = Trainer(config, blob_dataset())
    for _ in trainer:
        pass
    return trainer.snapshot()


def drawn() -> tuple[Floats, Floats]:
    np.random.seed(243)  # noqa: NPY002 - it is the older generator that is repeated
    W = np.random.normal(0, 1, (784, 10))  # noqa: NPY002
    return W, np.random.normal(0, 1, 10)  # noqa: NPY002


def softmax_steps(batches: list[slice], rate: float, mistake: str) -> tuple[Floats, Floats]:
    """Softmax regression as the write-ups coded it, with a mean gradient."""
    digits = blob_dataset().train
    x, y = digits.images / 255, np.eye(10)[digits.labels]
    W, b = drawn()
    for rows in batches:
        z = x[rows] @ W + b
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = e / (e.sum() if mistake == "A" else e.sum(axis=1, keepdims=True))
        delta = (y[rows] * p if mistake == "C" else p) - y[rows]
        delta /= len(delta)
        W -= rate * x[rows].T @ delta
        b -= rate * delta.sum(axis=0)
    return W, b


def test_the_older_generator_draws_weights_and_biases_layer_by_layer() -> None:
    network = make_network(replace(WIDE, model="mlp", hidden=(5,)))
    rng = np.random.RandomState(243)
    shapes = [(784, 5), (5,), (5, 10), (10,)]
    for parameter, shape in zip(network.parameters(), shapes, strict=True):
        assert parameter.dtype == np.float64
        assert (parameter == rng.normal(0.0, 1.0, shape)).all()


def test_weights_can_be_drawn_unit_by_unit() -> None:
    network = make_network(replace(WIDE, model="mlp", hidden=(5,), draw_order="units"))
    rng = np.random.RandomState(243)
    for layer, (fan_in, fan_out) in zip(network.dense_layers(), [(784, 5), (5, 10)], strict=True):
        assert (layer.W == rng.normal(0.0, 1.0, (fan_out, fan_in)).T).all()
        assert (layer.b == rng.normal(0.0, 1.0, fan_out)).all()


def test_a_layer_can_be_drawn_before_the_output_layer_and_not_used() -> None:
    network = make_network(replace(WIDE, model="mlp", hidden=(5,), unused_layer=3))
    rng = np.random.RandomState(243)
    shapes = [(784, 5), (5,), (5, 3), (3,), (5, 10), (10,)]
    drawn_all = [rng.normal(0.0, 1.0, shape) for shape in shapes]
    used = drawn_all[:2] + drawn_all[4:]
    for parameter, values in zip(network.parameters(), used, strict=True):
        assert (parameter == values).all()


@pytest.mark.parametrize("mistake", ["none", "A", "C"])
@pytest.mark.parametrize("batch_size", [0, 100])
def test_it_trains_as_plain_numpy_does(mistake: str, batch_size: int) -> None:
    config = replace(WIDE, batch_size=batch_size, learning_rate=0.5, mistake=mistake)
    size = batch_size or 600
    batches = [slice(at, at + size) for at in range(0, 600, size)] * 3
    W, b = softmax_steps(batches, 0.5, mistake)
    network = trained(config)
    assert pytest.approx(W, abs=1e-12) == network.dense_layers()[0].W
    assert network.dense_layers()[0].b == pytest.approx(b, abs=1e-12)


def test_the_first_batch_can_be_a_digit_short_and_the_last_digit_left_out() -> None:
    config = replace(WIDE, batch_size=100, learning_rate=0.5, first_batch="one_short")
    edges = [0, *range(99, 600, 100)]
    batches = [slice(start, stop) for start, stop in pairwise(edges)] * 3
    W, _ = softmax_steps(batches, 0.5, "none")
    events = list(Trainer(config, blob_dataset()))
    sizes = [event.samples for event in events if isinstance(event, Stepped)]
    assert sizes == [99, 100, 100, 100, 100, 100] * 3
    assert [e.epoch for e in events if isinstance(e, Measured)][-1] == 3.0
    assert pytest.approx(W, abs=1e-12) == trained(config).dense_layers()[0].W


def test_a_batch_of_one_digit_cannot_be_a_digit_short() -> None:
    with pytest.raises(UserError, match="batch_size=2 and more"):
        Trainer(replace(WIDE, batch_size=1, first_batch="one_short"), blob_dataset())


def test_a_summed_gradient_goes_as_many_times_as_far() -> None:
    mean = replace(WIDE, batch_size=100, learning_rate=0.5, l2=0.01)
    added_up = replace(mean, learning_rate=0.005, batch_gradient="sum", l2=1.0)
    one, other = trained(mean), trained(added_up)
    assert pytest.approx(other.dense_layers()[0].W, abs=1e-12) == one.dense_layers()[0].W
    assert one.dense_layers()[0].b == pytest.approx(other.dense_layers()[0].b, abs=1e-12)


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_a_mistake_is_none_of_the_network_that_comes_out(mistake: str) -> None:
    trainer = Trainer(replace(WIDE, mistake=mistake), blob_dataset())
    assert trainer.snapshot().head == Softmax()


@pytest.mark.parametrize(("mistake", "right"), [("none", True), ("A", False), ("C", False)])
def test_a_gradient_check_of_its_settings_shows_the_mistake(mistake: str, *, right: bool) -> None:
    case = new_network_case(replace(WIDE, mistake=mistake), blob_dataset().train)
    assert examine(case).right is right


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"mistake": "A", "model": "logistic"}, "mistake A is one of softmax"),
        ({"mistake": "B"}, "schedule=step is accepted"),
        ({"mistake": "D"}, "decay_within=epoch is accepted"),
        ({"mistake": "D", "schedule": "linear"}, "decay_within=epoch is accepted"),
    ],
)
def test_a_mistake_that_cannot_be_made_is_refused(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        Trainer(replace(WIDE, **change), blob_dataset())  # type: ignore[arg-type]


MISTAKEN = [
    {"mistake": "A", "batch_size": 100},
    {"mistake": "A", "batch_size": 0},
    {"mistake": "B", "schedule": "step", "step_epochs": 1, "first_batch": "one_short"},
    {"mistake": "C", "batch_gradient": "sum", "learning_rate": 1e-3},
    {"mistake": "D", "schedule": "linear", "decay_within": "epoch", "batch_size": 50},
]


@pytest.mark.parametrize("change", MISTAKEN)
@pytest.mark.parametrize("stop_after", [2, 9])
def test_a_run_kept_in_a_file_goes_on_to_the_same_bits(
    change: dict[str, object], stop_after: int, tmp_path: Path
) -> None:
    config = replace(WIDE, **change)  # type: ignore[arg-type]  # fields of several types
    dataset = blob_dataset()
    first = Trainer(config, dataset)
    for _ in islice(first, stop_after):
        pass
    path = tmp_path / "run.h5"
    save_run(path, SavedRun.from_trainer(first, DataFacts.from_dataset(dataset), History()))
    resumed = load_run(path).resumed(dataset)
    assert resumed.config == config
    for _ in resumed:
        pass
    assert resumed.snapshot().sha256() == trained(config).sha256()
