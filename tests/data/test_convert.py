from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.convert import convert, target_for
from mnistgui.data.fingerprint import fingerprint
from mnistgui.data.layouts import TARGETS
from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_idx, write_npz

DATASET = small_dataset()
NAMES = [layout.name for layout in TARGETS]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_npz(tmp_path / "source.npz", DATASET)


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_reads_back_and_back_again(tmp_path: Path, source: Path, name: str) -> None:
    target, again = tmp_path / "target", tmp_path / "again.npz"
    convert(source, target, layout=name)
    convert(target, again)
    assert_same_digits(load_dataset(target), DATASET)
    assert_same_digits(load_dataset(again), DATASET)
    assert {path.name for path in tmp_path.iterdir()} == {"source.npz", "target", "again.npz"}


@pytest.mark.parametrize("name", ["idx-gz", "pkl-gz", "npy"])
def test_the_same_digits_give_the_same_bytes(tmp_path: Path, source: Path, name: str) -> None:
    for target in ("one", "two"):
        convert(source, tmp_path / target, layout=name)
    one, two = (
        [path.read_bytes() for path in sorted([folder, *folder.rglob("*")]) if path.is_file()]
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert one


def test_suffixes_tell_layouts() -> None:
    told = {
        name: target_for(Path(name), None).name for name in ("a.npz", "a.npy", "a.pkl", "a.pkl.gz")
    }
    assert told == {"a.npz": "npz", "a.npy": "npy", "a.pkl": "pkl", "a.pkl.gz": "pkl-gz"}
    with pytest.raises(UserError, match="does not tell its layout; name one of idx, idx-gz"):
        target_for(Path("folder"), None)


@pytest.mark.parametrize("name", ["idx", "png", "npz"])
def test_nothing_is_replaced_without_force(tmp_path: Path, source: Path, name: str) -> None:
    target = tmp_path / "target"
    convert(source, target, layout=name)
    other = write_npz(tmp_path / "other.npz", small_dataset(20, 11, seed=1))
    with pytest.raises(UserError, match="target exists"):
        convert(other, target, layout=name)
    assert_same_digits(load_dataset(target), DATASET)
    convert(other, target, layout=name, force=True)
    assert_same_digits(load_dataset(target), load_dataset(other))
    assert {path.name for path in tmp_path.iterdir()} == {"source.npz", "other.npz", "target"}


def test_an_empty_folder_may_be_filled(tmp_path: Path, source: Path) -> None:
    (tmp_path / "target").mkdir()
    convert(source, tmp_path / "target", layout="hdf5")
    assert_same_digits(load_dataset(tmp_path / "target"), DATASET)


def test_other_files_in_a_folder_are_never_lost(tmp_path: Path, source: Path) -> None:
    target = write_idx(tmp_path / "target", DATASET)
    (target / "homework.txt").write_text("mine")
    with pytest.raises(UserError, match=r"also holds homework\.txt"):
        convert(source, target, layout="idx", force=True)
    assert (target / "homework.txt").read_text() == "mine"
    assert_same_digits(load_dataset(target / "train-images-idx3-ubyte"), DATASET)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("layout", ["npz", "hdf5"])
def test_a_writer_that_fails_leaves_the_older_digits(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    target = tmp_path / "target"
    convert(source, target, layout=layout)
    before = fingerprint(load_dataset(target))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    monkeypatch.setattr("h5py.File.create_dataset", full)
    with pytest.raises(UserError, match=r"cannot write .*target: No space left"):
        convert(source, target, layout=layout, force=True)
    assert fingerprint(load_dataset(target)) == before
    assert len(list(tmp_path.iterdir())) == 2


def test_what_reads_back_differently_is_not_kept(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    monkeypatch.setattr(
        "numpy.savez_compressed",
        lambda file, **arrays: np.savez(
            file, **{k: v[::-1] for k, v in arrays.items() if k != "allow_pickle"}
        ),
    )
    with pytest.raises(UserError, match="reads back differently"):
        convert(source, target, layout="npz")
    assert not target.exists()


def test_a_target_in_no_folder(tmp_path: Path, source: Path) -> None:
    for name in ("npz", "idx"):
        with pytest.raises(UserError, match="cannot write"):
            convert(source, tmp_path / "no" / "where", layout=name)


def test_one_training_digit_cannot_be_split(tmp_path: Path) -> None:
    source = write_npz(tmp_path / "one.npz", small_dataset(1, 1))
    with pytest.raises(UserError, match="at least two training digits"):
        convert(source, tmp_path / "one.pkl")
