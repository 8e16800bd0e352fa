from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.errors import UserError


def test_pictures_are_named_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def play(out: Path, data: Path | None) -> list[Path]:
        asked.append((out, data))
        return [out / "window.png"]

    monkeypatch.setattr("mnistgui.bench.tour.play.play", play)
    result = CliRunner().invoke(main, ["tour", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert str(tmp_path / "window.png") in result.stderr
    assert asked == [(tmp_path, None)]


def test_without_a_display_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: Path | None) -> int:
        del data
        raise UserError("there is no display")

    monkeypatch.setattr("mnistgui.ui.startup.app.run", refuse)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "there is no display" in result.stderr
