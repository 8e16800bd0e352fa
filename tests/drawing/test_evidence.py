import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.drawing.evidence import PATCH, STRIDE, evidence, explain, patches
from mnistgui.nn.heads import log_odds, log_odds_slopes
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network

CONFIGS = {
    "relu": TrainingConfig(hidden=(9, 6)),
    "tanh": TrainingConfig(hidden=(9,), activation="tanh", pixel_scaling="signed"),
    "softmax": TrainingConfig(model="softmax"),
    "binary": TrainingConfig(model="logistic"),
}


def network_of(kind: str) -> Network:
    """In double precision, for differences to be told from rounding."""
    network, rng = make_network(CONFIGS[kind]), np.random.default_rng(5)
    for layer in network.dense_layers():
        layer.W = rng.normal(0, 1 / np.sqrt(len(layer.W)), layer.W.shape)
        layer.b = rng.normal(0, 0.1, layer.b.shape)
    return network


@pytest.fixture
def image() -> NDArray[np.uint8]:
    """A blot off the middle, paper around it."""
    made = np.zeros((28, 28), np.uint8)
    made[3:17, 9:20] = np.random.default_rng(6).integers(1, 256, (14, 11))
    return made.reshape(-1)


@pytest.mark.parametrize("kind", CONFIGS)
def test_gradient_agrees_with_differences_of_the_log_odds(
    kind: str, image: NDArray[np.uint8]
) -> None:
    network = network_of(kind)
    found = evidence(network, image).gradient
    x = network.pixel_scaling.scaled(image[None], np.float64)
    ink = x - network.pixel_scaling.scaled(np.zeros((1, 784), np.uint8), np.float64)
    for pixel in (3 * 28 + 9, 10 * 28 + 12, 16 * 28 + 19, 0):
        step = np.zeros((1, 784))
        step[0, pixel] = 1e-6
        more, less = (log_odds(network.forward(x + s)[-1])[0] for s in (step, -step))
        assert found[:, pixel] == pytest.approx(ink[0, pixel] * (more - less) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("kind", ["softmax", "binary"])
def test_evidence_of_a_linear_network_adds_up_to_what_the_ink_did(
    kind: str, image: NDArray[np.uint8]
) -> None:
    network = network_of(kind)
    logits = network.logits(np.stack([image, np.zeros_like(image)]))
    wanted = log_odds_slopes(logits[:1]) @ (logits[0] - logits[1])
    assert evidence(network, image).gradient.sum(axis=1) == pytest.approx(wanted, abs=1e-9)


def test_evidence_of_a_bias_free_relu_network_adds_up_to_its_logits(
    image: NDArray[np.uint8],
) -> None:
    network = network_of("relu")
    for layer in network.dense_layers():
        layer.b[:] = 0
    logits = network.logits(image[None])
    wanted = log_odds_slopes(logits) @ logits[0]
    assert evidence(network, image).gradient.sum(axis=1) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("kind", CONFIGS)
def test_occlusion_is_that_of_brute_force(kind: str, image: NDArray[np.uint8]) -> None:
    network = network_of(kind)
    whole = log_odds(network.logits(image[None]))[0]
    cost, over = np.zeros((len(whole), 28, 28)), np.zeros((28, 28))
    for top in range(STRIDE - PATCH, 28, STRIDE):
        for left in range(STRIDE - PATCH, 28, STRIDE):
            covered = image.reshape(28, 28).copy()
            rows, columns = (slice(max(s, 0), s + PATCH) for s in (top, left))
            covered[rows, columns] = 0
            drop = whole - log_odds(network.logits(covered.reshape(1, -1)))[0]
            cost[:, rows, columns] += drop[:, None, None]
            over[rows, columns] += 1
    found = evidence(network, image).occlusion
    assert found == pytest.approx((cost / over).reshape(len(whole), -1), abs=1e-9)


def test_every_pixel_lies_under_equally_many_patches() -> None:
    assert set(patches(28).sum(axis=0).tolist()) == {(PATCH // STRIDE) ** 2}


def test_blank_paper_has_no_evidence() -> None:
    found = evidence(network_of("relu"), np.zeros(784, np.uint8))
    assert not found.gradient.any()
    assert not found.occlusion.any()


def test_an_explanation_carries_every_layer(image: NDArray[np.uint8]) -> None:
    network = network_of("relu")
    found = explain(network, image)
    assert [len(layer) for layer in found.activations] == [9, 6, 10]
    assert found.activations[-1] == pytest.approx(network.probabilities(image[None])[0])
    assert found.answer == found.activations[-1].argmax() == found.evidence.log_odds.argmax()
