import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.refusals import ChoiceNeededError
from mnistgui.data.writers.idx import write_pair
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


def test_without_distinguishing_names_the_larger_part_is_for_training(tmp_path: Path) -> None:
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
        (IMAGES, lambda b: b[:4] + struct.pack(">I", 35) + b[8:], "35 images, but"),
        (IMAGES, lambda b: b[:4] + struct.pack(">I", 2**32 - 1) + b[8:], "4,294,967,295 digits"),
        (IMAGES, lambda b: b[:8] + struct.pack(">II", 56, 14) + b[16:], "56 x 14"),
        (LABELS, lambda b: b[:8] + b"\x0a" + b[9:], "label 10"),
        (LABELS, lambda b: b[:4] + bytes(4), "declares 0 digits"),
        (LABELS, lambda b: b"\0\0\x0d\1" + b[4:], "is cut off"),
        (LABELS, lambda _: b"<!DOCTYPE html><html>", "labels-idx1-ubyte is a web page; download"),
        (LABELS, lambda _: b"", "labels-idx1-ubyte is empty; download"),
        (
            IMAGES,
            lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:44\n",
            "images-idx3-ubyte is a Git LFS pointer .*'git lfs pull'",
        ),
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


def test_labels_of_qmnist_are_the_first_of_eight_columns(tmp_path: Path) -> None:
    write_idx(tmp_path, DATASET)
    for part, split in (("train", DATASET.train), ("t10k", DATASET.test)):
        (tmp_path / f"{part}-labels-idx1-ubyte").unlink()
        rows = np.tile(split.labels[:, None], 8).astype(">i4")
        rows[:, 1:] = 99
        header = struct.pack(">4B2I", 0, 0, 0x0C, 2, len(rows), 8)
        (tmp_path / f"{part}-labels-idx2-int").write_bytes(header + rows.tobytes())
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_one_pair_is_split_by_a_fixed_seed_and_says_so(tmp_path: Path) -> None:
    write_pair(DATASET.train, tmp_path / "mine")
    found, again = (load_dataset(tmp_path) for _ in range(2))
    assert (len(found.train), len(found.test)) == (31, 5)
    assert_same_digits(found, again)
    [note] = found.notes
    assert "no separate test part; 5 of its 36 digits" in note
    together = np.sort(np.concatenate([found.train.images, found.test.images]), axis=0)
    np.testing.assert_array_equal(together, np.sort(DATASET.train.images, axis=0))


def test_several_data_sets_in_a_folder_are_asked_for(tmp_path: Path) -> None:
    for seed, name in enumerate(("digits", "letters")):
        write_idx(tmp_path / name, small_dataset(seed=seed))
        for file in (tmp_path / name).iterdir():
            file.rename(tmp_path / f"emnist-{name}-{file.name}")
        (tmp_path / name).rmdir()
    with pytest.raises(
        ChoiceNeededError, match="2 data sets: emnist-digits, emnist-letters"
    ) as told:
        load_dataset(tmp_path)
    for seed, choice in enumerate(told.value.choices):
        assert_same_digits(load_dataset(choice), small_dataset(seed=seed))
