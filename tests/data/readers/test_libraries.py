"""Files of MATLAB and of Parquet, which libraries of other tools read in a child process."""

import importlib.util
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from mnistgui.data.dataset import Split
from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset

DATASET = small_dataset()


@pytest.fixture
def matlab() -> Any:
    return pytest.importorskip("scipy.io")


@pytest.fixture
def parquet() -> Any:
    return pytest.importorskip("pyarrow.parquet")


@pytest.mark.parametrize("packed", [False, True])
def test_named_arrays_of_matlab(tmp_path: Path, matlab: Any, *, packed: bool) -> None:
    arrays = {
        "trainX": DATASET.train.images,
        "trainY": DATASET.train.labels[None],
        "testX": DATASET.test.images,
        "testY": DATASET.test.labels[None],
    }
    matlab.savemat(tmp_path / "digits.mat", arrays, do_compression=packed)
    assert_same_digits(load_dataset(tmp_path / "digits.mat"), DATASET)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_an_array_for_each_class(tmp_path: Path, matlab: Any) -> None:
    arrays = {
        f"{name}{digit}": part.images[part.labels == digit]
        for name, part in (("train", DATASET.train), ("test", DATASET.test))
        for digit in range(10)
    }
    matlab.savemat(tmp_path / "mnist_all.mat", arrays)
    found = load_dataset(tmp_path)
    assert sorted(found.train.labels.tolist()) == sorted(DATASET.train.labels.tolist())
    assert (len(found.train), len(found.test)) == (36, 12)


def test_structures_and_columns(tmp_path: Path, matlab: Any) -> None:
    def part(split: Split) -> dict[str, Any]:
        images = np.moveaxis(split.images.reshape(-1, 28, 28), 0, -1)
        return {"images": images / 255, "labels": split.labels[:, None].astype(float)}

    matlab.savemat(
        tmp_path / "mnist.mat", {"training": part(DATASET.train), "test": part(DATASET.test)}
    )
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_400_columns_and_10_for_zero(tmp_path: Path, matlab: Any) -> None:
    images = np.zeros((60, 20, 20))
    images[:, 4:16, 10] = 1
    labels = np.arange(60) % 10
    matlab.savemat(
        tmp_path / "ex3data1.mat",
        {"X": images.reshape(60, 400), "y": np.where(labels == 0, 10, labels)[:, None]},
    )
    found = load_dataset(tmp_path)
    assert set(found.train.labels.tolist()) == set(range(10))
    told = " ".join(found.notes)
    assert "10 is taken for 0" in told
    assert "20 x 20 pixels were brought to 28 x 28" in told
    assert found.train.images[0].reshape(28, 28)[10, 14] == 255


def png(image: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(image.reshape(28, 28)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "images",
    [
        lambda part: {"image": [{"bytes": png(i), "path": None} for i in part.images]},
        lambda part: {"image": [png(i) for i in part.images]},
        lambda part: {"image": part.images.tolist()},
        lambda part: {"image": part.images.reshape(-1, 28, 28).tolist()},
        lambda part: {f"pixel{i}": part.images[:, i] for i in range(784)},
    ],
)
def test_tables_of_parquet(
    tmp_path: Path, parquet: Any, images: Callable[[Split], dict[str, Any]]
) -> None:
    import pyarrow as pa

    for name, part in (("train", DATASET.train), ("test", DATASET.test)):
        table = pa.table({**images(part), "label": part.labels.astype(np.int64)})
        parquet.write_table(table, tmp_path / f"{name}-00000-of-00001.parquet")
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mat", b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\1IM" + b"\xff" * 99),
        ("a.parquet", b"PAR1" + b"\xff" * 99 + b"PAR1"),
    ],
)
@pytest.mark.usefixtures("matlab", "parquet")
def test_damaged_files_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=f"{name} cannot be read|{name} holds"):
        load_dataset(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "begin", "library"),
    [("a.mat", b"MATLAB 5.0 MAT-file", "scipy"), ("a.parquet", b"PAR1", "pyarrow")],
)
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begin: bytes, library: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    (tmp_path / name).write_bytes(begin + bytes(99))
    with pytest.raises(UserError, match=rf"needs {library}.*pip install 'mnistgui\[tables\]'"):
        load_dataset(tmp_path / name)
