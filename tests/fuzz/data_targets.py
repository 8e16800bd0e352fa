"""The readers of digits and of pictures."""

import gzip
import pickle
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import h5py
import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.pictures import load_picture
from mnistgui.data.writers import npz
from tests.data.layouts import (
    python2_pickle,
    small_dataset,
    three_splits,
    write_hdf5,
    write_idx,
    write_npz,
    write_png_tree,
)
from tests.fuzz.target import Target
from tests.pictures import letters, made_dataset

SMALL = small_dataset(3, 2)


def _picture(folder: Path, suffix: str) -> None:
    pixels = np.add.outer(np.arange(30), np.arange(40)).astype(np.uint8) * 3
    exif = Image.Exif()
    exif[0x0112] = 6
    text = PngInfo()
    text.add_text("note", "some words " * 9, zip=True)
    picture = Image.fromarray(pixels)
    picture.save(folder / f"picture{suffix}", progressive=True, exif=exif, pnginfo=text)


def _pickled(folder: Path, protocol: int) -> None:
    data = pickle.dumps(three_splits(SMALL, 1), protocol)
    (folder / "mnist.pkl").write_bytes(data)


def _python2(folder: Path) -> None:
    data = gzip.compress(python2_pickle(three_splits(SMALL, 1)))
    (folder / "mnist.pkl.gz").write_bytes(data)


def _objects(folder: Path) -> None:
    table = np.empty(3, object)
    table[:] = three_splits(SMALL, 1)
    np.save(folder / "mnist.npy", table)


def _tree(folder: Path, digits: Dataset) -> None:
    write_png_tree(folder, digits, ("Train", "Test"))


def _pictures(folder: Path) -> None:
    """A picture in each format of a tree, and a table of labels."""
    rows = []
    for i, suffix in enumerate(("png", "jpg", "bmp", "webp", "gif", "tiff", "pgm", "png")):
        picture = Image.fromarray(np.add.outer(np.arange(30), np.arange(30)).astype(np.uint8))
        (picture.convert("P") if i == 7 else picture).save(folder / f"digit{i}.{suffix}")
        rows.append(f"digit{i}.{suffix},{i}\n")
    (folder / "labels.csv").write_text("".join(rows))


def _columns(folder: Path) -> None:
    with h5py.File(folder / "columns.mat", "w", userblock_size=512) as file:
        for part, split in (("train", SMALL.train), ("test", SMALL.test)):
            file[f"{part}/X"], file[f"{part}/y"] = split.images.T / 255, split.labels[None] + 1.0
    with (folder / "columns.mat").open("r+b") as mat:
        mat.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64")


def _matlab(folder: Path) -> None:
    import scipy.io

    parts = {"trainX": SMALL.train.images, "trainY": SMALL.train.labels}
    parts |= {"testX": SMALL.test.images, "testY": SMALL.test.labels}
    scipy.io.savemat(folder / "digits.mat", parts, do_compression=True)


def _parquet(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, part in (("train", SMALL.train), ("test", SMALL.test)):
        table = pa.table({"image": part.images.tolist(), "label": part.labels})
        pq.write_table(table, folder / f"{name}.parquet")


def _tables(folder: Path, begin: str, line: Callable[[list[int], int], str]) -> None:
    for part, split in (("train", SMALL.train), ("test", SMALL.test)):
        digits = zip(split.images.tolist(), split.labels.tolist(), strict=True)
        text = begin + "".join(line(image, label) + "\n" for image, label in digits)
        (folder / f"{part}.txt").write_text(text)


def _csv(folder: Path) -> None:
    _tables(folder, "", lambda image, label: ",".join(map(str, [label, *image])))


def _arff(folder: Path) -> None:
    names = "".join(f"@attribute p{i} real\n" for i in range(785))
    begin = f"@relation a\n{names}@data\n"
    _tables(folder, begin, lambda image, label: ",".join(map(str, [*image, label])))


def _libsvm(folder: Path) -> None:
    def line(image: list[int], label: int) -> str:
        return f"{label} " + " ".join(f"{i}:{p}" for i, p in enumerate(image, 1) if p)

    _tables(folder, "", line)


def _zipped(folder: Path) -> None:
    write_idx(folder / "raw", SMALL)
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (folder / "raw").iterdir():
            archive.write(file, file.name)
    shutil.rmtree(folder / "raw")


def _tarred(folder: Path) -> None:
    write_idx(folder / "raw", SMALL)
    with tarfile.open(folder / "a.tar.gz", "w:gz") as archive:
        archive.add(folder / "raw", "raw")
    shutil.rmtree(folder / "raw")


def _only_file(folder: Path) -> object:
    return load_picture(next(folder.iterdir()))


def _digits(write: Callable[[Path, Dataset], object]) -> Callable[[Path], None]:
    def write_small(folder: Path) -> None:
        write(folder, SMALL)

    return write_small


def _named(folder: Path) -> None:
    npz.write(made_dataset(("ant", "bee", "cat"), 8, each=1), folder / "named.npz")


def _kept_size(path: Path) -> object:
    return load_dataset(path, keep_size=True)


def _mapped(folder: Path) -> None:
    """Numbered classes, and beside them a mapping such as EMNIST's."""
    split = made_dataset(letters(12), 8, each=1).train
    np.savez(folder / "mine.npz", images=split.images, labels=split.labels)
    lines = [f"{label} {65 + label}\n" for label in range(12)]
    (folder / "mine-mapping.txt").write_text("".join(lines))


TARGETS = (
    Target("idx", _digits(write_idx), load_dataset),
    Target("idx.gz", _digits(lambda f, d: write_idx(f, d, packed=True)), load_dataset),
    Target("npz", _digits(lambda f, d: write_npz(f / "mnist.npz", d)), load_dataset),
    Target("npz packed", _digits(lambda f, d: write_npz(f / "a", d, packed=True)), load_dataset),
    Target("npz with names of classes", _named, _kept_size),
    Target("mapping of classes", _mapped, load_dataset),
    Target("pickle 3", lambda folder: _pickled(folder, 3), load_dataset),
    Target("pickle 5", lambda folder: _pickled(folder, 5), load_dataset),
    Target("pickle of Python 2", _python2, load_dataset),
    Target("object npy", _objects, load_dataset),
    Target("png", lambda folder: _picture(folder, ".png"), _only_file),
    Target("jpeg", lambda folder: _picture(folder, ".jpeg"), _only_file),
    Target(
        "png tree",
        # Ten digits, as a folder that holds no file is not laid out again.
        lambda folder: _tree(folder, small_dataset(10, 10)),
        load_dataset,
        seconds=0.005,
    ),
    Target("pictures and labels", _pictures, load_dataset, seconds=0.01),
    Target("csv", _csv, load_dataset, seconds=0.01),
    Target("arff", _arff, load_dataset, seconds=0.01),
    Target("libsvm", _libsvm, load_dataset, seconds=0.01),
    Target("zip", _zipped, load_dataset, seconds=0.01),
    Target("tar.gz", _tarred, load_dataset, seconds=0.01),
    *(
        (
            Target("mat", _matlab, load_dataset, seconds=1.0),
            Target("parquet", _parquet, load_dataset, seconds=1.0),
        )
        if find_spec("scipy") and find_spec("pyarrow")
        else ()
    ),
    Target("hdf5 by columns", _columns, load_dataset, seconds=0.1),
    Target("hdf5 pair", _digits(write_hdf5), load_dataset, seconds=0.1),
)
