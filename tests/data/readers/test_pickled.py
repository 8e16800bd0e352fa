import gzip
import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, python2_pickle, small_dataset, three_splits

DATASET = small_dataset()
SPLITS = three_splits(DATASET)


def written(path: Path, data: bytes, *, packed: bool = False) -> Path:
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_pickles_of_python_3(tmp_path: Path, protocol: int, *, packed: bool) -> None:
    path = written(tmp_path / "mnist.pkl", pickle.dumps(SPLITS, protocol), packed=packed)
    assert_same_digits(load_dataset(path), DATASET)


def test_a_pickle_of_python_2(tmp_path: Path) -> None:
    data = python2_pickle(SPLITS)
    theirs = pickle.loads(data, encoding="latin1")  # noqa: S301 - made here
    np.testing.assert_array_equal(theirs[1][0], SPLITS[1][0])
    assert_same_digits(load_dataset(written(tmp_path / "mnist.pkl.gz", data, packed=True)), DATASET)


def test_lists_columns_and_whole_numbers(tmp_path: Path) -> None:
    splits = [[np.asfortranarray((i * 256).astype("u1")), y.astype(">i2")] for i, y in SPLITS]
    path = written(tmp_path / "mnist.pkl", pickle.dumps(splits, 4))
    assert_same_digits(load_dataset(path), DATASET)


@pytest.mark.parametrize("nested", [False, True])
def test_object_arrays(tmp_path: Path, *, nested: bool) -> None:
    table = np.empty((3, 2) if nested else 3, object)
    for i, pair in enumerate(SPLITS):
        if nested:
            table[i, 0], table[i, 1] = pair
        else:
            table[i] = pair
    np.save(tmp_path / "mnist.npy", table)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_a_tuple_wrapped_as_one_object(tmp_path: Path) -> None:
    whole = np.empty((), object)
    whole[()] = SPLITS
    np.save(tmp_path / "mnist.npy", whole)
    assert_same_digits(load_dataset(tmp_path), DATASET)


class Evil:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


def test_nothing_a_pickle_wants_to_call_is_called(tmp_path: Path) -> None:
    bait = tmp_path / "called"
    data = pickle.dumps((SPLITS, Evil(bait)))
    with pytest.raises(UserError, match="wants to call pathlib"):
        load_dataset(written(tmp_path / "evil.pkl", data))
    assert not bait.exists()


def instructions(*parts: bytes) -> bytes:
    return b"\x80\x04" + b"".join(parts) + b"."


DTYPE = b"cnumpy\ndtype\n\x8c\x02u1\x85R"
OBJECTS = DTYPE.replace(b"u1", b"O8")
EMPTY = b"cnumpy.core.multiarray\n_reconstruct\n)R"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pickle.dumps({"a": 1}), "does not hold"),
        (pickle.dumps([1, 2, 3]), "but no images"),
        (pickle.dumps(((1, 2),) * 3), "does not hold arrays"),
        (pickle.dumps(dict.fromkeys("abcd", SPLITS[0])), "4 sets of digits"),
        (pickle.dumps(np.zeros((3, 5))), r"\(3, 5\)"),
        (pickle.dumps(np.full((3, 784), np.nan)), "from nan"),
        (pickle.dumps(np.array(["a"])), "damaged or a pickle of something else"),
        (pickle.dumps(np.zeros(3, "c16")), "damaged or a pickle of something else"),
        (pickle.dumps(SPLITS)[:-40], "cut off"),
        (pickle.dumps(SPLITS) + b".", "more data than it promises"),
        (instructions(b"B", struct.pack("<I", 2**32 - 1)), "is too large"),
        (instructions(b"\x96", struct.pack("<Q", 2**63)), "is too large"),
        (instructions(b"Nr", struct.pack("<I", 2**32 - 1)), "does not hold"),
        (instructions(b"\x95", struct.pack("<Q", 2**60), b"N"), "does not hold"),
        (instructions(b"]" + b"h\0" * 3), "damaged or a pickle"),
        (instructions(b"N" * 500_000), "too long"),
        (instructions(b"N" * 150_000, b"(t" * 100_000), "does not hold"),  # not minutes of copying
        (instructions(b"cos\nsystem\n\x8c\x02ls\x85R"), "wants to call os.system"),
        (instructions(b"\x8c\x08builtins\x8c\x04eval\x93)R"), "wants to call builtins.eval"),
        (instructions(b"\x8c\x08builtins\x8c\x04eval\x93"), "does not hold"),
        (instructions(b"c" + b"x" * 10_000), "line without end"),
        (instructions(b"cnumpy\nndarray\n)R"), "wants to call numpy.ndarray"),
        (instructions(b"cnumpy\nndarray\n}b"), "damaged or a pickle"),
        (instructions(b"cnumpy\nndarray\n)b"), "damaged or a pickle"),
        (instructions(EMPTY, b")b"), "damaged or a pickle"),
        (instructions(EMPTY, b"(K\1K\1\x85", DTYPE, b"\x89C\1\0tb"), "but no images"),
        (instructions(EMPTY, b"(K\1K\2\x85", DTYPE, b"\x89C\1\0tb"), "damaged or a pickle"),
        (instructions(EMPTY, b"a"), "damaged or a pickle"),
        (
            instructions(EMPTY, b"(K\1(J\xff\xff\xff\x7fK\1t", OBJECTS, b"\x89]tb"),
            "damaged or a pickle",
        ),
        (instructions(b"0"), "damaged or a pickle"),
        (instructions(b"Q"), "damaged or a pickle"),
        (instructions(b"\xff"), "no pickle"),
        (instructions(b"G" + b"\0" * 8), "no pickle of NumPy arrays alone"),
        (instructions(), "damaged or a pickle"),
    ],
)
def test_other_pickles_are_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        load_dataset(written(tmp_path / "other.pkl", data))


def test_an_array_of_numbers_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "numbers.npy", np.zeros(3))
    with pytest.raises(UserError, match="but no images"):
        load_dataset(tmp_path)


def test_dicts_lists_of_labels_and_turned_images(tmp_path: Path) -> None:
    whole = {
        part: {"images": images.T, "labels": labels.tolist()}
        for part, (images, labels) in zip(("train", "test"), (SPLITS[0], SPLITS[2]), strict=True)
    }
    path = written(tmp_path / "mnist.pkl", pickle.dumps(whole, 4))
    found = load_dataset(path)
    np.testing.assert_array_equal(found.test.images, DATASET.test.images)
    np.testing.assert_array_equal(found.train.labels, DATASET.train.labels[:30])


def test_pairs_of_train_and_test(tmp_path: Path) -> None:
    path = written(tmp_path / "mnist.pkl", pickle.dumps((SPLITS[0], SPLITS[2])))
    found = load_dataset(path)
    assert (len(found.train), len(found.test)) == (30, 12)
