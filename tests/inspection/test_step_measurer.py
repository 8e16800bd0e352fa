"""Every measure of a layer is that of plain NumPy."""

import math
from typing import Any

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.layer_measures import MeasuredStep, measure_weights
from mnistgui.inspection.step_measurer import StepMeasurer, first_network
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

SETTINGS: dict[str, Any] = {
    "hidden": (12, 9),
    "precision": "float64",
    "batch_size": 50,
    "validation_size": 100,
    "epochs": 2,
}


def after(config: TrainingConfig, dataset: Dataset, steps: int) -> TrainerState:
    trainer = Trainer(config, dataset)
    for _ in trainer.replay_until(steps):
        pass
    return trainer.state()


def measured(config: TrainingConfig, steps: int = 5) -> tuple[MeasuredStep, TrainerState, Network]:
    dataset, first = blob_dataset(), make_network(config)
    state = after(config, dataset, steps)
    return StepMeasurer(config, dataset, first).measure(state), state, first


def forward(state: TrainerState, x: np.ndarray, h: Any) -> list[np.ndarray]:
    p, a = state.parameters, x
    outputs = []
    for n in (1, 2, 3):
        z = a @ p[f"W{n}"] + p[f"b{n}"]
        a = h(z) if n < 3 else z
        outputs.append(a)
    return outputs


def plain_gradients(state: TrainerState, x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    a1, a2, z = forward(state, x, lambda z: np.maximum(z, 0))
    e = np.exp(z - z.max(axis=1, keepdims=True))
    delta = e / e.sum(axis=1, keepdims=True)
    delta[np.arange(len(y)), y] -= 1
    delta /= len(y)
    d2 = (delta @ state.parameters["W3"].T) * (a2 > 0)
    d1 = (d2 @ state.parameters["W2"].T) * (a1 > 0)
    return [x.T @ d1, a1.T @ d2, a2.T @ delta]


def digits_that_are_measured() -> tuple[np.ndarray, np.ndarray]:
    """The training digits, all of which are measured: 500 of them."""
    part = blob_dataset().train[:500]
    return part.images / 255, part.labels.astype(int)


def test_weights_gradients_and_activations() -> None:
    config = TrainingConfig(**SETTINGS, l2=0.01)
    step, state, first = measured(config)
    x, y = digits_that_are_measured()
    activations = forward(state, x, lambda z: np.maximum(z, 0))
    gradients = plain_gradients(state, x, y)
    for n, layer in enumerate(step.layers, 1):
        W, W0 = state.parameters[f"W{n}"], first.dense_layers()[n - 1].W
        gradient = gradients[n - 1] + 0.02 * W
        assert layer.layer == n
        assert layer.output == (n == 3)
        assert math.isclose(layer.gain, W.std() * np.sqrt(len(W)))
        assert math.isclose(layer.weight_norm, np.sqrt((W**2).sum()))
        assert math.isclose(layer.moved, np.sqrt(((W - W0) ** 2).sum() / (W0**2).sum()))
        assert math.isclose(layer.gradient_rms, np.sqrt((gradient**2).mean()), rel_tol=1e-9)
        assert math.isclose(layer.activation_deviation, activations[n - 1].std())
        np.testing.assert_allclose(step.arrays[n - 1].gradient, gradient, atol=1e-12)
    dead = [float((a <= 0).all(axis=0).mean()) for a in activations[:2]]
    assert [layer.dead for layer in step.layers[:2]] == dead
    assert math.isnan(step.layers[2].dead)
    assert math.isclose(step.loss, _loss(activations[-1], y))


def _loss(z: np.ndarray, y: np.ndarray) -> float:
    return float((np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]).mean())


@pytest.mark.parametrize("summed", [False, True])
def test_the_update_is_that_of_the_next_step_with_momentum(summed: bool) -> None:
    gradient = "sum" if summed else "mean"
    config = TrainingConfig(**SETTINGS, l2=0.01, learning_rate=0.002, batch_gradient=gradient)
    step, state, _ = measured(config)
    x, y = digits_that_are_measured()
    for n, plain in enumerate(plain_gradients(state, x, y), 1):
        W = state.parameters[f"W{n}"]
        times, l2 = (50, 0.01 / 50) if summed else (1, 0.01)
        v = 0.9 * state.optimizer[f"velocity.W{n}"] + plain + 2 * l2 * W
        update = 0.002 * times * v
        ratio = np.linalg.norm(update) / np.linalg.norm(W)
        assert math.isclose(step.layers[n - 1].update_ratio, ratio, rel_tol=1e-7)


def test_the_update_of_adam_at_the_start_is_the_rate_for_every_weight_with_a_gradient() -> None:
    config = TrainingConfig(**SETTINGS, optimizer="adam", learning_rate=0.01)
    step = StepMeasurer(config, blob_dataset(), make_network(config)).measure_start()
    assert step is not None
    W, gradient = step.arrays[0].weights, step.arrays[0].gradient
    update = 0.01 * gradient / (np.abs(gradient) + 1e-8)
    ratio = np.linalg.norm(update) / np.linalg.norm(W)
    assert math.isclose(step.layers[0].update_ratio, ratio, rel_tol=1e-6)


def test_the_schedule_scales_the_update() -> None:
    constant = measured(TrainingConfig(**SETTINGS, optimizer="sgd"), 0)[0]
    halved = TrainingConfig(**SETTINGS, optimizer="sgd", schedule="step", step_epochs=1)
    state = after(TrainingConfig(**SETTINGS, optimizer="sgd"), blob_dataset(), 0)
    # An epoch has ten steps; a change of the batch size has moved the schedule on by seven.
    facts = {**state.facts, "step": 3, "schedule_offset": 7}
    moved = TrainerState(state.parameters, state.optimizer, facts)
    found = StepMeasurer(halved, blob_dataset(), None).measure(moved)
    ratio = found.layers[0].update_ratio / constant.layers[0].update_ratio
    assert math.isclose(ratio, 0.5, rel_tol=1e-9)


def test_measuring_changes_nothing() -> None:
    config = TrainingConfig(**SETTINGS)
    dataset = blob_dataset()
    state = after(config, dataset, 5)
    before = [a.copy() for a in (*state.parameters.values(), *state.optimizer.values())]
    StepMeasurer(config, dataset, None).measure(state)
    for array, kept in zip(
        (*state.parameters.values(), *state.optimizer.values()), before, strict=True
    ):
        np.testing.assert_array_equal(array, kept)


def test_without_first_weights_movement_is_not_known() -> None:
    config = TrainingConfig(**SETTINGS)
    measurer = StepMeasurer(config, blob_dataset(), first_network(config, None, drawn=False))
    assert measurer.measure_start() is None
    found = measurer.measure(after(config, blob_dataset(), 3))
    assert math.isnan(found.layers[0].moved)
    assert found.arrays[0].first_weights is None


def test_kept_first_weights_are_those_of_the_run() -> None:
    config = TrainingConfig(**SETTINGS)
    start = after(config, blob_dataset(), 3).parameters
    first = first_network(config, start, drawn=False)
    assert first is not None
    np.testing.assert_array_equal(first.dense_layers()[1].W, start["W2"])
    drawn = first_network(config, None, drawn=True)
    assert drawn is not None
    assert drawn.sha256() == make_network(config).sha256()


def test_weights_alone_are_measured_without_digits() -> None:
    config = TrainingConfig(**SETTINGS)
    first = make_network(config)
    found = measure_weights(first, first, 0)
    assert found.layers[0].moved == 0
    assert math.isclose(found.layers[0].gain, first.dense_layers()[0].W.std() * 28)
    for name in ("gradient_rms", "update_ratio", "dead", "saturated", "activation_deviation"):
        assert math.isnan(getattr(found.layers[0], name))
