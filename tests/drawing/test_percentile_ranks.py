import numpy as np
import pytest

from mnistgui.drawing.percentile_ranks import MeasuredDigits, percentile_ranks
from mnistgui.nn.heads import Logistic, Softmax
from tests.digits import blobs


@pytest.fixture
def digits() -> MeasuredDigits:
    rising = np.arange(400, dtype=np.float32)[:, None] * np.ones(7, np.float32)
    return MeasuredDigits(rising, np.repeat(np.array([7, 2], np.uint8), [100, 300]))


def test_share_below_and_quantiles(digits: MeasuredDigits) -> None:
    found = percentile_ranks(digits, Softmax(), 7, np.full(7, 97, np.float32))
    assert found is not None
    assert found.below == pytest.approx(0.975)  # 97 of them less, one equal
    assert found.quantiles[2] == pytest.approx(49.5)
    highest = percentile_ranks(digits, Softmax(), 7, np.full(7, 1e6, np.float32))
    assert highest is not None
    assert highest.below == pytest.approx(1)


def test_classes_are_those_of_the_head(digits: MeasuredDigits) -> None:
    two = percentile_ranks(digits, Logistic(2), 1, np.full(7, 100, np.float32))
    others = percentile_ranks(digits, Logistic(2), 0, np.full(7, 100, np.float32))
    assert two is not None
    assert others is not None
    assert two.below == pytest.approx(0.5 / 300)
    assert others.below == pytest.approx(1)


def test_a_class_without_digits_has_no_ranks(digits: MeasuredDigits) -> None:
    assert percentile_ranks(digits, Softmax(), 3, np.zeros(7, np.float32)) is None


def test_a_split_is_measured() -> None:
    split = blobs(30)
    found = MeasuredDigits.from_split(split)
    assert found.measured.shape == (30, 7)
    assert found.measured[:, 6] == pytest.approx(split.images.sum(axis=1) / 255, rel=1e-4)
