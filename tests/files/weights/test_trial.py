from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_settled, load_stored, save_model
from mnistgui.files.weights.assumptions import as_record, in_words
from mnistgui.files.weights.columns import Columns, columns_of_file
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.trial import Attempt, ranked, settle
from mnistgui.files.weights.usage import Usage, used
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import RAW, SCALINGS
from tests.files.networks import network, same
from tests.files.weights.trained import accuracy, digits, save_arrays, trained

BOTH = (PIXEL_SCALING, ACTIVATION)


def without_description(net: Network) -> StoredNetwork:
    """What a file tells of it that holds the arrays alone."""
    return StoredNetwork(used(net, Usage("unit", "relu")), BOTH)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("scaling", ["unit", "signed", "raw", "standardised", "inverted"])
def test_what_was_trained_with_is_found(scaling: str, activation: str) -> None:
    net = trained(scaling, activation)
    assert accuracy(net) > 0.9
    settled = settle(without_description(net), digits())
    assert accuracy(settled.network) >= accuracy(net) - 0.04
    assert settled.assumed == BOTH
    assert settled.attempts[0].usage == settled.usage


def test_pixels_standardised_by_columns_are_found_and_read_raw() -> None:
    columns = Columns.of_digits(digits().train.images)
    pixels = digits().train.images.astype(np.float64)
    np.testing.assert_allclose(columns.mean, pixels.mean(axis=0))
    expected = np.where(pixels.std(axis=0) > 0, pixels.std(axis=0), 1)
    np.testing.assert_allclose(columns.deviation, expected, rtol=1e-9)
    net = network()
    folded = columns.taken_over_by(net)
    scaled = ((pixels[:20] - columns.mean) / columns.deviation).astype(np.float32)
    found = folded.logits(digits().train.images[:20])
    np.testing.assert_allclose(found, net.forward(scaled)[-1], rtol=1e-3, atol=1e-4)
    assert folded.pixel_scaling is RAW


def test_means_and_deviations_come_from_a_file(tmp_path: Path) -> None:
    columns = Columns.of_digits(digits().train.images)
    path = tmp_path / "columns.npz"
    np.savez(path, mean_=columns.mean, scale_=columns.deviation)
    read = columns_of_file(path)
    np.testing.assert_array_equal(read.mean, columns.mean)
    np.testing.assert_array_equal(read.deviation, columns.deviation)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda path: np.savez(path, mean=np.ones(784)), "lacks means or deviations"),
        (lambda path: np.savez(path, mean=np.ones(3), std=np.ones(784)), "shape"),
        (lambda path: np.savez(path, mean=np.ones(784), std=-np.ones(784)), "no means"),
    ],
)
def test_other_files_of_columns_are_refused(
    tmp_path: Path, write: Callable[[Path], None], said: str
) -> None:
    write(tmp_path / "columns.npz")
    with pytest.raises(UserError, match=said):
        columns_of_file(tmp_path / "columns.npz")


def test_the_usual_way_is_kept_unless_another_is_better_by_more_than_chance() -> None:
    right = np.zeros(1000, bool)
    right[:500] = True
    little, much = right.copy(), right.copy()
    little[500:508] = True
    much[500:520] = True
    usual, lucky = Attempt(Usage("unit", "relu"), right), Attempt(Usage("raw", "relu"), little)
    better = Attempt(Usage("raw", "tanh"), much)
    assert ranked([usual, lucky]) == (usual, lucky)
    assert ranked([usual, lucky, better]) == (better, lucky, usual)


def test_what_the_person_says_goes_before_what_is_tried() -> None:
    stored = without_description(trained())
    settled = settle(stored, digits(), {PIXEL_SCALING: "signed"})
    assert settled.assumed == (ACTIVATION,)
    assert {one.usage.scaling for one in settled.attempts} == {"signed"}
    whole = settle(stored, None, {PIXEL_SCALING: "raw", ACTIVATION: "tanh"})
    assert (whole.usage, whole.assumed) == (("raw", "tanh"), ())
    assert in_words(whole, "w") == ""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({PIXEL_SCALING: "huge"}, "none of unit"),
        ({ACTIVATION: "gelu"}, "none of relu"),
        ({ACTIVATION: "relu,tanh,relu"}, "3 activations are named for 1"),
        ({PIXEL_SCALING: "columns"}, "needs digits"),
    ],
)
def test_words_that_are_no_usage_are_refused(wanted: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        settle(without_description(trained()), None, wanted)


def test_a_file_that_says_everything_is_not_tried(tmp_path: Path) -> None:
    net = trained("signed", "tanh")
    save_model(net, tmp_path / "net.npz")
    settled = load_settled(tmp_path / "net.npz", digits())
    assert same(settled.network, net)
    assert (settled.assumed, settled.attempts, in_words(settled, "net.npz")) == ((), (), "")


def test_a_file_of_arrays_alone_leaves_both_open(tmp_path: Path) -> None:
    save_arrays(network((5,)), tmp_path / "w.npz")
    assert load_stored(tmp_path / "w.npz").left_open == BOTH
    settled = load_settled(tmp_path / "w.npz", None)
    words = in_words(settled, "w.npz")
    assert "x / 255 and ReLU are assumed and were not tried" in words


def test_what_was_assumed_is_told_with_how_well_it_reads() -> None:
    settled = settle(without_description(trained("inverted", "relu")), digits())
    words = in_words(settled, "w.npz")
    assert words.startswith("w.npz does not say how pixels are scaled nor which activation")
    assert "1 - x / 255 and ReLU are assumed, reading" in words
    record = as_record(settled)
    assert record["assumed"] == [*BOTH]
    assert record["tried_on"] == {"data": "blobs", "digits": 600}
    assert record["tried"][0] == {
        "pixel_scaling": "inverted",
        "activation": "relu",
        "accuracy": settled.attempts[0].accuracy,
    }
    assert len(record["tried"]) == 3 * (len(SCALINGS) + 1)


def test_weights_that_read_nothing_are_said_to_expect_other_pixels() -> None:
    settled = settle(StoredNetwork(network((5,)), BOTH), digits())
    assert "nothing that was tried reads half of them" in in_words(settled, "w")


def test_remarks_of_a_reader_are_told() -> None:
    stored = replace(without_description(trained()), left_open=(), remarks=("It was turned",))
    assert in_words(settle(stored, digits()), "w") == "It was turned."
