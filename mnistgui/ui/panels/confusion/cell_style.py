"""The type and the colours of the cells of a confusion matrix."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from mnistgui.ui.widgets.theme import Theme

_POINTS, _LEAST_POINTS, _STEP_POINTS = 10.0, 7.5, 0.5
_MARGIN = 2  # pixels beside the number in a cell
_LEADING = 2  # pixels of a line of type that digits leave empty
_STRONGEST = 0.5  # share of the colour in a cell, with which words upon it stay readable


def fitting_font(usual: QFont, texts: Sequence[str], cell: QSizeF) -> tuple[QFont, bool]:
    """The largest type that all numbers have room in, and whether large ones must be shortened."""
    font, points = QFont(usual), _POINTS
    while points >= _LEAST_POINTS:
        font.setPointSizeF(points)
        metrics = QFontMetricsF(font)
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        is_low = metrics.height() - _LEADING <= cell.height()
        if is_low and widest + _MARGIN <= cell.width():
            return font, False
        points -= _STEP_POINTS
    return font, True


def cell_colour(theme: Theme, strength: float, *, right: bool) -> QColor:
    """A mixture of the background with green where digits are read right, else with red."""
    strong, pale = QColor(theme.good if right else theme.bad), QColor(theme.surface)
    share = _STRONGEST * strength
    return QColor(
        round(pale.red() * (1 - share) + strong.red() * share),
        round(pale.green() * (1 - share) + strong.green() * share),
        round(pale.blue() * (1 - share) + strong.blue() * share),
    )
