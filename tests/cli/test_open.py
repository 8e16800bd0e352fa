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

    def run(data: Path | None, file: Path) -> int:
        files.extend(path for path in (data, file) if path is not None)
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
    assert "nowhere.h5 is neither a command nor a file that is there" in result.stderr


@pytest.mark.parametrize("words", [[], ["open"]])
@pytest.mark.parametrize("first", [True, False])
def test_digits_and_a_file_are_opened_together(
    tmp_path: Path, opened: list[Path], words: list[str], *, first: bool
) -> None:
    path = tmp_path / "one.lesson.json"
    save_card(path, CARD)
    data, file = ["--data", "mine"], [*words, str(path)]
    result = CliRunner().invoke(main, [*data, *file] if first else [*file, *data])
    assert result.exit_code == 0, result.output
    assert opened == [Path("mine"), path]


def test_digits_of_the_window_are_not_those_of_another_command() -> None:
    result = CliRunner().invoke(main, ["--data", "mine", "presets"])
    assert result.exit_code == 2
    assert "write it after 'presets'" in result.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    result = CliRunner().invoke(main, ["open", "nowhere.h5"])
    assert result.exit_code == 2
    assert "nowhere.h5" in result.stderr
