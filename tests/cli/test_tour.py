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


def test_a_film_is_made_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        "mnistgui.bench.tour.play.play_for_film", lambda path, data: asked.append((path, data))
    )
    result = CliRunner().invoke(main, ["tour", "--film", str(tmp_path / "film.gif")])
    assert result.exit_code == 0
    assert str(tmp_path / "film.gif") in result.stderr
    assert asked == [(tmp_path / "film.gif", None)]


def test_a_tour_of_nothing_is_refused_in_one_sentence() -> None:
    result = CliRunner().invoke(main, ["tour"])
    assert result.exit_code == 2
    assert "--out FOLDER, --film FILE or both" in result.stderr


def test_without_a_display_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: Path | None) -> int:
        del data
        raise UserError("there is no display")

    monkeypatch.setattr("mnistgui.ui.startup.app.run", refuse)
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "there is no display" in result.stderr
