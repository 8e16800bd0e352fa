import gzip
import tempfile
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.lesson_card import save_card
from mnistgui.files.models import SUFFIXES, save_model
from mnistgui.files.recognize import recognize
from mnistgui.files.run_file import save_run
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.ink.strokes import Strokes
from tests.data.layouts import small_dataset, write_idx
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_weights_in_every_format(tmp_path: Path, suffix: str) -> None:
    save_model(network(), tmp_path / f"net{suffix}")
    # the content decides, not the name
    (tmp_path / f"net{suffix}").rename(tmp_path / "letter.txt")
    assert recognize(tmp_path / "letter.txt") is Content.WEIGHTS


def test_runs_cards_and_strokes(tmp_path: Path) -> None:
    save_run(tmp_path / "a", trained(steps=1))
    save_card(tmp_path / "b", CARD)
    drawing = Drawing(Strokes((np.array([[0.0, 1.0], [2.0, 3.0]]),)), label=3)
    for name in ("c.jsonl", "d.jsonl.gz"):
        write_drawings(tmp_path / name, [drawing])
    assert [recognize(tmp_path / name) for name in ("a", "b", "c.jsonl", "d.jsonl.gz")] == [
        Content.RUN,
        Content.CARD,
        Content.STROKES,
        Content.STROKES,
    ]


@pytest.mark.parametrize(
    "begin",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"BM",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x24ftypheic",
    ],
)
def test_pictures_are_known_by_their_content(tmp_path: Path, begin: bytes) -> None:
    (tmp_path / "named.h5").write_bytes(begin + b"\0" * 40)
    assert recognize(tmp_path / "named.h5") is Content.PICTURE


def test_digits(tmp_path: Path) -> None:
    folder = write_idx(tmp_path / "idx", small_dataset(40, 20), packed=True)
    assert recognize(folder) is Content.DIGITS
    assert {recognize(path) for path in folder.iterdir()} == {Content.DIGITS}
    np.savez(tmp_path / "mnist.npz", x_train=np.zeros((1, 28, 28), np.uint8))
    assert recognize(tmp_path / "mnist.npz") is Content.DIGITS
    with h5py.File(tmp_path / "train.hdf5", "w") as file:
        file["xdata"] = np.zeros((2, 784), np.float32)
    assert recognize(tmp_path / "train.hdf5") is Content.DIGITS


@pytest.mark.parametrize(
    "content",
    [b"dear reader", b'{"a": 1}', b"[1, 2]", gzip.compress(b"{}", mtime=0), b"\0"],
)
def test_anything_else_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.txt").write_bytes(content)
    with pytest.raises(UserError, match=r"letter\.txt is nothing that opens here.*accepted"):
        recognize(tmp_path / "letter.txt")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing.h5", b"", r"nothing\.h5 is empty; download"),
        ("packed.gz", gzip.compress(b"", mtime=0), r"packed\.gz is empty; download"),
    ],
)
def test_a_file_that_never_opens_is_told_what_it_is(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=said):
        recognize(tmp_path / name)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere"):
        recognize(tmp_path / "nowhere")


BEGINNINGS = [
    b"",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"\x89HDF\r\n\x1a\n",
    b'{"mnistgui_lesson"',
    b"\x08\x07",
]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes_are_something_or_told(beginning: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(beginning + rest)
        try:
            said = str(path) if recognize(path) in Content else ""
        except UserError as refusal:
            said = str(refusal)
        assert str(path) in said


def test_an_archive_that_unpacks_without_end_is_looked_at_briefly(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.json", "wb") as file:
        for _ in range(200):
            file.write(bytes(1 << 20))
    with pytest.raises(UserError, match="nothing that opens here"):
        recognize(tmp_path / "bomb.json")
