"""CSV, ARFF and libsvm: tables of text with a digit a line."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Split
from mnistgui.data.load import load_dataset
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset

DATASET = small_dataset(60, 30)
HEADER = ",".join(["label", *(f"pixel{i}" for i in range(784))])


def rows(split: Split, *, last: bool = False, delimiter: str = ",") -> list[str]:
    texts = []
    for image, label in zip(split.images.tolist(), split.labels.tolist(), strict=True):
        texts.append(delimiter.join(map(str, [*image, label] if last else [label, *image])))
    return texts


def write(folder: Path, head: str = "", *, last: bool = False, delimiter: str = ",") -> Path:
    for name, split in (("train", DATASET.train), ("test", DATASET.test)):
        lines = ([head] if head else []) + rows(split, last=last, delimiter=delimiter)
        (folder / f"mnist_{name}.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.mark.parametrize("delimiter", [",", ";", "\t", " "])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("header", [False, True])
def test_labels_first_or_last_with_and_without_names(
    tmp_path: Path, delimiter: str, *, last: bool, header: bool
) -> None:
    names = HEADER.split(",")
    head = delimiter.join(names[1:] + names[:1] if last else names) if header else ""
    write(tmp_path, head, last=last, delimiter=delimiter)
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert_same_digits(load_dataset(tmp_path / "mnist_test.csv"), DATASET)


def test_packed_tables_with_windows_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    for path in list(write(tmp_path, HEADER).iterdir()):
        text = "\ufeff" + path.read_text().replace("\n", "\r\n")
        path.with_suffix(".csv.gz").write_bytes(gzip.compress(text.encode()))
        path.unlink()
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_numbered_columns_and_a_column_of_numbers_as_pandas_writes_them(tmp_path: Path) -> None:
    for name, split in (("train", DATASET.train), ("test", DATASET.test)):
        lines = ["," + HEADER, *(f"{i},{row}" for i, row in enumerate(rows(split)))]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))
    assert_same_digits(load_dataset(tmp_path), DATASET)
    write(tmp_path, ",".join(map(str, range(785))))
    assert_same_digits(load_dataset(tmp_path / "mnist_train.csv"), DATASET)


def test_pixels_that_their_names_number_in_another_order(tmp_path: Path) -> None:
    order = sorted(range(784), key=str)
    for name, split in (("train", DATASET.train), ("test", DATASET.test)):
        moved = Split(np.ascontiguousarray(split.images[:, order]), split.labels)
        head = ",".join(["label", *(f"pixel{i}" for i in order)])
        (tmp_path / f"{name}.csv").write_text("\n".join([head, *rows(moved)]))
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_quotes_words_and_fractions(tmp_path: Path) -> None:
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for name, split in (("train", DATASET.train), ("test", DATASET.test)):
        lines = [
            ",".join([f'"{words[label]}"', *(f'"{pixel / 255:.6f}"' for pixel in image)])
            for image, label in zip(split.images.tolist(), split.labels.tolist(), strict=True)
        ]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_train_alone_is_split_and_tables_without_labels_are_named(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("\n".join([HEADER, *rows(DATASET.train)]))
    unlabelled = [row.partition(",")[2] for row in rows(DATASET.test)]
    head = HEADER.partition(",")[2]
    (tmp_path / "test.csv").write_text("\n".join([head, *unlabelled]))
    (tmp_path / "sample_submission.csv").write_text("ImageId,Label\n1,0\n2,0\n")
    found = load_dataset(tmp_path)
    assert len(found.train) + len(found.test) == 60
    assert any("test.csv has 784 columns of pixels, but none of labels" in n for n in found.notes)
    assert any("no separate test part" in note for note in found.notes)
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: [*lines[:5], lines[5] + ",7", *lines[6:]], "digit 6 has 785 columns"),
        (lambda lines: [*lines[:5], lines[5][:-1] + "x", *lines[6:]], "digit 6 .* no number"),
        (lambda lines: [*lines[:5], "ten" + lines[5][1:], *lines[6:]], "label 'ten'"),
        (lambda lines: [*lines[:5], "11" + lines[5][1:], *lines[6:]], "label 11"),
        (lambda lines: [line + ",300" for line in lines], "786 columns|pixels from 0 to 300"),
    ],
)
def test_damaged_tables_are_refused_by_the_line(
    tmp_path: Path, change: object, sentence: str
) -> None:
    assert callable(change)
    (tmp_path / "a.csv").write_text("\n".join(change(rows(DATASET.train))))
    with pytest.raises(UserError, match=sentence):
        load_dataset(tmp_path / "a.csv")


def test_other_tables_are_no_digits(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b,c\n" + "1,2,3\n" * 5)
    with pytest.raises(NoDigitsError, match="has 3 columns; a label and 784 pixels a line"):
        load_dataset(tmp_path / "a.csv")


def test_progress_is_told_and_can_end_it(tmp_path: Path) -> None:
    write(tmp_path)
    told: list[tuple[int, int]] = []
    load_dataset(tmp_path, lambda done, total: told.append((done, total)))
    assert told
    assert all(done <= total for done, total in told)

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_dataset(tmp_path, cancel)


@pytest.mark.parametrize("sparse", [False, True])
def test_arff(tmp_path: Path, *, sparse: bool) -> None:
    names = [f"@ATTRIBUTE 'pixel{i}' real" for i in range(784)]
    head = ["% comment", "@relation mnist", *names, "@attribute class {0,1,2,3,4,5,6,7,8,9}"]
    for name, split in (("train", DATASET.train), ("test", DATASET.test)):
        body = rows(split, last=True)
        if sparse:
            fields = [row.split(",") for row in body]
            body = [
                "{" + ", ".join(f"{i} {v}" for i, v in enumerate(row) if v != "0") + "}"
                for row in fields
            ]
        (tmp_path / f"{name}.arff").write_text("\n".join([*head, "@DATA", *body, ""]))
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize("scale", [1, 255])
def test_libsvm(tmp_path: Path, scale: int) -> None:
    for name, ending, split in (("mnist", "", DATASET.train), ("mnist", ".t", DATASET.test)):
        lines = [
            f"{label} " + " ".join(f"{i + 1}:{p / scale:.6g}" for i, p in enumerate(image) if p)
            for image, label in zip(split.images.tolist(), split.labels.tolist(), strict=True)
        ]
        (tmp_path / f"{name}{ending}").write_text("\n".join(lines))
    found = load_dataset(tmp_path)
    assert {len(found.train), *(map(len, [found.test]))} <= {60, 30, 52, 8}
    by_itself = load_dataset(tmp_path / "mnist")
    assert len(by_itself.train) + len(by_itself.test) >= 60


@pytest.mark.parametrize(
    "text", ["5 1:0.5 785000:3\n", "5 1:2 x:3\n", "5 0:1\n", "5 1:\n", "5 1:1e9\n"]
)
def test_damaged_libsvm_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.scale").write_text("5 1:0.5 9:0.25\n" + text)
    with pytest.raises(UserError, match=r"a\.scale"):
        load_dataset(tmp_path / "a.scale")


def test_a_heading_that_names_too_few_columns_orders_no_pixels(tmp_path: Path) -> None:
    names = ["label", *(f"pixel{i}" for i in reversed(range(782)))]  # two pixels have no name
    write(tmp_path, ",".join(names))
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_one_hot_labels_with_something_else_between_are_refused(tmp_path: Path) -> None:
    pixels = ",".join(["0"] * 784)
    lines = [f"{','.join(hot)},{pixels}" for hot in (["1", *["0"] * 9], ["\u00ff", *["0"] * 9])]
    (tmp_path / "train.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(UserError, match="no number"):
        load_dataset(tmp_path)
