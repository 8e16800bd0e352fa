import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_npz

DATASET = small_dataset()


@pytest.mark.parametrize("packed", [False, True])
def test_keras_archive(tmp_path: Path, *, packed: bool) -> None:
    path = write_npz(tmp_path / "mnist.npz", DATASET, packed=packed)
    assert_same_digits(load_dataset(path), DATASET)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def npy(array: object) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(array), allow_pickle=True)
    return buffer.getvalue()


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same archive with some members changed, or left out for None."""
    with zipfile.ZipFile(path) as old:
        members = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            if data is not None:
                new.writestr(name, data)
    return path


def test_other_numeric_types_and_shapes(tmp_path: Path) -> None:
    path = tmp_path / "mnist.npz"
    np.savez(
        path,
        x_train=(DATASET.train.images / 255).astype(np.float16),
        y_train=DATASET.train.labels.astype(">i4"),
        x_test=DATASET.test.images.astype(">i8"),
        y_test=np.eye(10)[DATASET.test.labels],
    )
    assert_same_digits(load_dataset(path), DATASET)


@pytest.mark.parametrize(
    ("member", "data", "sentence"),
    [
        ("x_train", None, "no array x_train"),
        ("x_train", npy(np.zeros((36, 28, 27))), r"\(36, 28, 27\)"),
        ("x_train", npy(np.zeros((0, 28, 28))), "declares 0 digits"),
        ("x_train", npy(np.zeros((35, 28, 28))), "35 images for 36 labels"),
        ("x_train", npy(np.zeros((36, 784), complex)), "complex128"),
        ("x_train", npy(np.zeros((36, 784), object)), "object"),
        ("x_train", npy(np.zeros((36, 784)))[:-1], "cut off"),
        ("x_train", npy(np.zeros((36, 784))) + b"\0", "more data"),
        ("x_train", npy(np.zeros((36, 784), order="F")), "by columns"),
        ("x_train", b"\x93NUMPY\1\0\xff\xff", "header of 65,535"),
        ("x_train", b"\x93NUMPY\1\0\x08\0((((((((", "damaged NumPy header"),
        ("x_train", b"PK", "cut off"),
        ("x_train", b"no array at all", "no NumPy array"),
        ("y_train", npy(np.full(36, 11)), "label 11"),
        ("y_train", npy(np.full(36, 0.5)), "label 0.5"),
        ("y_train", npy(np.full(36, np.nan)), "label nan"),
        ("y_train", npy(3), r"shape \(\)"),
    ],
)
def test_wrong_members_are_refused(
    tmp_path: Path, member: str, data: bytes | None, sentence: str
) -> None:
    path = write_npz(tmp_path / "mnist.npz", DATASET)
    repacked(path, lambda name, old: data if name == f"{member}.npy" else old)
    with pytest.raises(UserError, match=sentence):
        load_dataset(path)


def test_a_declared_giant_is_refused_before_anything_is_set_aside(tmp_path: Path) -> None:
    giant = npy(np.zeros((36, 28, 28), np.uint8)).replace(b"(36, 28, 28)", b"(9**9999999)")
    path = write_npz(tmp_path / "mnist.npz", DATASET)
    repacked(path, lambda name, old: giant if name == "x_train.npy" else old)
    with pytest.raises(UserError, match="damaged NumPy header"):
        load_dataset(path)


def test_a_directory_of_a_million_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(5000):
            archive.writestr(f"{i}{'x' * 250}", b"")
    with pytest.raises(UserError, match="no zip file, cut off or damaged"):
        load_dataset(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "mnist.npz"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("y_train.npy", npy(DATASET.train.labels))
    with pytest.raises(UserError, match="not accepted; deflate is"):
        load_dataset(path)


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    path = write_npz(tmp_path / "mnist.npz", DATASET)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(UserError, match="no zip file, cut off or damaged"):
        load_dataset(path)
