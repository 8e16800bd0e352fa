from itertools import permutations
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.layout import Layout, Target
from mnistgui.data.layouts import (
    LAYOUTS,
    TARGETS,
    accepted_layouts,
    dialog_patterns,
    layout_of,
)
from mnistgui.data.load import load_dataset
from mnistgui.data.synthetic.make import synthetic_dataset


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(30, 20)


def test_each_layout_and_each_target_has_a_name_of_its_own() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    assert len({target.suffix for target in TARGETS if target.suffix}) == 4


def test_no_beginning_hides_that_of_another_layout() -> None:
    rows = [(begin, layout) for layout in LAYOUTS for begin in layout.beginnings]
    for (begin, layout), (other, of) in permutations(rows, 2):
        assert layout is of or not other.startswith(begin)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_a_layout_writes_is_recognised_as_that_layout(
    layout: Layout, digits: Dataset, tmp_path: Path
) -> None:
    for target in layout.targets:
        place = tmp_path / f"{target.name}{target.suffix}"
        _write(target, digits, place)
        files = [place] if target.suffix else sorted(p for p in place.iterdir() if p.is_file())
        assert [layout_of(file) for file in files] == [layout] * len(files)
        assert bool(layout.is_folder and layout.is_folder(place)) is (not files)
        assert (load_dataset(place).train.labels == digits.train.labels).all()


def test_sentences_and_dialogs_name_every_layout() -> None:
    assert all(layout.title in accepted_layouts() for layout in LAYOUTS)
    listed = dialog_patterns().split()
    assert len(set(listed)) == len(listed)
    assert all(pattern in listed for layout in LAYOUTS for pattern in layout.patterns)


def test_a_file_of_no_layout_is_none(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    assert layout_of(tmp_path / "letter.txt") is None


def _write(target: Target, digits: Dataset, place: Path) -> None:
    if not target.suffix:
        place.mkdir()
    target.write(digits, place)
