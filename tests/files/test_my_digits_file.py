from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.errors import UserError
from mnistgui.files.my_digits import identity
from mnistgui.files.my_digits_file import load_drawings, save_drawings
from mnistgui.ink.jsonl import MAX_COORDINATE, Drawing
from mnistgui.ink.strokes import Strokes

DOT = np.array([[0.5, 0.5]])
LINE = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.9]])
TAUGHT = (
    Drawing(Strokes((LINE, DOT), 0.07), 3),
    Drawing(Strokes((LINE + 0.01,)), 7),
    Drawing(Strokes((DOT, LINE, DOT), 0.02), 0),
)

COORDINATES = st.floats(-MAX_COORDINATE, MAX_COORDINATE)
LINES = st.integers(1, 4).flatmap(lambda n: arrays(np.float64, (n, 2), elements=COORDINATES))
DRAWINGS = st.builds(
    lambda lines, width, label: Drawing(Strokes(tuple(lines), width), label),
    st.lists(LINES, min_size=1, max_size=3),
    st.none() | st.floats(1e-3, 100),
    st.integers(0, 9),
)


def same(some: Sequence[Drawing], others: Sequence[Drawing]) -> bool:
    """Whether drawings are the same to the bit, in the same order."""
    return list(map(identity, some)) == list(map(identity, others))


# Every reading starts a process that tries the file first.
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DRAWINGS, max_size=5))
def test_what_was_drawn_comes_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, drawings: list[Drawing]
) -> None:
    path = tmp_path_factory.mktemp("digits") / "my-digits.h5"
    save_drawings(path, drawings)
    assert same(load_drawings(path), drawings)


def test_a_digit_nobody_named_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "my-digits.h5"
    save_drawings(path, TAUGHT)
    with pytest.raises(UserError, match="drawing 2 has no label"):
        save_drawings(path, (*TAUGHT[:1], Drawing(TAUGHT[0].strokes)))
    assert len(load_drawings(path)) == 3


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("labels", np.array([3, 7, 10], np.uint8), "digit from 0 to 9"),
        ("labels", np.array([3, 7], np.uint8), "shape"),
        ("points", np.full((9, 2), np.nan), "within"),
        ("points", np.zeros((8, 2)), "do not fit together"),
        ("points_each", np.array([3, 1, 3, 1, 1, 0]), "do not fit together"),
        ("points_each", np.array([2**62, 2**62, 2**62, 2**62, 9, 0]), "do not fit together"),
        ("strokes_each", np.array([2, 0, 4]), "do not fit together"),
        ("strokes_each", np.array([2.0, 1.0, 3.0]), "kind of number"),
        ("pen_widths", np.array([0.0, 1.0, 1.0]), "pen width"),
        ("version", np.array([2]), "newer program"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, name: str, value: Any, sentence: str) -> None:
    path = tmp_path / "my-digits.h5"
    save_drawings(path, TAUGHT)
    with h5py.File(path, "r+") as file:
        del file[name]
        file[name] = value
    with pytest.raises(UserError, match=sentence):
        load_drawings(path)


def test_another_hdf5_file_is_told_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "other.h5"
    with h5py.File(path, "w") as file:
        file["x"] = 1
    with pytest.raises(UserError, match="holds no taught digits"):
        load_drawings(path)
