import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.load import load_dataset
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_npz

DATASET = small_dataset()
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


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
        ("x_train", None, "y_train holds labels of shape .* no images"),
        ("x_train", npy(np.zeros((36, 28, 27))), r"\(36, 28, 27\)"),
        ("x_train", npy(np.zeros((0, 28, 28))), r"no images .* \(0, 28, 28\)"),
        ("x_train", npy(np.zeros((35, 28, 28))), "35 images, but .* 36 labels"),
        ("x_train", npy(np.zeros((36, 784), complex)), "complex128"),
        ("x_train", npy(np.zeros((36, 784), object)), "object"),
        ("x_train", npy(np.zeros((36, 784)))[:-1], "cut off"),
        ("x_train", npy(np.zeros((36, 784))) + b"\0", "more data"),
        ("x_train", b"\x93NUMPY\1\0\xff\xff", "header of 65,535"),
        ("x_train", b"\x93NUMPY\1\0\x08\0((((((((", "damaged NumPy header"),
        ("x_train", b"PK", "cut off"),
        ("x_train", b"no array at all", "no NumPy array"),
        ("y_train", npy(np.full(36, 11)), "label 11"),
        ("y_train", npy(np.full(36, 0.5)), "label 0.5"),
        ("y_train", npy(np.full(36, np.nan)), "label nan"),
        ("y_train", npy(3), "no labels"),
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
        for i in range(80_000):
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


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        (("train_images", "train_labels", "test_images", "test_labels"), (-1, 28, 28, 1)),
        (("X_train", "y_train", "X_test", "y_test"), (-1, 1, 28, 28)),
        (("trainX", "trainY", "testX", "testY"), (-1, 784)),
        (("training_images", "training_labels", "t10k_images", "t10k_labels"), (-1, 28, 28)),
    ],
)
def test_names_and_shapes_of_others(
    tmp_path: Path, names: tuple[str, ...], shape: tuple[int, ...]
) -> None:
    parts = [DATASET.train.images, DATASET.train.labels, DATASET.test.images, DATASET.test.labels]
    arrays = [a.reshape(shape) if a.ndim == 2 else a for a in parts]
    np.savez(tmp_path / "a.npz", **dict(zip(names, arrays, strict=True)))  # type: ignore[arg-type]
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize(
    "turn",
    [
        np.asfortranarray,
        lambda x: x.T,
        lambda x: np.asfortranarray(x.reshape(-1, 28, 28)),
        lambda x: np.moveaxis(x.reshape(-1, 28, 28), 0, -1),
        lambda x: x.view(np.int8),
        lambda x: x.astype(np.int16) - 128,
        lambda x: x / 127.5 - 1,
        lambda x: ((x / 255 - 0.1307) / 0.3081).astype(np.float32),
        lambda x: np.repeat(x.reshape(-1, 28, 28, 1), 3, axis=3),
    ],
)
def test_images_in_any_order_and_of_any_scale(
    tmp_path: Path, turn: Callable[[np.ndarray], np.ndarray]
) -> None:
    np.savez(
        tmp_path / "a.npz",
        x_train=turn(DATASET.train.images),
        y_train=DATASET.train.labels,
        x_test=turn(DATASET.test.images),
        y_test=DATASET.test.labels,
    )
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_a_scale_that_is_assumed_is_told(tmp_path: Path) -> None:
    images = DATASET.train.images / 127.5 - 1
    np.savez(tmp_path / "a.npz", x=images, y=DATASET.train.labels)
    assert "pixels from -1 to 1 are taken for 0 to 255" in load_dataset(tmp_path).notes[0]


@pytest.mark.parametrize(
    "labels",
    [
        lambda y: y[:, None],
        lambda y: y[None],
        lambda y: np.eye(10)[y].T,
        lambda y: 2 * np.eye(10)[y] - 1,
        lambda y: np.eye(10, dtype=bool)[y],
        lambda y: y.astype(str),
        lambda y: y.astype("S"),
        lambda y: np.array(WORDS)[y],
        lambda y: np.where(y == 0, 10, y),
    ],
)
def test_labels_of_any_kind(tmp_path: Path, labels: Callable[[np.ndarray], np.ndarray]) -> None:
    np.savez(
        tmp_path / "a.npz",
        x_train=DATASET.train.images,
        y_train=labels(DATASET.train.labels),
        x_test=DATASET.test.images,
        y_test=labels(DATASET.test.labels),
    )
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_digits_of_each_class_in_an_array_of_their_own(tmp_path: Path) -> None:
    arrays = {
        f"{name}{digit}": part.images[part.labels == digit]
        for name, part in (("train", DATASET.train), ("test", DATASET.test))
        for digit in range(10)
    }
    np.savez(tmp_path / "mnist_all.npz", **arrays)
    found = load_dataset(tmp_path)
    order = np.argsort(DATASET.train.labels, kind="stable")
    np.testing.assert_array_equal(found.train.images, DATASET.train.images[order])
    np.testing.assert_array_equal(found.train.labels, DATASET.train.labels[order])


def test_weights_are_no_digits_and_are_passed_over_in_silence(tmp_path: Path) -> None:
    np.savez(tmp_path / "net.npz", W1=np.zeros((784, 16)), b1=np.zeros(16))
    with pytest.raises(NoDigitsError, match=r"W1 \(784, 16\)"):
        load_dataset(tmp_path / "net.npz")
    write_npz(tmp_path / "mnist.npz", DATASET)
    (tmp_path / "report.docx").write_bytes(b"PK\3\4" + bytes(60))
    (tmp_path / "._mnist.npz").write_bytes(b"\0\5\x16\7")
    found = load_dataset(tmp_path)
    assert_same_digits(found, DATASET)
    assert found.left_out == ()


def test_a_file_for_each_array(tmp_path: Path) -> None:
    for name, part in (("train", DATASET.train), ("test", DATASET.test)):
        np.save(tmp_path / f"x_{name}.npy", part.images.reshape(-1, 28, 28))
        np.save(tmp_path / f"y_{name}.npy", part.labels)
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert_same_digits(load_dataset(tmp_path / "y_test.npy"), DATASET)


@pytest.mark.parametrize(("side", "note"), [(20, "20 x 20"), (32, "32 x 32")])
def test_other_sizes_are_brought_to_28_and_it_is_said(tmp_path: Path, side: int, note: str) -> None:
    images = np.zeros((40, side, side), np.uint8)
    images[:, 2:-2, side // 2] = 255
    np.savez(tmp_path / "a.npz", images=images, labels=np.arange(40) % 10)
    found = load_dataset(tmp_path)
    assert found.train.images.shape[1] == 784
    assert any(note in sentence for sentence in found.notes)
    [column] = np.unique(np.nonzero(found.train.images[0].reshape(28, 28) > 200)[1])
    assert column == 14


def test_numbers_beyond_all_pixels_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=np.full((9, 784), -3e38, np.float32), y=np.arange(9))
    with pytest.raises(UserError, match=r"pixels from -3e\+38"):
        load_dataset(tmp_path / "a.npz")
