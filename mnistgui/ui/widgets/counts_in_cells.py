"""Counts in the cells of a matrix: the font in which they fit, and how they are shortened."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from mnistgui.notation import thousands

_POINTS, _LEAST_POINTS, _STEP_POINTS = 10.0, 7.5, 0.5
_MARGIN_PIXELS = 2  # pixels beside the number in a cell
_LEADING_PIXELS = 2  # pixels of a line of type that digits leave empty
_LEAST_WIDTH_PIXELS, _LEAST_HEIGHT_PIXELS = 8, 9
_THOUSAND = 1_000


def can_be_written(cell: QSizeF) -> bool:
    """Return whether a count can be read in a cell, in whatever font."""
    return cell.width() >= _LEAST_WIDTH_PIXELS and cell.height() >= _LEAST_HEIGHT_PIXELS


def fitting_font(usual: QFont, texts: Sequence[str], cell: QSizeF) -> tuple[QFont, bool]:
    """Return the largest font in which all numbers fit, and whether large ones are shortened."""
    font, points = QFont(usual), _POINTS
    while points >= _LEAST_POINTS:
        font.setPointSizeF(points)
        metrics = QFontMetricsF(font)
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        is_low = metrics.height() - _LEADING_PIXELS <= cell.height()
        if is_low and widest + _MARGIN_PIXELS <= cell.width():
            return font, False
        points -= _STEP_POINTS
    return font, True


def count_in_cell(count: int, *, short: bool) -> str:
    """Return a count, in thousands where it is to be short; nothing for 0."""
    if not count:
        return ""
    return f"{count / _THOUSAND:.1f}k" if short and count >= _THOUSAND else thousands(count)
