"""Makers of digits as people have them: small files that the cases open."""

import gzip
import pickle
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.synthetic.make import synthetic_dataset

Array = NDArray[Any]
NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


@cache
def digits() -> Dataset:
    """Return the digits that all cases are made of."""
    return synthetic_dataset(120, 40)


def arrays() -> tuple[Array, Array, Array, Array]:
    """Return training images and labels, then those to test on."""
    train, test = digits().train, digits().test
    return (
        train.images.reshape(-1, 28, 28),
        train.labels,
        test.images.reshape(-1, 28, 28),
        test.labels,
    )


def idx_bytes(values: Array, code: int = 8, dtype: str = ">u1") -> bytes:
    head = bytes((0, 0, code, values.ndim)) + struct.pack(f">{values.ndim}I", *values.shape)
    return head + values.astype(dtype).tobytes()


def idx(folder: Path, values: Iterable[Array] | None = None, prefix: str = "") -> Path:
    """Write the four files of MNIST."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in zip(NAMES, values or arrays(), strict=True):
        (folder / f"{prefix}{name}").write_bytes(idx_bytes(array))
    return folder


def npz(folder: Path, **named: Array) -> Path:
    np.savez(folder / "digits.npz", allow_pickle=False, **named)
    return folder / "digits.npz"


def hdf5(path: Path, **named: Array) -> Path:
    with h5py.File(path, "w") as file:
        for name, array in named.items():
            file[name] = array
    return path


def pickled(folder: Path, content: object) -> Path:
    (folder / "mnist.pkl").write_bytes(pickle.dumps(content))
    return folder / "mnist.pkl"


def table(
    path: Path, split: Split, *, header: bool = False, last: bool = False, sep: str = ","
) -> Path:
    names = [f"pixel{i}" for i in range(784)]
    lines = [sep.join([*names, "label"] if last else ["label", *names])] if header else []
    for image, label in zip(split.images.tolist(), split.labels.tolist(), strict=True):
        lines.append(sep.join(map(str, [*image, label] if last else [label, *image])))
    text = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def arff(path: Path) -> Path:
    head = ["@RELATION mnist", *(f"@ATTRIBUTE p{i} real" for i in range(784))]
    head += ["@ATTRIBUTE class {0,1,2,3,4,5,6,7,8,9}", "@DATA"]
    body = table(path, digits().train, last=True).read_text()
    path.write_text("\n".join(head) + "\n" + body)
    return path


def libsvm(path: Path) -> Path:
    rows = zip(digits().train.images.tolist(), digits().train.labels.tolist(), strict=True)
    path.write_text(
        "".join(
            f"{label} " + " ".join(f"{i}:{p / 255:.4g}" for i, p in enumerate(image, 1) if p) + "\n"
            for image, label in rows
        )
    )
    return path


def tree(
    folder: Path,
    name: Callable[[int, int], str],
    change: Callable[[Image.Image], Image.Image] = lambda picture: picture,
) -> Path:
    """Write pictures of the training digits under the names that a function gives them."""
    images, labels, _, _ = arrays()
    for i, (image, label) in enumerate(zip(images, labels.tolist(), strict=True)):
        path = folder / name(i, label)
        path.parent.mkdir(parents=True, exist_ok=True)
        change(Image.fromarray(image)).save(path)
    return folder


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def tarred(folder: Path, path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        archive.add(folder, folder.name)
    return path


def instead(folder: Path, content: bytes) -> Path:
    """Write something else in the place of the training images."""
    idx(folder)
    (folder / NAMES[0]).write_bytes(content)
    return folder
