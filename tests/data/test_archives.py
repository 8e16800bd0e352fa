"""Digits in zip and tar archives, whose members are strangers' too."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mnistgui.data.load import load_dataset
from mnistgui.data.refusals import ChoiceNeededError, NoDigitsError
from mnistgui.errors import UserError
from tests.data.layouts import (
    assert_same_digits,
    small_dataset,
    write_idx,
    write_npz,
    write_png_tree,
)

DATASET = small_dataset()


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def tarred(folder: Path, path: Path) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix in (".gz", ".tgz") else "w") as archive:
        archive.add(folder, "MNIST")
    return path


@pytest.mark.parametrize(
    ("pack", "name"),
    [(zipped, "a.zip"), (tarred, "a.tar"), (tarred, "a.tar.gz"), (tarred, "a.tgz")],
)
def test_archives_of_files_and_of_pictures(
    tmp_path: Path, pack: Callable[[Path, Path], Path], name: str
) -> None:
    (tmp_path / "packed").mkdir()
    write_idx(tmp_path / "idx" / "raw", DATASET)
    path = pack(tmp_path / "idx", tmp_path / "packed" / name)
    found = load_dataset(path)
    assert_same_digits(found, DATASET)
    assert found.source.startswith(str(path))
    assert_same_digits(load_dataset(tmp_path / "packed"), DATASET)
    assert_same_digits(load_dataset(found.source), DATASET)
    write_png_tree(tmp_path / "tree", DATASET, ("train", "test"))
    assert_same_digits(load_dataset(pack(tmp_path / "tree", tmp_path / name)), DATASET)


def test_an_archive_of_several_data_sets_asks_which(tmp_path: Path) -> None:
    for seed, name in enumerate(("digits", "letters", "mnist")):
        for file in write_idx(tmp_path / name, small_dataset(seed=seed), packed=True).iterdir():
            target = (
                tmp_path / "all" / "gzip" / f"emnist-{name}-{file.name.replace('t10k', 'test')}"
            )
            target.parent.mkdir(parents=True, exist_ok=True)
            file.rename(target)
    path = zipped(tmp_path / "all", tmp_path / "emnist.zip")
    with pytest.raises(ChoiceNeededError, match=r"emnist\.zip holds 3 data sets") as told:
        load_dataset(path)
    first = told.value.choices[0]
    assert first == path / "gzip" / "emnist-digits-train-images-idx3-ubyte.gz"
    assert str(first) in str(told.value)
    found = load_dataset(first)
    assert_same_digits(found, small_dataset())
    assert found.source == str(first)


def test_faults_are_named_by_the_archive(tmp_path: Path) -> None:
    write_idx(tmp_path / "idx", DATASET)
    labels = tmp_path / "idx" / "train-labels-idx1-ubyte"
    labels.write_bytes(labels.read_bytes()[:-1])
    path = zipped(tmp_path / "idx", tmp_path / "a.zip")
    with pytest.raises(UserError, match=rf"{path}/train-labels-idx1-ubyte is cut off"):
        load_dataset(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("word/document.xml", b"", "is a Word document"),
        ("archive/data.pkl", b"", "is a file of PyTorch"),
        ("model.weights.h5", b"", "is a Keras model"),
        ("../outside/train.csv", b"1,2,3\n", "no files that could be digits"),
        ("/etc/train.csv", b"1,2,3\n", "no files that could be digits"),
        ("README.md", b"hello", "no files that could be digits"),
        ("notes", b"hello", "holds no digits"),
    ],
)
def test_other_archives_are_named(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)
    with pytest.raises(NoDigitsError, match=sentence):
        load_dataset(path)


def test_links_and_devices_in_a_tar_are_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "secret.npz").write_bytes(write_npz(tmp_path / "a.npz", DATASET).read_bytes())
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("mnist.npz")
            entry.type, entry.linkname = kind, str(tmp_path / "secret.npz")
            archive.addfile(entry)
    with pytest.raises(NoDigitsError, match="no files that could be digits"):
        load_dataset(tmp_path / "evil.tar")


def test_more_than_is_unpacked_is_refused_by_what_is_declared(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        entry = tarfile.TarInfo("train.csv")
        entry.size = 10
        archive.addfile(entry, io.BytesIO(b"1234567890"))
    data = bytearray((tmp_path / "a.tar").read_bytes())
    entry.size = 1 << 33
    data[:512] = entry.tobuf()[:512]
    (tmp_path / "a.tar").write_bytes(data)
    with pytest.raises(UserError, match=r"a\.tar"):
        load_dataset(tmp_path / "a.tar")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(write_idx(tmp_path / "idx", DATASET), tmp_path / "a.zip")
    whole = path.read_bytes()
    path.write_bytes(whole[:300] + bytes(40) + whole[340:])
    with pytest.raises(UserError, match=r"a\.zip"):
        load_dataset(path)
    path.write_bytes(whole[:-30])
    with pytest.raises(UserError, match=r"a\.zip is a damaged zip file|cannot be read"):
        load_dataset(path)


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(write_idx(tmp_path / "idx", DATASET), tmp_path / "a.zip")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    load_dataset(path)
    assert list((tmp_path / "temporary").iterdir()) == []
