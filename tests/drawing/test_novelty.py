import numpy as np
import pytest

from mnistgui.benchmarks.junk import junk
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.drawing.novelty import ACCEPTED, Novelty, blurred
from mnistgui.files.default_model import default_model
from mnistgui.files.known_digits import known_digits
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.trainer import Trainer
from tests.digits import blobs

JUNK = junk(40, np.random.default_rng(1))


@pytest.fixture(scope="module")
def shipped() -> Novelty:
    return Novelty(default_model(), known_digits())


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
        ("line", 0.75),
        ("scribble", 0.9),
        ("two digits", 0.85),
        ("noise", 0.95),
        ("letter", 0.6),
        ("sign", 0.4),
    ],
)
def test_junk_is_refused(shipped: Novelty, kind: str, least: float) -> None:
    assert accepted(shipped, JUNK[kind]) < 1 - least


def test_an_empty_picture_is_no_digit(shipped: Novelty) -> None:
    (verdict,) = shipped.verdicts(np.zeros((1, 784), np.uint8))
    assert not verdict.is_digit
    assert verdict.confidence > 0.99


def test_confidence_is_that_of_the_answer_or_of_the_refusal(shipped: Novelty) -> None:
    digits = known_digits().real[:50]
    sure = default_model().probabilities(digits).max(axis=1)
    for verdict, p in zip(shipped.verdicts(digits), sure, strict=True):
        assert verdict.confidence == pytest.approx(p if verdict.is_digit else 0.99, abs=0.01)


def trained() -> Network:
    trainer = Trainer(TrainingConfig(hidden=(40,), epochs=4), synthetic_dataset(3000, 100))
    for _event in trainer:
        pass
    return trainer.snapshot()


def test_any_network_can_tell_after_a_little_training() -> None:
    novelty = Novelty(trained(), known_digits())
    assert accepted(novelty, known_digits().real[:500]) > 0.98
    assert accepted(novelty, JUNK["noise"]) < 0.1
    assert accepted(novelty, JUNK["dot"]) < 0.3


@pytest.mark.parametrize(
    "config",
    [
        TrainingConfig(model="softmax", initializer="zeros"),
        TrainingConfig(model="logistic", digit=3),
        TrainingConfig(hidden=(5,), initializer="zeros"),
    ],
)
def test_networks_that_know_nothing_raise_nothing(config: TrainingConfig) -> None:
    novelty = Novelty(make_network(config), known_digits())
    assert np.isfinite(novelty.score(JUNK["letter"])).all()
    assert accepted(novelty, known_digits().real[:300]) > 0.97


def test_scores_are_the_same_alone_and_among_others(shipped: Novelty) -> None:
    images = np.concatenate([JUNK["sign"], blobs(5).images])
    alone = np.array([shipped.score(images[i : i + 1])[0] for i in range(len(images))])
    np.testing.assert_allclose(shipped.score(images), alone, rtol=1e-3, atol=1e-3)


def test_blurring_keeps_the_ink_that_is_not_at_the_edge() -> None:
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 10:18, 12:15] = 255
    soft = blurred(image.reshape(1, 784))
    assert soft.shape == (1, 196)
    assert 4 * soft.sum() == pytest.approx(8 * 3, rel=1e-5)
    assert soft.max() < 1


def test_known_digits_are_held_against_the_others_only(shipped: Novelty) -> None:
    # Each lies at no distance from itself, which must not count in what is usual.
    assert accepted(shipped, known_digits().real) > ACCEPTED + 0.002
