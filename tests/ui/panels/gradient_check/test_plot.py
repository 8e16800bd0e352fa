from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.gradient_check.check import Answer, Question, answer
from mnistgui.ui.panels.gradient_check.plots import FindingPlots
from mnistgui.ui.panels.gradient_check.words import named
from mnistgui.ui.widgets.theme import DARK, LIGHT, Theme

TANH = TrainingConfig(hidden=(8,), activation="tanh")


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[FindingPlots]:
    made = FindingPlots()
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(500, 320)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def show(plot: FindingPlots, dataset: Dataset, mistake: str | None = None) -> None:
    found = answer(Question(make_network(TANH), TANH, dataset, mistake), lambda _d, _t: None)
    plot.show_answer(found)
    if mistake not in ("B", "D"):
        curve = found.found.curve
        difference = float(curve.max_difference[curve.best])
        assert plot.differences.marked == (
            named(found.found.worst),
            float(curve.n[curve.best]),
            difference,
        )


def ink_rows(plot: QWidget, colour: str) -> np.ndarray:
    """Rows of the picture with a pixel of nearly this colour."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    stored = np.frombuffer(image.constBits(), np.uint8)  # blue, green, red, unused
    pixels = stored.reshape(image.height(), image.width(), 4)[:, :, 2::-1]
    wanted = QColor(colour)
    rgb = (wanted.red(), wanted.green(), wanted.blue())
    near = np.abs(pixels.astype(int) - rgb).max(axis=2) < 12
    rows: np.ndarray = np.flatnonzero(near.any(axis=1))
    return rows


def test_a_right_curve_falls_and_its_worst_weight_is_marked(
    plot: FindingPlots, few_digits: Dataset
) -> None:
    show(plot, few_digits)
    assert np.ptp(ink_rows(plot.differences, LIGHT.train)) > 100
    assert len(ink_rows(plot.differences, LIGHT.bad)) == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_mistaken_curve_is_flat_beside_the_right_one(
    plot: FindingPlots, few_digits: Dataset, theme: Theme
) -> None:
    plot.set_theme(theme)
    show(plot, few_digits, "A")
    assert np.ptp(ink_rows(plot.differences, theme.train)) > 100
    assert 0 < np.ptp(ink_rows(plot.differences, theme.bad)) < 30


def test_nothing_is_marked_before_all_is_found(plot: FindingPlots, few_digits: Dataset) -> None:
    show(plot, few_digits)
    shown: list[Answer] = []
    answer(Question(None, TANH, few_digits), lambda _d, _t: None, shown.append)
    plot.draw(shown[3])
    assert plot.differences.marked is None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_with_mistake_b_the_rate_drops_and_the_loss_stays(
    plot: FindingPlots, few_digits: Dataset, theme: Theme
) -> None:
    plot.set_theme(theme)
    show(plot, few_digits, "B")
    rates, losses = (plot.findChild(QWidget, f"gradient_{name}") for name in ("rates", "losses"))
    assert isinstance(rates, QWidget)
    assert isinstance(losses, QWidget)
    assert np.ptp(ink_rows(rates, theme.bad)) > 2 * np.ptp(ink_rows(rates, theme.train))
    assert np.ptp(ink_rows(losses, theme.bad)) < np.ptp(ink_rows(losses, theme.train))


def test_with_mistake_d_the_rate_is_drawn_below_zero(
    plot: FindingPlots, few_digits: Dataset
) -> None:
    plot.set_theme(LIGHT)
    show(plot, few_digits, "D")
    rates = plot.findChild(QWidget, "gradient_rates")
    assert isinstance(rates, QWidget)
    assert ink_rows(rates, LIGHT.bad).max() > ink_rows(rates, LIGHT.train).max()


def test_curves_are_named_where_there_are_two(plot: FindingPlots, few_digits: Dataset) -> None:
    names = plot.findChild(QLabel, "gradient_legend")
    assert isinstance(names, QLabel)
    show(plot, few_digits)
    assert not names.isVisible()
    show(plot, few_digits, "C")
    assert names.isVisible()
    assert "mistaken" in names.text()
