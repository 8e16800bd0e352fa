"""Small data sets in every layout, written without the code under test."""

import gzip
import struct
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.data.dataset import Dataset, Split

Triple = tuple[tuple[NDArray[Any], NDArray[Any]], ...]


def small_dataset(n_train: int = 36, n_test: int = 12, seed: int = 0) -> Dataset:
    """Digits that are no digits: smooth random blots with every grey level."""
    rng = np.random.default_rng(seed)

    def split(n: int) -> Split:
        images = rng.integers(0, 256, (n, 784), dtype=np.uint8)
        images[rng.random((n, 784)) < 0.7] = 0
        images[:, :2] = 0, 255
        return Split(images, (np.arange(n) % 10).astype(np.uint8))

    return Dataset("small", "made for a test", split(n_train), split(n_test))


def idx_bytes(values: NDArray[np.uint8]) -> bytes:
    if values.ndim == 2:
        return struct.pack(">4B3I", 0, 0, 8, 3, len(values), 28, 28) + values.tobytes()
    return struct.pack(">4BI", 0, 0, 8, 1, len(values)) + values.tobytes()


def write_idx(folder: Path, dataset: Dataset, *, packed: bool = False) -> Path:
    """The four files under their usual names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, split in (("train", dataset.train), ("t10k", dataset.test)):
        for part, values in (("images-idx3", split.images), ("labels-idx1", split.labels)):
            data = idx_bytes(values)
            file = folder / f"{name}-{part}-ubyte{'.gz' if packed else ''}"
            file.write_bytes(gzip.compress(data) if packed else data)
    return folder


def assert_same_digits(left: Dataset, right: Dataset) -> None:
    for a, b in ((left.train, right.train), (left.test, right.test)):
        np.testing.assert_array_equal(a.images, b.images)
        np.testing.assert_array_equal(a.labels, b.labels)


def write_hdf5(folder: Path, dataset: Dataset, *, scale: int = 255) -> Path:
    """The pair of files, as float64 and one-hot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, split in (("train", dataset.train), ("test", dataset.test)):
        with h5py.File(folder / f"mnist_{name}data.hdf5", "w") as file:
            file["xdata"] = split.images / scale
            file["ydata"] = np.eye(10)[split.labels]
    return folder


def write_npz(path: Path, dataset: Dataset, *, packed: bool = False) -> Path:
    """Keras' archive."""
    save = np.savez_compressed if packed else np.savez
    save(
        path,
        x_train=dataset.train.images.reshape(-1, 28, 28),
        y_train=dataset.train.labels,
        x_test=dataset.test.images.reshape(-1, 28, 28),
        y_test=dataset.test.labels,
    )
    return path


def write_png_tree(folder: Path, dataset: Dataset, names: tuple[str, str]) -> Path:
    """A folder for each digit; files are numbered through the split."""
    for name, split in zip(names, (dataset.train, dataset.test), strict=True):
        for digit in range(10):
            (folder / name / str(digit)).mkdir(parents=True)
        for i, (image, label) in enumerate(zip(split.images, split.labels, strict=True)):
            picture = Image.fromarray(image.reshape(28, 28))
            picture.save(folder / name / str(label) / f"{i}.png")
    return folder


def three_splits(dataset: Dataset, n_valid: int = 6, scale: int = 256) -> Triple:
    """``(train, valid, test)`` as floats, the way mnist.pkl.gz holds them."""
    cut = len(dataset.train) - n_valid
    parts = (dataset.train[:cut], dataset.train[cut:], dataset.test)
    return tuple(
        ((part.images / scale).astype(np.float32), part.labels.astype(np.int64)) for part in parts
    )


def python2_pickle(splits: Triple) -> bytes:
    """What Python 2's cPickle wrote with protocol 2: text for bytes, old module names."""

    def text(data: bytes) -> bytes:
        return b"T" + struct.pack("<i", len(data)) + data

    def array(values: NDArray[Any]) -> bytes:
        code = text(values.dtype.str[1:].encode())
        dtype = (
            b"cnumpy\ndtype\n" + code + b"K\0K\1\x87R(K\3" + text(b"<") + b"NNNJ\xff\xff\xff\xff"
        )
        shape = b"(" + b"".join(b"J" + struct.pack("<i", n) for n in values.shape) + b"t"
        empty = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85U\1b\x87R"
        state = (
            b"(K\1" + shape + dtype + b"J\xff\xff\xff\xffK\0tb" + b"\x89" + text(values.tobytes())
        )
        return empty + state + b"tb"

    pairs = b"".join(array(images) + array(labels) + b"\x86" for images, labels in splits)
    return b"\x80\x02" + pairs + b"\x87."
