import numpy as np
import pytest

from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.errors import UserError
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.normalize import to_pixels
from mnistgui.training.default_model import as_read, divided_by_writer, learning_mix, redrawn
from tests.digits import blob_dataset

RNG = np.random.default_rng(1)
DRAWINGS = [
    Drawing(synthetic_strokes(d, RNG), d, w) for w in ("cleo", "abe", "bea") for d in (3, 7)
]


def test_no_writer_is_on_both_sides() -> None:
    divided = divided_by_writer(DRAWINGS, 3)
    assert {d.writer for d in divided.learnt} == {"abe", "bea"}
    assert {d.writer for d in divided.aside} == {"cleo"}
    assert len(divided_by_writer(DRAWINGS, 0).learnt) == 6


def test_a_single_writer_cannot_be_kept_aside() -> None:
    with pytest.raises(UserError, match="1 writers"):
        divided_by_writer(DRAWINGS[:2], 2)


def test_redrawn_digits_keep_their_labels_and_vary_their_pens() -> None:
    split = redrawn(DRAWINGS, np.random.default_rng(2), 3)
    assert split.labels.tolist() == [3, 7] * 9
    ink = split.images.sum(axis=1).reshape(3, 6)
    assert (np.ptp(ink, axis=0) > 0).all()
    assert len(redrawn([], np.random.default_rng(2), 3)) == 0


def test_digits_are_read_as_the_canvas_reads_them() -> None:
    split = as_read(DRAWINGS)
    np.testing.assert_array_equal(split.images[1], to_pixels(DRAWINGS[1].strokes))


def test_validation_digits_come_last_and_unmixed() -> None:
    whole = blob_dataset()
    real, validation = whole.held_back(50)
    mix = learning_mix([real, as_read(DRAWINGS)], validation, whole.test, np.random.default_rng(3))
    np.testing.assert_array_equal(mix.train.images[-50:], validation.images)
    assert len(mix.train) == len(whole.train) + 6
    known = {image.tobytes() for image in np.concatenate([real.images, as_read(DRAWINGS).images])}
    assert {image.tobytes() for image in mix.train.images[:-50]} == known
