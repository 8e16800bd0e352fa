import io
import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_png_tree
from tests.digits import limited

DATASET = small_dataset()


@pytest.mark.parametrize(
    "names", [("Train", "Test"), ("train", "test"), ("training", "testing"), ("TRAINING", "TEST")]
)
def test_trees_keep_the_order_of_their_numbers(tmp_path: Path, names: tuple[str, str]) -> None:
    assert_same_digits(load_dataset(write_png_tree(tmp_path, DATASET, names)), DATASET)


def test_files_called_otherwise_are_sorted_by_name_and_other_files_ignored(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    for file in list(tmp_path.rglob("*.png")):
        file.rename(file.with_name(f"digit-{int(file.stem):03}.PNG"))
    (tmp_path / "train" / "0" / "notes.txt").write_text("not a picture")
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_colours_become_grey(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    path = next((tmp_path / "train" / "3").iterdir())
    with Image.open(path) as picture:
        grey = picture.convert("RGB")
    grey.save(path)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def png(width: int, height: int, mode: str = "L") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


GOOD = png(28, 28)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (GOOD[:16] + struct.pack(">II", 65535, 65535) + GOOD[24:], "no picture, or a damaged"),
        (GOOD[:-30], "damaged"),
        (GOOD[:24], "damaged"),
        (b"", "no picture"),
        (b"\0\5\x16\7Mac OS X", "no picture"),
    ],
)
def test_a_bad_picture_is_named_and_the_others_are_read(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    (tmp_path / "test" / "9" / "9.png").write_bytes(data)
    found = load_dataset(tmp_path)
    assert (len(found.train), len(found.test)) == (36, 11)
    [note] = found.notes
    assert re.search(f"left out: .*9.png.*{sentence}", note)


def test_hidden_files_are_passed_over_in_silence(tmp_path: Path) -> None:
    write_png_tree(tmp_path, DATASET, ("train", "test"))
    (tmp_path / "train" / "0" / "._5.png").write_bytes(b"\0\5\x16\7Mac OS X")
    (tmp_path / "train" / "0" / "Thumbs.db").write_bytes(b"no picture")
    found = load_dataset(tmp_path)
    assert_same_digits(found, DATASET)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [("RGBA", "png"), ("LA", "png"), ("I;16", "png"), ("L", "bmp"), ("RGB", "webp"), ("P", "gif")],
)
def test_pictures_of_any_mode_and_format(tmp_path: Path, mode: str, suffix: str) -> None:
    for path in write_png_tree(tmp_path, DATASET, ("train", "test")).rglob("*.png"):
        with Image.open(path) as picture:
            grey = np.asarray(picture)
        path.unlink()
        if mode == "I;16":
            changed = Image.fromarray(grey.astype(np.uint16) * 257)
        else:
            changed = Image.fromarray(grey).convert(mode)
        changed.save(path.with_suffix(f".{suffix}"), lossless=True)
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize(
    "names",
    [("training_images", "test_images"), ("trainingSet", "testSet"), ("TRAIN", "val")],
)
def test_parts_in_any_spelling(tmp_path: Path, names: tuple[str, str]) -> None:
    write_png_tree(tmp_path / "data", DATASET, ("train", "test"))
    (tmp_path / "data" / "train").rename(tmp_path / "data" / names[0])
    (tmp_path / "data" / "test").rename(tmp_path / "data" / names[1])
    found = load_dataset(tmp_path)
    assert (len(found.train), len(found.test)) == (36, 12)


def test_folders_of_digits_alone_are_split(tmp_path: Path) -> None:
    tree = write_png_tree(tmp_path, DATASET, ("train", "test"))
    for folder in (tree / "train").iterdir():
        folder.rename(tree / f"digit_{folder.name}")
    (tree / "train").rmdir()
    shutil.rmtree(tree / "test")
    found = load_dataset(tree)
    assert (len(found.train), len(found.test)) == (31, 5)
    assert "no separate test part" in found.notes[0]


@pytest.mark.parametrize("name", ["{i}_{label}", "{label}-{i:05}", "img_{i}_label_{label}"])
def test_labels_in_names(tmp_path: Path, name: str) -> None:
    for i, (image, label) in enumerate(
        zip(DATASET.train.images, DATASET.train.labels, strict=True)
    ):
        picture = Image.fromarray(image.reshape(28, 28))
        picture.save(tmp_path / f"{name.format(i=i + 10, label=label)}.png")
    assert_labels_fit(load_dataset(tmp_path))


@pytest.mark.parametrize("head", ["filename,label\n", "", "id,label\n"])
def test_labels_in_a_table_beside(tmp_path: Path, head: str) -> None:
    rows = []
    for i, (image, label) in enumerate(
        zip(DATASET.train.images, DATASET.train.labels, strict=True)
    ):
        Image.fromarray(image.reshape(28, 28)).save(tmp_path / f"picture{i}.png")
        rows.append(f"picture{i}{'' if 'id' in head else '.png'},{label}\n")
    (tmp_path / "labels.csv").write_text(head + "".join(rows))
    assert_labels_fit(load_dataset(tmp_path))


def assert_labels_fit(found: Dataset) -> None:
    """Each picture has the label that it has in the data set it was written from."""
    known = {image.tobytes(): label for image, label in _pairs(DATASET.train)}
    assert len(found.train) + len(found.test) == 36
    for part in (found.train, found.test):
        assert all(known[image.tobytes()] == label for image, label in _pairs(part))


def _pairs(part: Split) -> Iterator[tuple[np.ndarray, int]]:
    return zip(part.images, part.labels.tolist(), strict=True)


@pytest.mark.parametrize("size", [(64, 64), (40, 60), (20, 20)])
def test_pictures_of_other_sizes_are_brought_to_28(tmp_path: Path, size: tuple[int, int]) -> None:
    for path in write_png_tree(tmp_path, DATASET, ("train", "test")).rglob("*.png"):
        with Image.open(path) as picture:
            picture.resize(size).save(path)
    found = load_dataset(tmp_path)
    assert found.train.images.shape == (36, 784)
    assert "28 x 28" in found.notes[0]


def test_a_class_that_is_missing_is_no_fault(tmp_path: Path) -> None:
    shutil.rmtree(write_png_tree(tmp_path, DATASET, ("train", "test")) / "train" / "7")
    assert set(load_dataset(tmp_path).train.labels.tolist()) == set(range(10)) - {7}


def test_empty_folders_are_refused(tmp_path: Path) -> None:
    empty = limited(DATASET, 0, 0)
    with pytest.raises(UserError, match="holds no digits"):
        load_dataset(write_png_tree(tmp_path, empty, ("train", "test")))


def write_clothes(folder: Path, names: tuple[str, ...], side: int = 28) -> None:
    for place, name in enumerate(names):
        for number in range(3):
            grey = np.full((side, side), 20 * place + number, np.uint8)
            (folder / name).mkdir(parents=True, exist_ok=True)
            Image.fromarray(grey).save(folder / name / f"{number}.png")


def test_folders_are_named_after_other_classes(tmp_path: Path) -> None:
    write_clothes(tmp_path / "train", ("coat", "bag", "T-shirt"))
    write_clothes(tmp_path / "test", ("bag", "coat"))
    found = load_dataset(tmp_path)
    assert found.kind.class_names == ("T-shirt", "bag", "coat")
    assert any("named as the folders" in note for note in found.notes)
    for part in (found.train, found.test):
        assert [part.class_names[label] for label in part.labels].count("bag") == 3
    assert found.train.images[found.train.labels == 2].max() == 2  # coat was written first


def test_letters_and_digits_are_one_set_of_classes(tmp_path: Path) -> None:
    write_clothes(tmp_path, ("0", "1", "A", "b"))
    assert load_dataset(tmp_path).kind.class_names == ("0", "1", "A", "b")


@pytest.mark.parametrize(("side", "extra"), [(200, ""), (28, "notes.txt")])
def test_an_album_is_no_data_set(tmp_path: Path, side: int, extra: str) -> None:
    write_clothes(tmp_path, ("holidays", "family"), side)
    if extra:
        (tmp_path / "family" / extra).write_text("who is who")
    with pytest.raises(UserError, match="no digits"):
        load_dataset(tmp_path)
