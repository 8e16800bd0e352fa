from pathlib import Path

import numpy as np

from mnistgui.drawing.known_digits import chosen_digits
from mnistgui.files.default_model import FILE_NAME
from mnistgui.files.known_digits import beside, known_digits, save_known_digits
from mnistgui.resources_dir import resource
from mnistgui.training.default_model import Recordings
from tests.digits import blobs


def test_model_and_digits_are_small_together() -> None:
    model = resource(FILE_NAME)
    assert model.stat().st_size + beside(model).stat().st_size <= 2_500_000


def test_they_are_enough_to_tell_by() -> None:
    known = known_digits()
    assert len(known.real) >= 1000
    assert len(known.drawn) >= 1000
    assert known.real.any(axis=1).all()


def test_what_is_saved_is_there_whole(tmp_path: Path) -> None:
    path = beside(tmp_path / "model.h5")
    save_known_digits(known_digits(), path)
    assert path.name == "model.digits.npz"
    with np.load(path, allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["drawn"], known_digits().drawn)


def test_without_recordings_there_are_synthetic_ones() -> None:
    chosen = chosen_digits(blobs(30), Recordings([], []), blobs(20), np.random.default_rng(0))
    assert chosen.real.shape == (30, 784)
    assert chosen.drawn.shape == (20, 784)
