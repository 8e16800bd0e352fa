import os
import re
from pathlib import Path

import pytest

from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import (
    assert_same_digits,
    small_dataset,
    write_hdf5,
    write_idx,
    write_npz,
)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("digits.txt", b"hello", "is nothing that opens here; .* accepted"),
        ("empty", b"", "is empty; download the file again"),
        ("two\nlines", b"x", r"two\\nlines is nothing"),
        ("page.gz", b"<!DOCTYPE html><html>", "is a web page; download"),
        ("letter.pdf", b"%PDF-1.7", "is a PDF document; .* accepted"),
        ("table.csv", b"a,b,c\n1,2,3\n4,5,6\n", "has 3 columns; a label and 784 pixels"),
        ("broken.gz", b"\x1f\x8bnot", "cut off|cannot be read"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        load_dataset(path)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere does not exist"):
        load_dataset(tmp_path / "nowhere")


def test_a_path_no_system_knows_is_refused() -> None:
    for path in ("a\0b", "x" * 10_000):
        with pytest.raises(UserError):
            load_dataset(path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no digits"):
        load_dataset(tmp_path)


def test_a_folder_of_many_files_is_refused(tmp_path: Path) -> None:
    for i in range(101):
        (tmp_path / str(i)).touch()
    with pytest.raises(UserError, match="at most 100"):
        load_dataset(tmp_path)


def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="is not a file"):
        load_dataset(tmp_path / "pipe")


def test_an_unknown_data_set_is_named_after_its_folder(tmp_path: Path) -> None:
    dataset = load_dataset(write_idx(tmp_path / "mine", small_dataset()))
    assert dataset.name == "mine"
    assert dataset.source == str(tmp_path / "mine")
    assert not dataset.synthetic


def test_a_folder_of_thousands_of_entries_is_refused(tmp_path: Path) -> None:
    for i in range(10_001):
        (tmp_path / str(i)).symlink_to("nowhere")
    with pytest.raises(UserError, match="more than 10,000 entries"):
        load_dataset(tmp_path)


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_idx(tmp_path / "mine", small_dataset()))
    assert load_dataset(".").name == "mine"
    assert len(load_dataset("train-images-idx3-ubyte").train) == 36


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("broken.gz", b"\x1f\x8bnot", "cut off|cannot be read"),
        ("broken.npz", b"PK\x03\x04" + bytes(40), "damaged|cannot be read|archive"),
        ("broken.h5", b"\x89HDF\r\n\x1a\n" + bytes(40), "HDF5"),
    ],
)
def test_a_broken_file_beside_a_data_set_is_left_out_and_named(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    digits = small_dataset()
    write_npz(tmp_path / "mine.npz", digits)
    (tmp_path / name).write_bytes(content)
    found = load_dataset(tmp_path)
    assert_same_digits(found, digits)
    [sentence] = found.left_out
    assert name in sentence
    assert re.search(reason, sentence)
    (tmp_path / "mine.npz").unlink()
    with pytest.raises(UserError, match=name):
        load_dataset(tmp_path)


@pytest.mark.parametrize(("single", "parts"), [(30, 60), (60, 30)])
def test_of_two_data_sets_in_a_folder_the_larger_is_read_and_both_are_named(
    tmp_path: Path, single: int, parts: int
) -> None:
    write_npz(tmp_path / "mine.npz", small_dataset(single, 10))
    write_idx(tmp_path, small_dataset(parts, 10, seed=1))
    files = [tmp_path / "mine.npz", tmp_path / "train-images-idx3-ubyte"]
    larger, smaller = files if single > parts else reversed(files)
    found = load_dataset(tmp_path)
    assert len(found.train) == max(single, parts)
    assert (found.name, found.source) == (larger.name, str(larger))
    [sentence] = found.left_out
    assert f"opened: {larger.name} (70 digits), without {smaller.name} (40 digits)" in sentence
    assert found.others == (smaller,)
    assert len(load_dataset(smaller).train) == min(single, parts)


def test_of_equally_large_data_sets_the_first_by_name_is_read(tmp_path: Path) -> None:
    for seed, name in enumerate("dcba"):
        write_npz(tmp_path / f"{name}\n.npz", small_dataset(seed=seed))
    (tmp_path / "cut.gz").write_bytes(b"\x1f\x8bnot")
    found = load_dataset(tmp_path)
    assert_same_digits(found, small_dataset(seed=3))
    assert [path.name[0] for path in found.others] == ["b", "c", "d"]
    assert "\n" not in found.left_out[0]
    assert "cut.gz" in found.left_out[1]


def test_a_part_is_loaded_beside_a_broken_file_that_it_does_not_need(tmp_path: Path) -> None:
    digits = small_dataset()
    write_hdf5(tmp_path, digits)
    (tmp_path / "train-more.gz").write_bytes(b"\x1f\x8bnot")
    assert_same_digits(load_dataset(tmp_path / "mnist_traindata.hdf5"), digits)


def test_the_broken_part_of_a_data_set_is_named(tmp_path: Path) -> None:
    write_idx(tmp_path, small_dataset(), packed=True)
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(b"\x1f\x8bnot")
    for given in (tmp_path, tmp_path / "train-images-idx3-ubyte.gz"):
        with pytest.raises(UserError, match=r"t10k-labels-idx1-ubyte\.gz (is|cannot|has)"):
            load_dataset(given)
