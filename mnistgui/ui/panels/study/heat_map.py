"""The heat map of a study: the mean of the measure by two fields."""

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
)

from mnistgui.files.tables import Table
from mnistgui.sweeps.analysis import HeatMap, complete_settings, heat_map
from mnistgui.sweeps.results import StudyResults
from mnistgui.ui.panels.study.cell_table import shown_cell
from mnistgui.ui.panels.study.picture import EDGE_PIXELS, LEFT_PIXELS, StudyPicture, shade
from mnistgui.ui.strings import tr

_DARK_FROM = 0.55
_LEAST_WIDTH_OF_WORDS = 36


class HeatMapPicture(StudyPicture):
    """The mean of the measure by two fields."""

    def __init__(self) -> None:
        super().__init__("study_heat_map", tr("Mean of the measure by two fields"), "heat-map")
        self.fields = ("", "")
        self.map: HeatMap | None = None

    def set_fields(self, row: str, column: str) -> None:
        """Show two other fields."""
        self.fields = (row, column)
        self._average()

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        super().set_results(results)
        self._average()

    def _average(self) -> None:
        """Put together what is shown: nothing while nothing is known."""
        results = self.results
        known = results is not None and set(self.fields) <= set(results.differing)
        if results is not None and known and complete_settings(results):
            self.map = heat_map(results, *self.fields)
        else:
            self.map = None
        self.update()

    def table(self) -> Table:
        """Return the numbers that are shown."""
        shown = self.map
        if shown is None:
            return Table((*self.fields, tr("mean")), ())
        rows = (
            (row, column, None if np.isnan(mean) else float(mean))
            for row, means in zip(shown.rows, shown.means, strict=True)
            for column, mean in zip(shown.columns, means, strict=True)
        )
        return Table.from_rows((*self.fields, tr("mean")), rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field for each pair of values."""
        shown = self.map
        with QPainter(self) as painter:
            painter.setPen(QColor(self.theme.muted))
            if shown is None:
                words = tr("A study of two fields or more shows here how they act together.")
                painter.drawText(
                    self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
                )
                return
            self._paint(painter, shown)

    def _paint(self, painter: QPainter, shown: HeatMap) -> None:
        low, high = float(np.nanmin(shown.means)), float(np.nanmax(shown.means))
        room, (rows, columns) = self.room, shown.means.shape
        wide, high_each = room.width() / columns, room.height() / rows
        shares = (shown.means - low) / ((high - low) or 1.0)
        painter.drawImage(room, self._image(shares))
        if high_each >= self.fontMetrics().height() and wide >= _LEAST_WIDTH_OF_WORDS:
            for i, j in np.argwhere(np.isfinite(shares)).tolist():
                box = QRectF(room.left() + j * wide, room.top() + i * high_each, wide, high_each)
                ink = self.theme.surface if shares[i, j] > _DARK_FROM else self.theme.text
                painter.setPen(QColor(ink))
                words = f"{100 * shown.means[i, j]:.2f}"
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QColor(self.theme.text))
        for i, value in list(enumerate(shown.rows))[:: _apart(rows, high_each, 16)]:
            box = QRectF(0, room.top() + i * high_each, LEFT_PIXELS - 6, high_each)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, shown_cell(value))
        for j, value in list(enumerate(shown.columns))[:: _apart(columns, wide, 40)]:
            box = QRectF(room.left() + j * wide, room.bottom(), wide, EDGE_PIXELS)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown_cell(value))
        box = QRectF(room.left(), room.bottom() + EDGE_PIXELS, room.width(), EDGE_PIXELS)
        words = tr("{0} down, {1} across").format(*self.fields)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _image(self, shares: np.ndarray) -> QImage:
        """Return a pixel for each pair of values; the first colour is for what is not known."""
        levels = np.where(np.isfinite(shares), 1 + np.nan_to_num(shares) * 254, 0).astype(np.uint8)
        rows, columns = levels.shape
        image = QImage(levels.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8)
        colours = [shade(self.theme, level / 254).rgb() for level in range(255)]
        image.setColorTable([QColor(self.theme.border).rgb(), *colours])
        return image.copy()


def _apart(number: int, each: float, least: float) -> int:
    """Return which of many values are named, so that their words do not touch."""
    return max(1, min(number, math.ceil(least / each)))
