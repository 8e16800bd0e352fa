"""The cases: digits as people have them, and what must come of each."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.cases import digits as made
from tests.cases.case import Case
from tests.cases.digits import arrays, digits, npz, table, tree

X, Y, U, V = "x_train", "y_train", "x_test", "y_test"


def _named(names: tuple[str, ...], *values: np.ndarray) -> Callable[[Path], Path]:
    return lambda folder: npz(folder, **dict(zip(names, values or arrays(), strict=True)))


def _changed(change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        x, y, u, v = arrays()
        return npz(folder, **dict(zip((X, Y, U, V), (change(x), y, change(u), v), strict=True)))

    return make


def _labels(change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        x, y, u, v = arrays()
        return npz(folder, **dict(zip((X, Y, U, V), (x, change(y), u, change(v)), strict=True)))

    return make


def _emnist(folder: Path) -> Path:
    for name in ("balanced", "digits"):
        made.idx(folder / "gzip", prefix=f"emnist-{name}-")
    return made.zipped(folder / "gzip", folder / "emnist.zip")


def _qmnist(folder: Path) -> Path:
    x, y, u, v = arrays()
    for name, images, labels in (("train", x, y), ("test", u, v)):
        rows = np.tile(labels[:, None], 8)
        path = folder / f"qmnist-{name}-labels-idx2-int"
        path.write_bytes(made.idx_bytes(rows, 0x0C, ">i4"))
        (folder / f"qmnist-{name}-images-idx3-ubyte").write_bytes(made.idx_bytes(images))
    return folder


def _pair(folder: Path) -> Path:
    made.idx(folder)
    for name in made.NAMES[2:]:
        (folder / name).unlink()
    return folder


def _beside(folder: Path) -> Path:
    made.idx(folder)
    np.savez(folder / "net.npz", W1=np.zeros((784, 16)), b1=np.zeros(16))
    (folder / "report.docx").write_bytes(b"PK\3\4" + bytes(60))
    (folder / "._train-images-idx3-ubyte").write_bytes(b"\0\5\x16\7")
    return folder


def _kaggle(folder: Path) -> Path:
    table(folder / "train.csv", digits().train, header=True)
    rows = (folder / "train.csv").read_text().splitlines()[:40]
    (folder / "test.csv").write_text("".join(row.partition(",")[2] + "\n" for row in rows))
    (folder / "sample_submission.csv").write_text("ImageId,Label\n1,0\n2,0\n")
    return folder


def _bad_picture(folder: Path) -> Path:
    tree(folder, lambda i, k: f"{k}/{i}.png")
    (folder / "0" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    return folder


def _labelled_by_table(folder: Path) -> Path:
    tree(folder, lambda i, _k: f"images/{i}.png")
    rows = "".join(f"{i}.png,{label}\n" for i, label in enumerate(digits().train.labels))
    (folder / "labels.csv").write_text(f"filename,label\n{rows}")
    return folder


SPLIT = "no separate test part"
CASES = (
    Case(
        "CSV with names of columns, label first",
        lambda f: table(f / "a.csv", digits().train, header=True),
        note=SPLIT,
    ),
    Case("CSV without names", lambda f: table(f / "mnist_train.csv", digits().train), note=SPLIT),
    Case("CSV, label last", lambda f: table(f / "a.csv", digits().train, last=True), note=SPLIT),
    Case(
        "CSV with semicolons, packed",
        lambda f: table(f / "a.csv.gz", digits().train, sep=";"),
        note=SPLIT,
    ),
    Case(
        "`train.csv`, `test.csv` without labels, `sample_submission.csv`",
        _kaggle,
        note="none of labels",
    ),
    Case("ARFF", lambda f: made.arff(f / "mnist.arff"), note=SPLIT),
    Case("libsvm", lambda f: made.libsvm(f / "mnist.scale"), note=SPLIT),
    Case("zip of IDX files", lambda f: made.zipped(made.idx(f / "raw"), f / "archive.zip")),
    Case("tar.gz of IDX files", lambda f: made.tarred(made.idx(f / "MNIST"), f / "MNIST.tar.gz")),
    Case(
        "a folder two above the files (`data/MNIST/raw`)",
        lambda f: made.idx(f / "data" / "MNIST" / "raw").parents[1],
    ),
    Case("EMNIST's archive", _emnist, refusal="holds 2 data sets: emnist-digits, emnist-balanced"),
    Case("labels of QMNIST (`idx2-int`)", _qmnist),
    Case("a pair of IDX files without test digits", _pair, note=SPLIT),
    Case(
        "npz `train_images` ...",
        _named(("train_images", "train_labels", "test_images", "test_labels")),
    ),
    Case("npz `X_train` ...", _named(("X_train", "y_train", "X_test", "y_test"))),
    Case("npz `trainX` ...", _named(("trainX", "trainY", "testX", "testY"))),
    Case("images (n, 28, 28, 1)", _changed(lambda x: x[..., None])),
    Case("images (784, n)", _changed(lambda x: x.reshape(len(x), -1).T)),
    Case("images in Fortran order", _changed(lambda x: np.asfortranarray(x.reshape(len(x), -1)))),
    Case("images as signed bytes", _changed(lambda x: x.view(np.int8)), note="signed bytes"),
    Case("pixels -1 to 1", _changed(lambda x: x / 127.5 - 1), note="-1 to 1"),
    Case(
        "standardised pixels",
        _changed(lambda x: (x / 255 - 0.1307) / 0.3081),
        note="are taken for 0 to 255",
    ),
    Case(
        "images of 32 x 32",
        _changed(lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2)))),
        note="brought to 28",
    ),
    Case("labels one-hot", _labels(lambda y: np.eye(10)[y])),
    Case("labels as text", _labels(lambda y: y.astype(str))),
    Case(
        "labels 1 to 10, 10 for 0",
        _labels(lambda y: np.where(y == 0, 10, y)),
        note="10 is taken for 0",
    ),
    Case("labels 1 to 10, 1 for 0", _labels(lambda y: y + 1), note="labels-one-lower"),
    Case(
        "digits that lie transposed (EMNIST)",
        _changed(lambda x: x.swapaxes(1, 2)),
        note=r"put right \(transposed\)",
    ),
    Case("black ink on white", _changed(lambda x: 255 - x), note=r"put right \(inverted\)"),
    Case(
        "no digits (blots)",
        _changed(lambda x: np.random.default_rng(0).integers(0, 256, x.shape, np.uint8)),
        note="do not look like digits",
    ),
    Case(
        "pickled dict",
        lambda f: made.pickled(
            f,
            dict(
                zip(
                    ("train_images", "train_labels", "test_images", "test_labels"),
                    arrays(),
                    strict=True,
                )
            ),
        ),
    ),
    Case("pickled ((x, y), (x, y))", lambda f: made.pickled(f, (arrays()[:2], arrays()[2:]))),
    Case(
        "HDF5 with groups `train/data` ...",
        lambda f: made.hdf5(
            f / "usps.h5",
            **dict(
                zip(
                    ("train/data", "train/target", "test/data", "test/target"),
                    arrays(),
                    strict=True,
                )
            ),
        ),
    ),
    Case(
        "JPEGs in train/0 ... test/9",
        lambda f: tree(
            tree(f, lambda i, k: f"train/{k}/{i}.jpg"), lambda i, k: f"test/{k}/{i}.jpg"
        ),
    ),
    Case(
        "pictures in 0 ... 9 alone, 64 x 64, RGBA",
        lambda f: tree(
            f, lambda i, k: f"{k}/{i}.png", lambda p: p.resize((64, 64)).convert("RGBA")
        ),
        note="brought to 28",
    ),
    Case(
        "pictures in trainingSet and testSet, BMP",
        lambda f: tree(
            tree(f, lambda i, k: f"trainingSet/{k}/{i}.bmp"), lambda i, k: f"testSet/{k}/{i}.bmp"
        ),
    ),
    Case(
        "WebP, label in the name (`12_7.webp`)",
        lambda f: tree(f, lambda i, k: f"{i}_{k}.webp"),
        note=SPLIT,
    ),
    Case("labels in a CSV beside pictures", _labelled_by_table, note=SPLIT),
    Case("one picture that is broken", _bad_picture, note="left out: .*broken.png"),
    Case(
        "pictures without labels",
        lambda f: tree(f, lambda i, _k: f"scan{chr(97 + i // 26)}{chr(97 + i % 26)}.png"),
        refusal="nothing tells which digits",
    ),
    Case("a network, a document and hidden files beside digits", _beside),
    Case(
        "a web page in the place of a file",
        lambda f: made.instead(f, b"<!DOCTYPE html><title>403</title>"),
        refusal="is a web page; download the file again",
    ),
    Case(
        "a Git LFS pointer",
        lambda f: made.instead(f, b"version https://git-lfs.github.com/spec/v1\n"),
        refusal="is a Git LFS pointer .* 'git lfs pull'",
    ),
    Case(
        "an empty file", lambda f: made.instead(f, b""), refusal="is empty; download the file again"
    ),
)
