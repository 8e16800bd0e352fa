from pathlib import Path

from mnistgui.files.content import Content
from mnistgui.files.lesson_card import save_card
from mnistgui.files.models import save_model
from mnistgui.files.opening import open_together
from mnistgui.files.run_file import save_run
from tests.data.layouts import small_dataset, write_idx
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def test_all_runs_and_one_of_everything_else(tmp_path: Path) -> None:
    for name in "ab":
        save_run(tmp_path / f"{name}.h5", trained(steps=2))
        save_model(network(), tmp_path / f"{name}.npz")
    save_card(tmp_path / "one.lesson.json", CARD)
    opening = open_together(sorted(tmp_path.iterdir()), nothing)
    found = [(one.content, one.path.name) for one in opening.opened]
    assert found == [
        (Content.RUN, "a.h5"),
        (Content.WEIGHTS, "a.npz"),
        (Content.RUN, "b.h5"),
        (Content.CARD, "one.lesson.json"),
    ]
    [trouble] = opening.troubles
    assert "b.npz is left out: one weights file" in trouble


def test_what_does_not_load_makes_room_for_what_does(tmp_path: Path) -> None:
    save_model(network(), tmp_path / "good.h5")
    whole = (tmp_path / "good.h5").read_bytes()
    (tmp_path / "cut.h5").write_bytes(whole[: len(whole) // 2])
    opening = open_together([tmp_path / "cut.h5", tmp_path / "good.h5"], nothing)
    assert [one.path.name for one in opening.opened] == ["good.h5"]
    [trouble] = opening.troubles
    assert "cut.h5" in trouble


def test_parts_of_one_data_set_count_once(tmp_path: Path) -> None:
    first, second = (write_idx(tmp_path / name, small_dataset(40, 20)) for name in "ab")
    files = [file for folder in (first, second) for file in sorted(folder.iterdir())]
    opening = open_together([*files, first], nothing)
    assert opening.digits == [files[0], files[4], first]
    assert opening.troubles == []
