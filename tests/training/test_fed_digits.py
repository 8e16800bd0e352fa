import numpy as np
import pytest

from mnistgui.data.dataset import Split
from mnistgui.nn.network import CHUNK_DIGITS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Measured, Metrics
from mnistgui.training.fed_digits import FedDigits
from mnistgui.training.measuring import Parts, measured_parts
from mnistgui.training.model import make_feed, make_network
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset, blobs


def close(metrics: Metrics, others: Metrics) -> bool:
    same = metrics.accuracy == others.accuracy
    return same and metrics.loss == pytest.approx(others.loss, rel=1e-6)


def fed(config: TrainingConfig, split: Split) -> FedDigits:
    network = make_network(config)
    subset = PixelSubset.choose(split.images, config, network)
    return FedDigits(make_feed(config, split, network, subset), subset)


@pytest.mark.parametrize("n", [1, CHUNK_DIGITS, 2 * CHUNK_DIGITS + 7])
@pytest.mark.parametrize(
    "config",
    [
        TrainingConfig(hidden=(20,)),
        TrainingConfig(hidden=(20, 10), pixel_scaling="legacy256", activation="tanh"),
        TrainingConfig(hidden=(), l2=0.01),
        TrainingConfig(model="logistic", digit=3),
    ],
)
def test_the_figures_are_those_of_the_whole_images(config: TrainingConfig, n: int) -> None:
    split, network = blobs(n), make_network(config)
    for parameter in network.parameters():  # such that no unit and no pixel is without effect
        parameter[...] = np.random.default_rng(5).normal(0, 0.1, parameter.shape)
    pieces: list[int] = []
    metrics = fed(config, split).evaluate(network, lambda: pieces.append(1))
    assert close(metrics, evaluate(network, split))
    assert len(pieces) == -(-n // CHUNK_DIGITS)


def test_what_lies_behind_the_ink_is_not_read() -> None:
    images = np.zeros((2 * CHUNK_DIGITS, 784), np.uint8)
    images[:, 400] = 255
    images[::2, 100:200] = 9
    split = Split(images, np.zeros(2 * CHUNK_DIGITS, np.uint8))
    config = TrainingConfig(hidden=(8,))
    digits, network = fed(config, split), make_network(config)
    shorter = digits.feed.ends < digits.feed.images.shape[1]
    assert shorter.sum() == CHUNK_DIGITS
    before = digits.evaluate(network)
    for image, end in zip(digits.feed.images, digits.feed.ends, strict=True):
        image[end:] = 255
    assert digits.evaluate(network) == before


@pytest.mark.parametrize(
    "config",
    [
        TrainingConfig(hidden=(20,), batch_size=50, epochs=2),
        TrainingConfig(hidden=(20,), batch_size=50, epochs=2, augmentation="warps"),
        TrainingConfig(hidden=(20,), batch_size=50, epochs=1, pixel_scaling="signed"),
        TrainingConfig(hidden=(20,), batch_size=50, epochs=1, validation_size=0),
        TrainingConfig(hidden=(20,), batch_size=50, epochs=1, validation_size=0, l2=1e-3),
        TrainingConfig(hidden=(20,), batch_size=50, epochs=1, metrics_sample=100),
        TrainingConfig(model="logistic", digit=3, batch_size=50, epochs=1),
    ],
)
def test_a_run_measures_its_digits_as_they_are(config: TrainingConfig) -> None:
    dataset = blob_dataset()
    trainer = Trainer(config, dataset)
    last = [event for event in trainer if isinstance(event, Measured)][-1]
    n_valid = 0 if config.validation_size == 0 else 100
    train, valid = dataset.held_back(n_valid)
    network = trainer.snapshot()
    assert close(last.train, evaluate(network, train))
    assert close(last.test, evaluate(network, dataset.test))
    assert (last.valid is None) == (not n_valid)
    assert last.valid is None or close(last.valid, evaluate(network, valid))


def test_a_sample_is_not_measured_on_all_that_is_fed() -> None:
    dataset = blob_dataset()
    digits = fed(TrainingConfig(), dataset.train)
    whole = Parts(dataset.train, None, dataset.test, digits)
    assert measured_parts(TrainingConfig(), whole).fed is digits
    assert measured_parts(TrainingConfig(metrics_sample=50), whole).fed is None
