import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.inspection.edited_reading import EditedReading
from mnistgui.inspection.unit_edits import (
    Prune,
    ScaleUnit,
    SetWeight,
    ShiftUnit,
    WeightEdit,
    edited,
)
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs

IMAGES = blobs(300).images
EDITS: tuple[WeightEdit, ...] = (
    ScaleUnit(1, 4, 0.0),
    ScaleUnit(2, 3, -1.5),
    ShiftUnit(1, 7, 2.0),
    ShiftUnit(2, 0, -1.0),
    ShiftUnit(3, 9, 0.5),
    SetWeight(1, 5, 300, 4.0),
    SetWeight(3, 2, 6, -3.0),
    Prune(0.4),
)


@pytest.fixture
def network() -> Network:
    settings = TrainingConfig(hidden=(40, 30), precision="float64", bias_sigma=0.2)
    return make_network(settings)


def arrays(network: Network) -> list[np.ndarray]:
    return [array.copy() for array in network.parameters()]


def plain(parameters: list[np.ndarray]) -> np.ndarray:
    W1, b1, W2, b2, W3, b3 = parameters
    a2 = np.maximum(np.maximum(IMAGES / 255 @ W1 + b1, 0) @ W2 + b2, 0)
    return np.asarray(a2 @ W3 + b3)


def by_hand(edit: WeightEdit, p: list[np.ndarray]) -> None:
    """Do to plain arrays what an edit says."""
    if isinstance(edit, ScaleUnit):
        p[2 * edit.layer][edit.unit] *= edit.factor
    elif isinstance(edit, ShiftUnit):
        p[2 * edit.layer - 1][edit.unit] += edit.amount
    elif isinstance(edit, SetWeight):
        p[2 * edit.layer - 2][edit.source, edit.unit] = edit.value
    else:
        assert isinstance(edit, Prune)
        sizes = np.sort(np.concatenate([np.abs(W).ravel() for W in p[::2]]))
        limit = sizes[round(edit.share * len(sizes)) - 1]
        for W in p[::2]:
            W[np.abs(W) <= limit] = 0


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.in_words())
def test_each_edit_does_what_it_says_and_leaves_the_network_alone(
    edit: WeightEdit, network: Network
) -> None:
    before, expected = arrays(network), arrays(network)
    by_hand(edit, expected)
    changed = edit.apply(network)
    for found, wanted in zip(arrays(changed), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)
    for found, kept in zip(arrays(network), before, strict=True):
        np.testing.assert_array_equal(found, kept)


def test_a_muted_unit_is_one_that_answers_nothing(network: Network) -> None:
    W1, b1, W2, b2, W3, b3 = arrays(network)
    a1 = np.maximum(IMAGES / 255 @ W1 + b1, 0)
    a1[:, 4] = 0
    logits = np.maximum(a1 @ W2 + b2, 0) @ W3 + b3
    np.testing.assert_allclose(ScaleUnit(1, 4, 0.0).apply(network).logits(IMAGES), logits)


def test_a_reading_that_is_moved_is_that_of_plain_numpy(network: Network) -> None:
    reading, parameters = EditedReading.of_images(network, IMAGES), arrays(network)
    np.testing.assert_allclose(reading.activations[-1], plain(parameters), atol=1e-12)
    for edit in EDITS:
        by_hand(edit, parameters)
        reading = reading.moved_to(edit.apply(reading.network))
        np.testing.assert_allclose(reading.activations[-1], plain(parameters), atol=1e-10)
    back = reading.moved_to(network)
    np.testing.assert_allclose(back.activations[-1], plain(arrays(network)), atol=1e-10)
    np.testing.assert_allclose(back.probabilities.sum(axis=1), 1)


def test_what_an_edit_leaves_alone_is_not_computed_again(network: Network) -> None:
    reading = EditedReading.of_images(network, IMAGES)
    moved = reading.moved_to(ScaleUnit(2, 3, 0.0).apply(network))
    assert moved.activations[0] is reading.activations[0]
    assert moved.activations[1] is reading.activations[1]
    same = reading.moved_to(edited(network, ()))
    assert same.activations[2] is reading.activations[2]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (ScaleUnit(3, 0, 0.0), "outputs pass nothing on"),
        (ScaleUnit(4, 0, 0.0), "1 to 3 are accepted"),
        (ShiftUnit(1, 40, 1.0), "1 to 40 are accepted"),
        (SetWeight(2, 0, 40, 1.0), "0 to 39 are accepted"),
        (Prune(1.5), "0 to 1 are accepted"),
    ],
)
def test_what_is_not_there_is_refused(edit: WeightEdit, sentence: str, network: Network) -> None:
    with pytest.raises(UserError, match=sentence):
        edit.apply(network)
