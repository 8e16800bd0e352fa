import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.inspection.edited_reading import EditedReading
from mnistgui.inspection.parted_reading import PartedReading
from mnistgui.inspection.unit_edits import (
    Prune,
    ScaleUnit,
    SetWeight,
    ShiftUnit,
    SwapUnit,
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


def test_a_swapped_unit_is_that_of_the_other_network(network: Network) -> None:
    other = make_network(TrainingConfig(hidden=(40, 30), precision="float64", seed=5))
    expected, theirs = arrays(network), arrays(other)
    expected[2][:, 3], expected[3][3], expected[4][3] = theirs[2][:, 7], theirs[3][7], theirs[4][7]
    edit = SwapUnit(2, 3, other, 7, "run 2")
    for found, wanted in zip(arrays(edit.apply(network)), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)
    moved = EditedReading.of_images(network, IMAGES).moved_to(edit.apply(network))
    np.testing.assert_allclose(moved.activations[-1], plain(expected), atol=1e-10)
    assert edit.in_words() == "swap unit 4 of layer 2 for unit 8 of run 2"


def test_an_output_brings_no_weights_above_it(network: Network) -> None:
    other = make_network(TrainingConfig(hidden=(40, 30), precision="float64", seed=5))
    changed = SwapUnit(3, 1, other, 1, "run 2").apply(network)
    expected, theirs = arrays(network), arrays(other)
    expected[4][:, 1], expected[5][1] = theirs[4][:, 1], theirs[5][1]
    for found, wanted in zip(arrays(changed), expected, strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_a_unit_of_other_layers_is_refused(network: Network) -> None:
    other = make_network(TrainingConfig(hidden=(40, 31)))
    with pytest.raises(UserError, match="784-40-31-10 units; a network of 784-40-30-10"):
        SwapUnit(1, 0, other, 0, "run 2").apply(network)


@pytest.mark.parametrize("digits", [3, 499, 1100, 2600])
def test_parts_are_read_as_the_whole(network: Network, digits: int) -> None:
    images = np.resize(IMAGES, (digits, 784))
    whole = EditedReading.of_images(network, images)
    parts = PartedReading.of_images(network, images)
    np.testing.assert_allclose(parts.probabilities, whole.probabilities, atol=1e-12)
    for edit in EDITS:
        network = edit.apply(network)
        whole, parts = whole.moved_to(network), parts.moved_to(network)
        np.testing.assert_allclose(parts.probabilities, whole.probabilities, atol=1e-10)
    assert len(parts.parts) <= max(digits // 500, 1)


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
