"""What cannot be filmed is refused before a window is made; the page of commands films a run."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.files import film
from mnistgui.files.run_file import save_run
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.startup.film_subject import FILMED
from tests.files.runs import trained


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("film.avi", "no name of a film"),
        ("film.mp4", "imageio-ffmpeg is accepted"),
        ("run.h5", "no name of a film"),
    ],
)
def test_films_that_cannot_be_written_are_refused(
    name: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "find_encoder", lambda: None)
    save_run(tmp_path / "saved.h5", trained())
    result = CliRunner().invoke(
        main, ["film", str(tmp_path / "saved.h5"), "--to", str(tmp_path / name)]
    )
    assert words in str(result.exception) or words in result.output
    assert not (tmp_path / name).exists()


def test_every_panel_that_is_filmed_follows_the_time_line() -> None:
    assert set(FILMED) <= {spec.name for spec in PANELS if spec.shows_step}
