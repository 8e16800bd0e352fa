from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.gradients.check import Question, answer
from mnistgui.ui.panels.gradients.plot import DifferencePlot
from mnistgui.ui.panels.gradients.words import named
from mnistgui.ui.theme import DARK, LIGHT, Theme

TANH = TrainingConfig(hidden=(8,), activation="tanh")


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[DifferencePlot]:
    made = DifferencePlot()
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(500, 320)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def show(plot: DifferencePlot, dataset: Dataset, mistake: str | None = None) -> None:
    found = answer(Question(make_network(TANH), TANH, dataset, mistake), lambda _d, _t: None)
    plot.show_answer(found)
    if mistake != "B":
        curve = found.found.curve
        difference = float(curve.max_difference[curve.best])
        assert plot.marked == (named(found.found.worst), float(curve.n[curve.best]), difference)


def ink_rows(plot: DifferencePlot, colour: str) -> np.ndarray:
    """Rows of the picture with a pixel of nearly this colour."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    stored = np.frombuffer(image.constBits(), np.uint8)  # blue, green, red, unused
    pixels = stored.reshape(image.height(), image.width(), 4)[:, :, 2::-1]
    wanted = QColor(colour)
    rgb = (wanted.red(), wanted.green(), wanted.blue())
    near = np.abs(pixels.astype(int) - rgb).max(axis=2) < 12
    rows: np.ndarray = np.flatnonzero(near[30:].any(axis=1))  # below the names of the curves
    return rows


def test_a_right_curve_falls_and_its_worst_weight_is_marked(
    plot: DifferencePlot, few_digits: Dataset
) -> None:
    show(plot, few_digits)
    assert np.ptp(ink_rows(plot, LIGHT.train)) > 100
    assert len(ink_rows(plot, LIGHT.bad)) == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_mistaken_curve_is_flat_beside_the_right_one(
    plot: DifferencePlot, few_digits: Dataset, theme: Theme
) -> None:
    plot.set_theme(theme)
    show(plot, few_digits, "A")
    assert np.ptp(ink_rows(plot, theme.train)) > 100
    assert 0 < np.ptp(ink_rows(plot, theme.bad)) < 30


def test_the_rates_drop_with_mistake_b_and_nothing_is_marked(
    plot: DifferencePlot, few_digits: Dataset
) -> None:
    show(plot, few_digits, "B")
    assert plot.marked is None
    assert np.ptp(ink_rows(plot, LIGHT.bad)) > 100
    assert np.ptp(ink_rows(plot, LIGHT.train)) < 60


def test_curves_are_named_where_there_are_two(plot: DifferencePlot, few_digits: Dataset) -> None:
    names = plot.findChild(QLabel, "gradient_legend")
    assert isinstance(names, QLabel)
    show(plot, few_digits)
    assert not names.isVisible()
    show(plot, few_digits, "C")
    assert names.isVisible()
    assert "mistaken" in names.text()
