"""Pictures of runs and networks, drawn without a display."""

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from mnistgui.errors import UserError
from mnistgui.files.exporting import VIEWS, VIEWS_OF_RUNS
from mnistgui.ui.startup.offscreen import VIEWS_BY_NAME, OffscreenWindow
from mnistgui.ui.startup.run_pictures import PictureSettings, PictureSubject
from mnistgui.ui.widgets.theme import DARK, LIGHT
from tests.files.networks import network
from tests.files.runs import noise, trained

WORDS = {
    "curves": {"Loss", "Accuracy", "step", "my run"},
    "loss": {"Loss", "step", "my run"},
    "accuracy": {"Accuracy", "step", "my run"},
    "rate": {"Learning rate", "step", "my run"},
    "bias-gradient": {"Bias gradient", "step", "my run"},
    "weights": {"my run - Hidden layer 1: 6 units"},
    "histogram": {"weight", "number"},
    "mistakes": {"is 3"},
    "well-read": {"my run - Well-read test digits - 15 misread (75.00 %)"},
    "by-index": {"#0 is 3"},
    "reliability": {"accuracy", "how sure the network was"},
}


def save(target: Path, subject: PictureSubject, settings: PictureSettings) -> None:
    with OffscreenWindow() as window:
        window.show(subject)
        window.save(target, settings)


def words_of(path: Path) -> set[str]:
    texts = ET.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - ours
    return {(text.text or "").strip() for text in texts}


def test_the_command_line_offers_every_view_there_is() -> None:
    assert set(VIEWS_BY_NAME) == set(VIEWS) == set(WORDS)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_a_run_is_drawn(tmp_path: Path, view: str) -> None:
    path = tmp_path / f"{view}.svg"
    save(path, PictureSubject("my run", trained(), noise()), PictureSettings(view))
    assert words_of(path) >= WORDS[view]


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in VIEWS_OF_RUNS])
def test_views_of_a_network_are_drawn(tmp_path: Path, view: str) -> None:
    save(
        tmp_path / "it.png",
        PictureSubject("it", network(), noise()),
        PictureSettings(view, scale=1),
    )
    assert QImage(str(tmp_path / "it.png")).width() >= 400


def test_curves_run_over_epochs_and_in_powers_of_ten_where_that_is_wanted(tmp_path: Path) -> None:
    settings = PictureSettings("loss", by_epoch=True, log=True)
    save(tmp_path / "loss.csv", PictureSubject("my run", trained()), settings)
    head, *rows = csv.reader((tmp_path / "loss.csv").read_text().splitlines())
    assert head == ["curve", "step", "epoch", "Loss"]
    assert {float(epoch) for _curve, _step, epoch, _loss in rows} == {0.0, 1.0, 2.0, 3.0}
    save(tmp_path / "loss.svg", PictureSubject("my run", trained()), settings)
    assert "epoch" in words_of(tmp_path / "loss.svg")


def test_digits_are_chosen_by_their_indices(tmp_path: Path) -> None:
    subject = PictureSubject("my run", trained(), noise())
    save(tmp_path / "d.csv", subject, PictureSettings("by-index", indices="7, 3"))
    rows = list(csv.reader((tmp_path / "d.csv").read_text().splitlines()))
    assert [row[0] for row in rows[1:]] == ["7", "3"]
    with pytest.raises(UserError, match="no digit with the index 20"):
        save(tmp_path / "d.svg", subject, PictureSettings("by-index", indices="20"))


def test_a_layer_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    save(tmp_path / "w.svg", PictureSubject("r", trained()), PictureSettings("weights", layer=3))
    assert "r - Output layer: 10 units" in words_of(tmp_path / "w.svg")
    with pytest.raises(UserError, match="there is no layer 4: layers 1 to 3 are accepted"):
        save(
            tmp_path / "x.svg", PictureSubject("r", trained()), PictureSettings("weights", layer=4)
        )
    assert not (tmp_path / "x.svg").exists()


def test_a_picture_is_dark_where_that_is_wanted(tmp_path: Path) -> None:
    for dark, theme in ((False, LIGHT), (True, DARK)):
        settings = PictureSettings("loss", scale=1, dark=dark)
        save(tmp_path / "loss.png", PictureSubject("r", trained()), settings)
        assert QImage(str(tmp_path / "loss.png")).pixelColor(2, 2).name() == theme.surface
