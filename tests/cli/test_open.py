from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.files.lesson_card import save_card
from mnistgui.ui.startup import app
from tests.files.test_lesson_card import CARD


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the window was asked to open; it is not shown."""
    files: list[Path] = []

    def run(*, file: Path) -> int:
        files.append(file)
        return 0

    monkeypatch.setattr(app, "run", run)
    return files


@pytest.mark.parametrize("words", [[], ["open"]])
def test_a_file_is_opened_in_the_window(
    tmp_path: Path, opened: list[Path], words: list[str]
) -> None:
    path = tmp_path / "one.lesson.json"
    save_card(path, CARD)
    result = CliRunner().invoke(main, [*words, str(path)])
    assert result.exit_code == 0, result.output
    assert opened == [path]


@pytest.mark.parametrize("words", [[], ["open"]])
def test_a_file_that_nothing_opens_is_told_without_a_window(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "letter.txt").write_text("dear reader")
    result = CliRunner().invoke(main, [*words, str(tmp_path / "letter.txt")])
    assert result.exit_code == 2
    assert "letter.txt is nothing that opens here" in result.stderr


def test_what_a_desktop_opens_is_told_of_in_the_window(tmp_path: Path, opened: list[Path]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear reader")
    result = CliRunner().invoke(main, ["open", "--tell-in-window", str(path)])
    assert result.exit_code == 0, result.output
    assert opened == [path]


def test_neither_a_command_nor_a_file() -> None:
    result = CliRunner().invoke(main, ["nowhere.h5"])
    assert result.exit_code == 2
    assert "No such command 'nowhere.h5'" in result.stderr
