import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.drawing.compression import Compression


@settings(max_examples=15, deadline=None)
@given(st.integers(65, 300), st.integers(0, 999))
def test_no_distance_becomes_longer(units: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = rng.normal(0, 1, (80, 20)) @ rng.normal(0, 1, (20, units))
    answers = mixed + rng.normal(0, 0.3, (80, units))
    kept = Compression.from_sample(answers[:70])(answers)
    assert kept.shape == (80, 65)
    true = np.linalg.norm(answers[:, None] - answers, axis=2)
    short = np.linalg.norm(kept[:, None] - kept, axis=2)
    assert (short <= true + 1e-9).all()
    apart = ~np.eye(80, dtype=bool)
    assert np.median(short[apart] / true[apart]) > 0.7


def test_few_units_are_kept_as_they_are() -> None:
    answers = np.random.default_rng(1).normal(0, 1, (50, 64))
    compression = Compression.from_sample(answers)
    assert compression.width == 64
    assert compression(answers) is answers


def test_what_is_not_finite_is_kept_as_it_is() -> None:
    answers = np.full((10, 100), np.nan)
    assert Compression.from_sample(answers).width == 100


@pytest.mark.parametrize("units", [3, 200])
def test_width_is_that_of_what_is_kept(units: int) -> None:
    answers = np.random.default_rng(2).normal(0, 1, (90, units))
    compression = Compression.from_sample(answers)
    assert compression(answers).shape == (90, compression.width)
