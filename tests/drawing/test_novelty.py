import numpy as np
import pytest

from mnistgui.bench.drawing.junk import junk
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.drawing.novelty import ACCEPTED, Novelty, threshold
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs

JUNK = junk(40, np.random.default_rng(1))


@pytest.fixture(scope="module")
def shipped() -> Novelty:
    return Novelty(default_model(), shipped_judge())


def accepted(novelty: Novelty, images: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> float:
    return float(np.mean([verdict.is_digit for verdict in novelty.verdicts(images)]))


def test_real_digits_are_accepted(shipped: Novelty, real_mnist: Dataset) -> None:
    assert accepted(shipped, real_mnist.test.images) >= 0.99


def test_drawn_digits_are_accepted(shipped: Novelty) -> None:
    assert accepted(shipped, synthetic_dataset(500, 1, seed=77).train.images) > 0.95


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("dot", 0.9),
        ("line", 0.9),
        ("scribble", 0.9),
        ("two digits", 0.9),
        ("noise", 0.95),
        ("letter", 0.8),
        ("sign", 0.7),
    ],
)
def test_junk_is_refused(shipped: Novelty, kind: str, least: float) -> None:
    assert accepted(shipped, JUNK[kind]) < 1 - least


def test_an_empty_picture_is_no_digit(shipped: Novelty) -> None:
    (verdict,) = shipped.verdicts(np.zeros((1, 784), np.uint8))
    assert not verdict.is_digit
    assert verdict.confidence > 0.99


def test_confidence_is_that_of_the_answer_or_of_the_refusal(shipped: Novelty) -> None:
    images = np.concatenate([synthetic_dataset(40, 1, seed=3).train.images, JUNK["sign"]])
    sure = default_model().probabilities(images).max(axis=1)
    verdicts = shipped.verdicts(images)
    assert {verdict.is_digit for verdict in verdicts} == {True, False}
    for verdict, p in zip(verdicts, sure, strict=True):
        if verdict.is_digit:
            assert verdict.confidence == pytest.approx(p, abs=1e-5)
        else:
            assert ACCEPTED - 0.001 <= verdict.confidence < 1


@pytest.mark.parametrize(
    "config",
    [
        TrainingConfig(model="softmax", initializer="zeros"),
        TrainingConfig(model="logistic", digit=3),
        TrainingConfig(hidden=(5,), initializer="zeros"),
    ],
)
def test_what_is_none_is_none_whichever_network_reads(
    config: TrainingConfig, shipped: Novelty
) -> None:
    novelty = Novelty(make_network(config), shipped_judge())
    theirs, usual = novelty.verdicts(JUNK["sign"]), shipped.verdicts(JUNK["sign"])
    assert [v.is_digit for v in theirs] == [v.is_digit for v in usual]


def test_scores_are_the_same_alone_and_among_others(shipped: Novelty) -> None:
    images = np.concatenate([JUNK["sign"], blobs(5).images])
    alone = np.array([shipped.score(images[i : i + 1])[0] for i in range(len(images))])
    np.testing.assert_allclose(shipped.score(images), alone, rtol=1e-3, atol=1e-3)


def test_as_many_of_the_held_out_digits_are_accepted_as_is_said() -> None:
    share = np.mean(shipped_judge().of_digits <= threshold(shipped_judge()))
    assert share == pytest.approx(ACCEPTED, abs=0.001)
