import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.training.calibration import reliability
from mnistgui.ui.panels.reliability.plot import ReliabilityPlot


@pytest.fixture
def plot(qtbot: QtBot) -> ReliabilityPlot:
    made = ReliabilityPlot()
    qtbot.addWidget(made)
    made.show()
    return made


def show(plot: ReliabilityPlot, n_digits: int) -> None:
    """Digits that are all read with 95 %, and rightly so."""
    probabilities = np.tile([[0.95, 0.05]], (n_digits, 1)).astype(np.float32)
    plot.show_reliability(reliability(probabilities, np.zeros(n_digits, np.intp)))


def marks(plot: ReliabilityPlot) -> list[str]:
    return [word for _, word in plot._counts.getAxis("left")._tickLevels[0]]


def test_a_low_strip_has_one_mark_so_that_two_do_not_overlap(
    plot: ReliabilityPlot, qtbot: QtBot
) -> None:
    show(plot, 4000)
    plot.resize(400, 700)
    qtbot.waitUntil(lambda: marks(plot) == ["10", "1,000"], timeout=5_000)
    plot.resize(400, 150)
    qtbot.waitUntil(lambda: marks(plot) == ["1,000"], timeout=5_000)


def test_counts_that_are_out_of_sight_are_not_marked(plot: ReliabilityPlot, qtbot: QtBot) -> None:
    show(plot, 60)
    plot.resize(400, 700)
    qtbot.waitUntil(lambda: marks(plot) == ["10"], timeout=5_000)
