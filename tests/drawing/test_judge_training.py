import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.drawing.digit_judge import DigitJudge
from mnistgui.drawing.judge_training import as_kept, learnt_judge
from mnistgui.drawing.no_digits import no_digits


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(2000, 300)


@pytest.fixture(scope="module")
def told() -> list[float]:
    return []


@pytest.fixture(scope="module")
def judge(digits: Dataset, told: list[float]) -> DigitJudge:
    rng = np.random.default_rng(0)
    return learnt_judge(digits.train, digits.test.images, 2000, rng, watch=told.append)


def test_it_tells_shapes_it_has_not_seen_from_digits_it_has_not_seen(judge: DigitJudge) -> None:
    usual = np.quantile(judge.of_digits, 0.95)
    others = synthetic_dataset(600, 1, seed=9).train.images
    assert np.mean(judge.score(others) <= usual) > 0.9
    assert np.mean(judge.score(no_digits(600, np.random.default_rng(8))) > usual) > 0.5


def test_scores_of_digits_are_sorted_and_those_of_held_out_ones(
    judge: DigitJudge, digits: Dataset
) -> None:
    assert (np.diff(judge.of_digits) >= 0).all()
    np.testing.assert_allclose(np.sort(judge.score(digits.test.images)), judge.of_digits, atol=1e-4)


def test_weights_are_those_that_a_file_keeps(judge: DigitJudge) -> None:
    for parameter, kept in zip(
        judge.network.parameters(), as_kept(judge.network).parameters(), strict=True
    ):
        np.testing.assert_array_equal(parameter, kept)


def test_progress_rises_to_the_end(judge: DigitJudge, told: list[float]) -> None:
    assert judge.of_digits.size
    assert told == sorted(told)
    assert told[-1] == 1.0
