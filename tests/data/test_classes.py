"""Data sets of other classes and sizes than MNIST's digits."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.data.convert import convert
from mnistgui.data.dataset import DIGITS, Split
from mnistgui.data.describe import dataset_info
from mnistgui.data.fingerprint import fingerprint
from mnistgui.data.load import load_dataset
from mnistgui.data.picture_kind import MNIST_KIND, PictureKind
from mnistgui.data.readers.labels import labels_of_numbers
from mnistgui.data.writers import idx, npz
from mnistgui.errors import UserError
from tests.data.layouts import small_dataset
from tests.pictures import letters, made_dataset

SETS = [(2, 8), (5, 16), (26, 28), (47, 20), (62, 32)]


@pytest.mark.parametrize(("classes", "side"), SETS)
def test_names_and_sizes_are_read_back(tmp_path: Path, classes: int, side: int) -> None:
    made = made_dataset(letters(classes), side)
    npz.write(made, tmp_path / "a.npz")
    read = load_dataset(tmp_path / "a.npz", keep_size=True)
    assert read.kind == PictureKind(side, letters(classes))
    assert fingerprint(read) == fingerprint(made)


@pytest.mark.parametrize(("classes", "side"), SETS)
def test_other_sizes_are_brought_to_28_unless_they_are_kept(
    tmp_path: Path, classes: int, side: int
) -> None:
    npz.write(made_dataset(letters(classes), side), tmp_path / "a.npz")
    read = load_dataset(tmp_path / "a.npz")
    assert read.kind == PictureKind(28, letters(classes))
    assert any("brought to 28 x 28" in note for note in read.notes) == (side != 28)


def test_pictures_that_are_too_large_are_not_kept(tmp_path: Path) -> None:
    images = np.zeros((40, 100, 100), np.uint8)
    np.savez(tmp_path / "a.npz", images=images, labels=np.arange(40) % 2)
    with pytest.raises(UserError, match="too large to be kept"):
        load_dataset(tmp_path / "a.npz", keep_size=True)


def saved(path: Path, split: Split, labels: object) -> Path:
    np.savez(path, images=split.images.reshape(-1, 28, 28), labels=np.array(labels))
    return path


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (np.array([b"caf\xe9", b"b", b"c"]), "no text"),
        (np.frombuffer(np.array([7 << 24, 65, 66], np.uint32), "U1"), "no text"),
        (np.array(["a", "a", "c"]), "not possible"),
        (np.array(["a", "b"]), "do not fit the labels"),
        (np.arange(3), "no list of at most 62 names"),
    ],
)
def test_damaged_names_are_refused(tmp_path: Path, names: Any, told: str) -> None:
    split = made_dataset(letters(3), 28).train
    np.savez(tmp_path / "a.npz", images=split.images, labels=split.labels, class_names=names)
    with pytest.raises(UserError, match=told):
        load_dataset(tmp_path / "a.npz")


def test_labels_of_impossible_characters_are_refused(tmp_path: Path) -> None:
    split = made_dataset(letters(3), 28).train
    labels = np.frombuffer(np.full(len(split), 7 << 24, np.uint32), "U1")
    with pytest.raises(UserError, match="no text"):
        load_dataset(saved(tmp_path / "a.npz", split, labels))


def test_words_are_names_of_classes(tmp_path: Path) -> None:
    split = made_dataset(letters(3), 28).train
    words = ["dog", "cat", "owl"]
    path = saved(tmp_path / "a.npz", split, [words[label] for label in split.labels])
    assert load_dataset(path).kind.class_names == ("cat", "dog", "owl")


def test_a_word_among_numbers_is_a_fault(tmp_path: Path) -> None:
    split = made_dataset(letters(3), 28).train
    texts = ["dog", *map(str, split.labels[1:])]
    with pytest.raises(UserError, match="has the label 'dog'"):
        load_dataset(saved(tmp_path / "a.npz", split, texts))


def test_numbers_above_nine_are_classes(tmp_path: Path) -> None:
    split = made_dataset(letters(12), 28).train
    read = load_dataset(saved(tmp_path / "a.npz", split, split.labels))
    assert read.kind.class_names == tuple(map(str, range(12)))


@pytest.mark.parametrize("stray", [10, 11, 40])
def test_a_single_label_above_nine_is_a_fault(tmp_path: Path, stray: int) -> None:
    split = small_dataset().train
    labels = split.labels.copy()
    labels[5] = stray
    with pytest.raises(UserError, match=f"has the label {stray}"):
        load_dataset(saved(tmp_path / "a.npz", split, labels))


@pytest.mark.parametrize(
    ("strays", "told"),
    [
        ((11, 40), r"11 \(1 of 600 labels\), 40 \(1 of 600 labels\) among digits"),
        ((10, 10, 12), r"10 \(2 of 600 labels\), 12 \(1 of 600 labels\) among digits"),
    ],
)
def test_several_rare_labels_above_nine_are_faults(
    tmp_path: Path, strays: tuple[int, ...], told: str
) -> None:
    split = small_dataset(600).train
    labels = split.labels.copy()
    labels[5 : 5 + len(strays)] = strays
    with pytest.raises(UserError, match=told):
        load_dataset(saved(tmp_path / "a.npz", split, labels))


def test_labels_of_less_than_a_thousandth_are_faults() -> None:
    numbers = np.arange(16_000) % 10
    numbers[:30] = np.arange(30) % 2 + 10
    with pytest.raises(UserError, match=r"10 \(15 of 16,000 labels\)"):
        labels_of_numbers(numbers, "a.npz")


def test_classes_that_are_less_frequent_than_digits_are_classes() -> None:
    numbers = np.arange(2_000) % 10
    numbers[:12] = np.arange(12) % 2 + 10
    assert len(labels_of_numbers(numbers, "a.npz").names) == 12


@pytest.mark.parametrize("label", [62, -1, 1.5])
def test_other_labels_are_refused(tmp_path: Path, label: float) -> None:
    split = made_dataset(letters(12), 28).train
    labels = split.labels.astype(float)
    labels[3] = label
    with pytest.raises(UserError, match=r"has (the label|labels)"):
        load_dataset(saved(tmp_path / "a.npz", split, labels))


def test_the_names_of_letters_are_known(tmp_path: Path) -> None:
    split = made_dataset(letters(26), 28).train
    read = load_dataset(saved(tmp_path / "emnist-letters.npz", split, split.labels + 1))
    assert "".join(read.kind.class_names) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert read.train.labels.max() == 25


def test_known_names_leave_the_fingerprint_as_it_was(tmp_path: Path) -> None:
    plain = small_dataset()
    for name in ("plain", "fashion-mnist"):
        npz.write(plain, tmp_path / f"{name}.npz")
    fashion = load_dataset(tmp_path / "fashion-mnist.npz")
    assert fashion.kind.class_names[9] == "boot"
    assert load_dataset(tmp_path / "plain.npz").kind is MNIST_KIND
    assert fingerprint(fashion) == fingerprint(plain)


@pytest.mark.parametrize(
    ("place", "last"),
    [
        ("fashion/mine/digits.npz", "9"),
        ("kmnist/plain.npz", "9"),
        ("FashionMNIST/raw/train.npz", "9"),
        ("data/kmnist-imgs.npz", "wo"),
    ],
)
def test_ten_classes_are_named_by_their_own_file_alone(
    tmp_path: Path, place: str, last: str
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    npz.write(small_dataset(), path)
    assert load_dataset(path).kind.class_names[9] == last


@pytest.mark.parametrize("opened", ["FashionMNIST", "FashionMNIST/raw"])
def test_a_folder_names_its_files(tmp_path: Path, opened: str) -> None:
    raw = tmp_path / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    idx.write(small_dataset(), raw)
    assert load_dataset(tmp_path / opened).kind.class_names[9] == "boot"


def test_a_mapping_beside_names_classes(tmp_path: Path) -> None:
    split = made_dataset(letters(12), 28).train
    path = saved(tmp_path / "mine.npz", split, split.labels)
    lines = [f"{label} {97 + label}" for label in range(12)]
    (tmp_path / "mine-mapping.txt").write_text("\n".join(lines))
    assert "".join(load_dataset(path).kind.class_names) == "abcdefghijkl"
    (tmp_path / "mine-mapping.txt").write_text("0 what\n")
    with pytest.raises(UserError, match=r"mine-mapping\.txt is damaged"):
        load_dataset(path)


def test_parts_with_different_classes_have_all_of_them(tmp_path: Path) -> None:
    made = made_dataset(letters(5), 28)
    names = np.array(letters(5))
    few = made.test.labels < 3
    np.savez(
        tmp_path / "a.npz",
        x_train=made.train.images,
        y_train=names[made.train.labels],
        x_test=made.test.images[few],
        y_test=names[made.test.labels[few]],
    )
    read = load_dataset(tmp_path / "a.npz")
    assert read.test.class_names == letters(5)
    assert (read.test.labels == made.test.labels[few]).all()


def test_a_table_with_words_is_read(tmp_path: Path) -> None:
    split = made_dataset(letters(3), 8).train
    lines = [
        ",".join([*map(str, image), "abc"[label]])
        for image, label in zip(split.images.tolist(), split.labels.tolist(), strict=True)
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n")
    assert load_dataset(tmp_path / "a.csv", keep_size=True).kind == PictureKind(8, ("a", "b", "c"))


def test_digits_of_scikit_learn_keep_their_8_x_8_pixels(tmp_path: Path) -> None:
    real = pytest.importorskip("sklearn.datasets").load_digits()
    np.savez(tmp_path / "a.npz", images=real.images, labels=real.target)
    assert load_dataset(tmp_path / "a.npz", keep_size=True).kind == PictureKind(8, DIGITS)
    assert load_dataset(tmp_path / "a.npz").kind is MNIST_KIND


def test_facts_tell_classes_and_side() -> None:
    facts = json.loads(json.dumps(dataset_info(made_dataset(letters(5), 16)).to_json()))
    assert facts["classes"] == list(letters(5))
    assert facts["side"] == 16
    assert facts["train"]["per_class"] == [8] * 5


def test_layouts_that_lose_names_are_refused(tmp_path: Path) -> None:
    made = made_dataset(letters(5), 16)
    with pytest.raises(UserError, match="npz is accepted"):
        convert(tmp_path, tmp_path / "b", layout="idx", load=lambda _path: made)
    convert(tmp_path, tmp_path / "b.npz", load=lambda _path: made)


@pytest.mark.parametrize(
    ("side", "names"),
    [
        (7, DIGITS),
        (65, DIGITS),
        (28, ("a",)),
        (28, ("a", "a")),
        (28, ("a", " ")),
        (28, letters(63)),
    ],
)
def test_kinds_that_are_not_possible(side: int, names: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="not possible"):
        PictureKind(side, names)


@pytest.mark.parametrize("classes", [2, 26, 47])
@pytest.mark.parametrize("turned", [False, True])
def test_one_hot_labels_of_any_width_make_as_many_classes(
    tmp_path: Path, classes: int, *, turned: bool
) -> None:
    made = made_dataset(letters(classes), 28)
    rows = [np.eye(classes)[part.labels] for part in (made.train, made.test)]
    y_train, y_test = [one.T for one in rows] if turned else rows
    np.savez(
        tmp_path / "set.npz",
        x_train=made.train.images,
        y_train=y_train,
        x_test=made.test.images,
        y_test=y_test,
    )
    found = load_dataset(tmp_path / "set.npz")
    assert found.kind.class_names == tuple(map(str, range(classes)))
    assert np.array_equal(found.train.labels, made.train.labels)
    assert np.array_equal(found.test.labels, made.test.labels)


def test_rows_that_are_not_one_hot_are_refused(tmp_path: Path) -> None:
    made = made_dataset(letters(5), 28)
    np.savez(tmp_path / "set.npz", images=made.train.images, labels=np.ones((len(made.train), 5)))
    with pytest.raises(UserError, match="one-hot labels that are not 4 zeros and a one"):
        load_dataset(tmp_path / "set.npz")
