"""The optimizers against their published formulas, written out plainly in float64."""

import numpy as np
import pytest

from mnistgui.nn.gradients import DenseGradient, WeightGradient
from mnistgui.nn.optimizers import (
    OPTIMIZERS,
    SGD,
    Adam,
    Momentum,
    Nesterov,
    Optimizer,
    forget_faded,
)

RATE, L2, STEPS = 0.05, 0.01, 12


def gradients(n: int) -> list[WeightGradient]:
    rng = np.random.default_rng(1)
    return [WeightGradient(rng.normal(size=(4, 3)), rng.normal(size=(4, 2))) for _ in range(n)]


def start() -> np.ndarray:
    return np.random.default_rng(2).normal(size=(3, 2))


def run(optimizer: Optimizer) -> np.ndarray:
    W = start()
    for gradient in gradients(STEPS):
        optimizer.update("W1", W, gradient, RATE, L2)
    return W


def full(gradient: WeightGradient, W: np.ndarray) -> np.ndarray:
    return np.asarray(gradient.a.T @ gradient.delta + 2 * L2 * W)


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(0.9), Nesterov(0.9), Adam()])
def test_an_optimizer_declares_the_arrays_of_its_state(optimizer: Optimizer) -> None:
    W = start()
    optimizer.update("W1", W, gradients(1)[0], RATE, L2)
    shapes = {name.partition(".")[0]: array.shape for name, array in optimizer.state.items()}
    per_weight = dict.fromkeys(optimizer.per_weight, W.shape)
    assert shapes == {**per_weight, **dict.fromkeys(optimizer.counters, (1,))}
    assert OPTIMIZERS[optimizer.name] is type(optimizer)


def test_sgd() -> None:
    W = start()
    for gradient in gradients(STEPS):
        W = W - RATE * full(gradient, W)
    assert run(SGD()) == pytest.approx(W, abs=1e-12)


@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum(nesterov: bool) -> None:
    W, v = start(), np.zeros((3, 2))
    for gradient in gradients(STEPS):
        g = full(gradient, W)
        v = 0.9 * v + g
        W = W - RATE * (g + 0.9 * v if nesterov else v)
    optimizer = Nesterov(0.9) if nesterov else Momentum(0.9)
    assert run(optimizer) == pytest.approx(W, abs=1e-12)


def test_adam() -> None:
    W, m, v = start(), np.zeros((3, 2)), np.zeros((3, 2))
    for t, gradient in enumerate(gradients(STEPS), start=1):
        g = full(gradient, W)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        W = W - RATE * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    assert run(Adam()) == pytest.approx(W, abs=1e-12)


def test_a_worked_out_gradient_does_the_same_as_its_factors() -> None:
    pairs: list[tuple[Optimizer, Optimizer]] = [
        (SGD(), SGD()),
        (Momentum(0.9), Momentum(0.9)),
        (Adam(), Adam()),
    ]
    for optimizers in pairs:
        arrays = [start(), start()]
        for gradient in gradients(3):
            dense = DenseGradient(gradient.a.T @ gradient.delta)
            optimizers[0].update("W1", arrays[0], gradient, RATE, L2)
            optimizers[1].update("W1", arrays[1], dense, RATE, L2)
        assert arrays[0] == pytest.approx(arrays[1], abs=1e-12)


def test_only_what_has_faded_is_forgotten() -> None:
    state = {"velocity.W1": np.array([1e-26, -1e-40, 1e-24, -0.5, np.nan], np.float32)}
    forget_faded(state)
    np.testing.assert_array_equal(
        state["velocity.W1"], np.array([0, 0, 1e-24, -0.5, np.nan], np.float32)
    )
