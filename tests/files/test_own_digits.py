from dataclasses import replace
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.writers.npz import write
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.own_digits import own_digits
from tests.digits import blob_dataset


def no_drawing(train: int, test: int) -> Dataset:
    raise AssertionError((train, test))


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    write(blob_dataset(), tmp_path / "digits.npz")
    return tmp_path / "digits.npz"


def test_digits_are_found_where_they_were_loaded_from(digits: Path) -> None:
    facts = DataFacts.from_dataset(load_dataset(digits))
    assert facts.match(own_digits(facts, no_drawing))


def test_digits_named_from_another_folder_are_found(
    digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(digits.parent)
    facts = DataFacts.from_dataset(load_dataset(digits.name))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert facts.match(own_digits(facts, no_drawing))


def test_digits_that_were_moved_are_known_by_their_fingerprint(
    digits: Path, tmp_path: Path
) -> None:
    facts = DataFacts.from_dataset(load_dataset(digits))
    moved, others = tmp_path / "moved.npz", tmp_path / "others.npz"
    digits.replace(moved)
    write(blob_dataset(n_train=50), others)
    assert own_digits(facts, no_drawing, (others, moved)).source == str(moved)


def test_other_digits_in_the_same_place_are_refused(digits: Path) -> None:
    facts = DataFacts.from_dataset(load_dataset(digits))
    digits.unlink()
    write(blob_dataset(noise=10.0), digits)
    with pytest.raises(UserError, match=r"learnt from digits\.npz .* not digits\.npz"):
        own_digits(facts, no_drawing)


def test_digits_that_are_gone_are_named(digits: Path) -> None:
    facts = DataFacts.from_dataset(load_dataset(digits))
    digits.unlink()
    with pytest.raises(UserError, match=r"digits\.npz\), which is not there any more"):
        own_digits(facts, no_drawing)


def test_digits_of_the_program_are_drawn_again() -> None:
    facts = DataFacts.from_dataset(synthetic_dataset(300, 100))
    assert facts.match(own_digits(facts, synthetic_dataset))


@pytest.mark.parametrize("source", ["", "x" * 5_000, "a\0b", "/dev/zero", "/dev/tty"])
def test_a_strangers_place_of_digits_is_no_fault_of_the_program(source: str) -> None:
    facts = replace(DataFacts.from_dataset(blob_dataset()), source=source)
    with pytest.raises(UserError):
        own_digits(facts, no_drawing)
