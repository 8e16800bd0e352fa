import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_idx

DATASET = small_dataset()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("given", [".", "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
def test_a_folder_or_any_of_the_four_files_is_enough(
    tmp_path: Path, given: str, *, packed: bool
) -> None:
    write_idx(tmp_path, DATASET, packed=packed)
    path = tmp_path / (f"{given}.gz" if packed and given != "." else given)
    assert_same_digits(load_dataset(path), DATASET)


def test_names_and_suffixes_are_not_trusted(tmp_path: Path) -> None:
    write_idx(tmp_path, DATASET, packed=True)
    for file in tmp_path.iterdir():
        file.rename(tmp_path / (file.name.replace("idx", "x").removesuffix(".gz") + ".txt"))
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_without_telling_names_the_larger_part_is_for_training(tmp_path: Path) -> None:
    write_idx(tmp_path, DATASET)
    for i, file in enumerate(sorted(tmp_path.iterdir())):
        file.rename(tmp_path / f"file{i}")
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert_same_digits(load_dataset(tmp_path / "file3"), DATASET)


def test_raw_and_packed_side_by_side_are_one_data_set(tmp_path: Path) -> None:
    write_idx(tmp_path, DATASET)
    write_idx(tmp_path, DATASET, packed=True)
    assert_same_digits(load_dataset(tmp_path), DATASET)


IMAGES = "train-images-idx3-ubyte"
LABELS = "train-labels-idx1-ubyte"


@pytest.mark.parametrize(
    ("file", "change", "sentence"),
    [
        (IMAGES, lambda b: b[:-1], "is cut off"),
        (IMAGES, lambda b: b[:9], "is cut off"),
        (IMAGES, lambda b: b + b"\0", "more data than it promises"),
        (IMAGES, lambda b: b[:4] + struct.pack(">I", 35) + b[8:], "35 images but"),
        (IMAGES, lambda b: b[:4] + struct.pack(">I", 2**32 - 1) + b[8:], "4,294,967,295 digits"),
        (IMAGES, lambda b: b[:8] + struct.pack(">II", 56, 14) + b[16:], "56 x 14"),
        (LABELS, lambda b: b[:8] + b"\x0a" + b[9:], "label 10"),
        (LABELS, lambda b: b[:4] + bytes(4), "declares 0 digits"),
        (LABELS, lambda b: b"\0\0\x0d\1" + b[4:], "holds t10k-labels-idx1-ubyte as IDX labels"),
        (IMAGES, lambda b: gzip.compress(b)[:-9], "is cut off"),
        (IMAGES, lambda b: gzip.compress(b)[:-8] + bytes(8), "gzip data cannot be read"),
        (IMAGES, lambda b: gzip.compress(b) + b"more", "something follows"),
        (IMAGES, lambda b: gzip.compress(b + bytes(50_000_000)), "more data than it promises"),
    ],
)
def test_damaged_files_are_refused_by_name(
    tmp_path: Path, file: str, change: Callable[[bytes], bytes], sentence: str
) -> None:
    write_idx(tmp_path, DATASET)
    path = tmp_path / file
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(UserError, match=sentence):
        load_dataset(tmp_path)


def test_real_mnist_is_recognised(real_mnist: Dataset) -> None:
    assert real_mnist.name == "MNIST"
    assert (len(real_mnist.train), len(real_mnist.test)) == (60_000, 10_000)
    assert real_mnist.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
