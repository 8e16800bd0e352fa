from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from platformdirs import user_data_path

from mnistgui.data.readers.idx import IdxFile
from mnistgui.errors import UserError
from mnistgui.files import my_digits
from mnistgui.files.my_digits import (
    DigitEdit,
    MyDigits,
    edited,
    export_drawings,
    my_digits_path,
)
from mnistgui.ink.jsonl import Drawing, read_drawings
from mnistgui.ink.strokes import Strokes
from mnistgui.training.default_model import as_read
from tests.files.test_my_digits_file import TAUGHT, same


@pytest.fixture
def mine(tmp_path: Path) -> MyDigits:
    return MyDigits(tmp_path / "new folder" / "my-digits.h5")


def test_they_belong_among_the_persons_data() -> None:
    assert my_digits_path().is_relative_to(user_data_path("mnistgui"))


def test_digits_are_added_and_removed_one_by_one(mine: MyDigits) -> None:
    assert mine.all() == ()
    mine.edit([DigitEdit(drawing) for drawing in (*TAUGHT, TAUGHT[0])])
    assert [d.label for d in mine.all()] == [3, 7, 0, 3]
    left = mine.edit([DigitEdit(TAUGHT[0], remove=True)])
    assert [d.label for d in left] == [7, 0, 3]
    assert same(left, mine.all())


def test_a_digit_that_is_gone_already_need_not_be_removed() -> None:
    other = Drawing(Strokes((np.ones((2, 2)),)), 7)
    assert edited(TAUGHT, [DigitEdit(other, remove=True)]) == TAUGHT
    assert edited(TAUGHT, [DigitEdit(other), DigitEdit(other, remove=True)]) == TAUGHT


def test_windows_that_add_at_once_lose_nothing(mine: MyDigits) -> None:
    drawings = [Drawing(Strokes((np.full((2, 2), i),)), i) for i in range(6)]
    with ThreadPoolExecutor(3) as windows:
        list(windows.map(lambda d: MyDigits(mine.path).edit([DigitEdit(d)]), drawings))
    assert sorted(str(d.label) for d in mine.all()) == list("012345")


def test_a_damaged_file_is_told_and_left_alone(mine: MyDigits) -> None:
    mine.edit([DigitEdit(TAUGHT[0])])
    mine.path.write_bytes(mine.path.read_bytes()[:900])
    damaged = mine.path.read_bytes()
    with pytest.raises(UserError, match="damaged"):
        mine.edit([DigitEdit(TAUGHT[1])])
    assert mine.path.read_bytes() == damaged


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="cannot write"):
        MyDigits(tmp_path / "file" / "my-digits.h5").edit([DigitEdit(TAUGHT[0])])


def test_a_window_that_hangs_is_not_waited_for(
    mine: MyDigits, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.edit([DigitEdit(TAUGHT[0])])
    monkeypatch.setattr(my_digits, "_SECONDS_TO_WAIT", 0.1)
    with (
        FileLock(f"{mine.path}.lock", thread_local=False),
        pytest.raises(UserError, match="another window"),
    ):
        mine.edit([DigitEdit(TAUGHT[1])])
    assert len(mine.all()) == 1


def test_strokes_are_exported_exactly(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl.gz"
    assert export_drawings(TAUGHT, path) == [path]
    assert same(TAUGHT, read_drawings(path))


def test_pixels_are_exported_as_an_idx_pair(tmp_path: Path) -> None:
    written = export_drawings(TAUGHT, tmp_path / "mine-images-idx3-ubyte")
    assert [path.name for path in written] == ["mine-images-idx3-ubyte", "mine-labels-idx1-ubyte"]
    expected = as_read(TAUGHT)
    images, labels = (IdxFile.inspect(path).read() for path in written)
    np.testing.assert_array_equal(images.reshape(-1, 784), expected.images)
    np.testing.assert_array_equal(labels, expected.labels)


def test_what_cannot_be_exported_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no taught digits to export"):
        export_drawings((), tmp_path / "mine.jsonl")
    with pytest.raises(UserError, match="is accepted"):
        export_drawings(TAUGHT, tmp_path / "mine.txt")
