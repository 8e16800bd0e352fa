import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_png_tree
from tests.digits import limited

DATASET = small_dataset()


@pytest.mark.parametrize(
    "names", [("Train", "Test"), ("train", "test"), ("training", "testing"), ("TRAINING", "TEST")]
)
def test_trees_keep_the_order_of_their_numbers(tmp_path: Path, names: tuple[str, str]) -> None:
    assert_same_digits(load_dataset(write_png_tree(tmp_path, DATASET, names)), DATASET)


def test_files_called_otherwise_are_sorted_by_name_and_other_files_ignored(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    for file in list(tmp_path.rglob("*.png")):
        file.rename(file.with_name(f"digit-{int(file.stem):03}.PNG"))
    (tmp_path / "train" / "0" / "notes.txt").write_text("not a picture")
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_colours_become_grey(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    path = next((tmp_path / "train" / "3").iterdir())
    with Image.open(path) as picture:
        grey = picture.convert("RGB")
    grey.save(path)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def png(width: int, height: int, mode: str = "L") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


GOOD = png(28, 28)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (png(28, 29), "no PNG of 28 x 28"),
        (GOOD[:16] + struct.pack(">II", 65535, 65535) + GOOD[24:], "no PNG of 28 x 28"),
        (png(28, 28, "RGBA"), "mode RGBA"),
        (png(28, 28, "I;16"), "mode I;16"),
        (GOOD[:-30], "damaged PNG"),
        (GOOD[:24], "damaged PNG"),
        (b"", "no PNG of 28 x 28"),
        (bytes(70_000), "more data"),
    ],
)
def test_other_pictures_are_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    (tmp_path / "test" / "9" / "9.png").write_bytes(data)
    with pytest.raises(UserError, match=f"9.png.*{sentence}"):
        load_dataset(tmp_path)


def test_a_missing_digit_is_refused(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    (tmp_path / "train" / "7").rename(tmp_path / "train" / "seven")
    with pytest.raises(UserError, match="no folder 7"):
        load_dataset(tmp_path)


def test_empty_folders_are_refused(tmp_path: Path) -> None:
    empty = limited(DATASET, 0, 0)
    with pytest.raises(UserError, match="declares 0 digits"):
        load_dataset(write_png_tree(tmp_path, empty, ("train", "test")))
