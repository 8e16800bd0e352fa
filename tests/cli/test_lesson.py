from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.files.lesson_card import PassMark, load_card
from mnistgui.files.run_file import save_run
from tests.files.runs import trained


def made(tmp_path: Path, *changes: str) -> tuple[int, str]:
    save_run(tmp_path / "run.h5", trained())
    words = ["lesson", str(tmp_path / "run.h5"), "--to", str(tmp_path / "one.lesson.json")]
    words += ["--title", "Steps", "--instructions", "Find a rate.", "--pass", "test=0.0"]
    result = CliRunner().invoke(main, [*words, *changes])
    return result.exit_code, result.stderr


def test_a_card_made_from_a_run_is_passed_by_that_run(tmp_path: Path) -> None:
    assert made(tmp_path, "--hide", "seed", "--hide", "hidden")[0] == 0
    card = load_card(tmp_path / "one.lesson.json")
    run = trained()
    assert (card.config, card.data_fingerprint) == (run.config, run.data.fingerprint)
    assert (card.title, card.hidden) == ("Steps", ("seed", "hidden"))
    assert card.pass_mark == PassMark("test", 0.0)
    paths = [str(tmp_path / name) for name in ("one.lesson.json", "run.h5")]
    assert CliRunner().invoke(main, ["check", *paths]).exit_code == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("--pass", "test"), "no pass mark"),
        (("--pass", "all=0.5"), "train, valid, test"),
        (("--pass", "test=95"), "from 0 to 1"),
        (("--pass", "test=nan"), "no pass mark"),
        (("--hide", "colour"), "colour"),
        (("--title", "x" * 201), "longer than the 200"),
        (("--to", "card.json"), r"card.json is no name of a lesson card"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, changes: tuple[str, ...], said: str) -> None:
    code, sentence = made(tmp_path, *changes)
    assert code == 2
    assert said in sentence
    assert not (tmp_path / "one.lesson.json").exists()
