import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.data.dataset import Split
from mnistgui.nn.activations import Identity
from mnistgui.nn.heads import Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.training.calibration import (
    calibrated,
    calibration,
    fit_temperature,
    reliability,
    with_temperature,
)


def drawn_from(
    logits: np.ndarray[tuple[int, int], np.dtype[np.float32]], seed: int
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Classes drawn with the probabilities that these logits claim."""
    p = np.exp(logits.astype(np.float64))
    p /= p.sum(axis=1, keepdims=True)
    u = np.random.default_rng(seed).random((len(p), 1))
    return np.asarray(np.minimum((p.cumsum(axis=1) < u).sum(axis=1), 9))


@given(st.floats(0.2, 5.0), st.integers(0, 99))
def test_the_temperature_that_was_built_in_is_found_again(temperature: float, seed: int) -> None:
    honest = np.random.default_rng(seed).normal(0, 2, (4000, 10)).astype(np.float32)
    targets = drawn_from(honest, seed)
    assert fit_temperature(honest * np.float32(temperature), targets) == pytest.approx(
        temperature, rel=0.1
    )


def test_a_network_that_is_always_right_grows_no_further_than_the_limit() -> None:
    assert fit_temperature(np.eye(10, dtype=np.float32), np.arange(10)) == pytest.approx(0.05)
    assert fit_temperature(np.eye(10, dtype=np.float32), (np.arange(10) + 1) % 10) == pytest.approx(
        20
    )


def test_an_honest_network_has_no_calibration_error_and_a_boaster_has() -> None:
    honest = np.random.default_rng(1).normal(0, 2, (50_000, 10)).astype(np.float32)
    targets = drawn_from(honest, 2)

    def error(logits: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
        p = np.exp(logits)
        return reliability(p / p.sum(axis=1, keepdims=True), targets).expected_calibration_error

    assert error(honest) < 0.01
    assert error(3 * honest) > 0.1


def test_the_bins_by_hand() -> None:
    p = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6]], np.float32)
    found = reliability(p, np.array([0, 1, 1]), n_bins=2)
    assert found.count.tolist() == [0, 3]
    assert found.accuracy[1] == pytest.approx(2 / 3)
    assert found.confidence[1] == pytest.approx(2.3 / 3)
    assert found.expected_calibration_error == pytest.approx(0.1, abs=1e-6)


def test_the_temperature_changes_how_sure_but_not_the_answer() -> None:
    rng = np.random.default_rng(3)
    W = rng.normal(0, 0.3, (784, 10)).astype(np.float32)
    network = Network([Dense(W, np.zeros(10, np.float32), Identity())], Softmax())
    images = rng.integers(0, 256, (300, 784), dtype=np.uint8)
    before = network.logits(images)
    cooler = with_temperature(network, 4.0)
    np.testing.assert_allclose(cooler.logits(images), before / 4, rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(network.logits(images), before)
    split = Split(images, rng.integers(0, 10, 300).astype(np.uint8))
    mended = calibrated(network, split)
    assert mended.probabilities(images).max() < network.probabilities(images).max()
    np.testing.assert_array_equal(
        mended.probabilities(images).argmax(axis=1), before.argmax(axis=1)
    )


def test_calibration_tells_what_a_temperature_does() -> None:
    rng = np.random.default_rng(5)
    logits = rng.normal(0, 2, (8000, 10)).astype(np.float32)
    targets = drawn_from(logits, 6)
    too_sure = Softmax().probabilities(3 * logits)
    known = calibration(too_sure[:4000], targets[:4000], (too_sure[4000:], targets[4000:]))
    assert known.temperature == pytest.approx(3, rel=0.05)
    assert known.after is not None
    assert known.after.expected_calibration_error < 0.03
    assert known.before.expected_calibration_error > 0.2
    assert known.after.count.sum() == 4000


def test_without_held_out_digits_there_is_no_temperature() -> None:
    known = calibration(np.array([[0.0, 1.0], [1.0, 0.0]], np.float32), np.array([1, 1]))
    assert known.after is None
    assert known.temperature is None
    assert known.before.expected_calibration_error == pytest.approx(0.5)
