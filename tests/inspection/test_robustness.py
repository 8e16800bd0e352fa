"""Distorted digits, accuracies and refusals against NumPy written plainly, pixel by pixel."""

import numpy as np
import pytest

from mnistgui.data.dataset import Split
from mnistgui.inspection.robustness import DISTORTIONS, accuracies, refusals
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network

RNG = np.random.default_rng(1)
IMAGES = (RNG.random((12, 784)) < 0.2).astype(np.uint8) * RNG.integers(1, 256, (12, 784), np.uint8)
SQUARES = IMAGES.reshape(-1, 28, 28)


def distorted(name: str, strength: float) -> np.ndarray:
    return DISTORTIONS[name].distorted(IMAGES, strength).reshape(-1, 28, 28)


@pytest.mark.parametrize("name", DISTORTIONS)
def test_without_strength_nothing_is_changed_and_strengths_rise(name: str) -> None:
    before = IMAGES.copy()
    assert distorted(name, 0).tolist() == SQUARES.tolist()
    strengths = DISTORTIONS[name].strengths
    assert strengths[0] == 0
    assert sorted(set(strengths)) == list(strengths)
    changed = [np.abs(distorted(name, one).astype(int) - SQUARES).sum() for one in strengths]
    assert all(later > 0 for later in changed[1:])
    assert IMAGES.tolist() == before.tolist()
    assert distorted(name, strengths[-1]).tolist() == distorted(name, strengths[-1]).tolist()


def test_digits_are_shifted_to_four_sides_by_turns() -> None:
    found = distorted("shift", 3)
    for i, (down, right) in enumerate([(0, 3), (3, 0), (0, -3), (-3, 0)] * 3):
        for y in range(28):
            for x in range(28):
                inside = 0 <= y - down < 28 and 0 <= x - right < 28
                assert found[i, y, x] == (SQUARES[i, y - down, x - right] if inside else 0)


def test_a_quarter_turn_moves_every_pixel_to_where_it_belongs() -> None:
    found = distorted("turn", 90)
    for i in range(12):
        np.testing.assert_array_equal(found[i], np.rot90(SQUARES[i], 1 if i % 2 == 0 else -1))


def test_strokes_are_thickened_and_thinned_by_neighbours() -> None:
    thick, thin = distorted("thicken", 1), distorted("thin", 1)
    for i in range(3):
        for y in range(28):
            for x in range(28):
                near = [(y, x), (y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
                ink = [SQUARES[i, a, b] if 0 <= a < 28 and 0 <= b < 28 else 0 for a, b in near]
                assert thick[i, y, x] == max(ink)
                assert thin[i, y, x] == min(ink)


def test_noise_has_the_size_that_it_says() -> None:
    grey = np.full((40, 784), 128, np.uint8)
    found = DISTORTIONS["noise"].distorted(grey, 0.1).astype(float)
    assert found.std() == pytest.approx(25.5, rel=0.03)
    assert found.mean() == pytest.approx(128, abs=0.5)


def test_a_square_of_paper_covers_a_part() -> None:
    full = np.full((40, 784), 9, np.uint8)
    found = DISTORTIONS["occlude"].distorted(full, 7).reshape(-1, 28, 28) == 0
    for mask in found:
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        assert (len(rows), len(columns), mask.sum()) == (7, 7, 49)
        assert np.ptp(rows) == np.ptp(columns) == 6


def test_accuracies_are_those_of_the_distorted_digits() -> None:
    network = make_network(TrainingConfig(hidden=(8,)))
    split = Split(IMAGES, RNG.integers(0, 10, 12, np.uint8))
    kind = DISTORTIONS["shift"]
    found = accuracies(network, split, kind)
    for value, strength in zip(found, kind.strengths, strict=True):
        p = network.probabilities(kind.distorted(IMAGES, strength))
        assert value == np.mean(p.argmax(axis=1) == split.labels)


def test_refusals_are_counted_at_every_threshold() -> None:
    p = RNG.dirichlet(np.full(10, 0.3), 300)
    targets = RNG.integers(0, 10, 300).astype(np.intp)
    found = refusals(p, targets)
    for threshold in (0.0, 0.4, 0.6, 0.8):
        answered = p.max(axis=1) >= threshold
        coverage, accuracy = found.at(threshold)
        assert coverage == answered.mean()
        assert accuracy == pytest.approx((p.argmax(axis=1) == targets)[answered].mean())
    assert found.at(1.1)[0] == 0
    assert np.isnan(found.at(1.1)[1])
    assert found.coverage[-1] == 1
