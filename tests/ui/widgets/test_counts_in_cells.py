"""Counts can be read in the cells of the small matrix of the unit lab."""

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from mnistgui.notation import thousands
from mnistgui.ui.panels.unit_lab.confusion_change import ConfusionChange
from mnistgui.ui.widgets.counts_in_cells import count_in_cell, fitting_font

CLASSES = 10
OF_MNIST = (0, 1, 18, 969, 1_114, 1_135)


def test_counts_have_room_in_the_smallest_matrix(qtbot: QtBot) -> None:
    matrix = ConfusionChange()
    qtbot.addWidget(matrix)
    size = matrix.minimumSizeHint()
    cell = QSizeF(size.width() / (CLASSES + 1), size.height() / (CLASSES + 1))
    font, short = fitting_font(matrix.font(), [thousands(count) for count in OF_MNIST], cell)
    metrics = QFontMetricsF(font)
    texts = [count_in_cell(count, short=short) for count in OF_MNIST]
    assert texts[0] == ""
    assert max(map(metrics.horizontalAdvance, texts)) <= cell.width()
    assert metrics.tightBoundingRect("0123456789").height() < cell.height()


@pytest.mark.parametrize(
    ("count", "short", "written"),
    [(0, True, ""), (999, True, "999"), (1_135, True, "1.1k"), (1_135, False, "1,135")],
)
def test_counts_are_shortened_from_a_thousand(count: int, written: str, *, short: bool) -> None:
    assert count_in_cell(count, short=short) == written
