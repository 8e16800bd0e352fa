"""One row a measure: the drawing's percentile rank among the training digits of a class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.drawing.measures import Measure
from mnistgui.drawing.percentile_ranks import QUANTILES, PercentileRanks
from mnistgui.files.tables import Table
from mnistgui.ui.panels.doctor import words
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_ROW_PIXELS = 21  # least height, in pixels
_MARGIN_SHARE = 0.12  # of the range of a row, on both sides
_EXTREME_SHARE = 0.95


@dataclass(frozen=True, eq=False)
class Comparison:
    """A drawing compared with one class.

    Parameters
    ----------
    class_name : str
        Name of the class.
    ranks : PercentileRanks
        The drawing's percentile ranks in that class.
    """

    class_name: str
    ranks: PercentileRanks


class RankRows(QWidget):
    """Paints a band of nine tenths of a class, its middle half dark, and a mark for the drawing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rank_rows")
        self.setAccessibleName(tr("Measures of the drawing among the training digits"))
        self._measured: NDArray[np.float32] | None = None
        self._comparisons: tuple[Comparison, ...] = ()
        self._names = tuple(words.name_of(one) for one in Measure)
        self._sentences: tuple[str, ...] = ()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "measures", self._table)

    @property
    def sentences(self) -> tuple[str, ...]:
        """A sentence for every measure, which compares it with the last of the classes."""
        return self._sentences

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def colours(self) -> tuple[str, str]:
        """Return the colours of the bands of the first class and of the second."""
        return self._theme.accent, self._theme.valid

    def set_measured(
        self, measured: NDArray[np.float32] | None, comparisons: tuple[Comparison, ...] = ()
    ) -> None:
        """Show measures of shape (n_measures,) against at most two classes; None for no drawing."""
        self._measured, self._comparisons = measured, comparisons
        self._sentences = _sentences(comparisons[-1]) if comparisons else ()
        self.setAccessibleDescription("; ".join(self.sentences))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of every row with its words."""
        return QSize(380, _ROW_PIXELS * len(Measure))

    def minimumSizeHint(self) -> QSize:
        """Return a narrow size, in which the words are elided."""
        return QSize(200, (_ROW_PIXELS - 4) * len(Measure))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, value, bands, mark and words of every measure."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            high = min(self.height() / len(Measure), 1.6 * _ROW_PIXELS)
            for one in Measure:
                self._paint_row(painter, QRectF(0, one * high, self.width(), high), one)

    def _table(self) -> Table:
        rows = (
            (
                words.name_of(one),
                "" if self._measured is None else float(self._measured[one]),
                comparison.class_name,
                float(comparison.ranks.below[one]),
                *comparison.ranks.quantiles[:, one].tolist(),
            )
            for comparison in self._comparisons
            for one in Measure
        )
        quantiles = (tr("quantile {0}").format(share) for share in QUANTILES)
        header = (tr("measure"), tr("drawing (degrees or pixels)"), tr("class"))
        return Table.from_rows((*header, tr("share of the class below"), *quantiles), rows)

    def _paint_row(self, painter: QPainter, box: QRectF, one: Measure) -> None:
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(name) for name in self._names) + 8
        values = metrics.horizontalAdvance("88.8 px") + 8
        bands = max((box.width() - names - values) * 0.25, 50.0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, middle, self._names[one])
        if self._measured is None:
            return
        value = float(self._measured[one])
        place = QRectF(box.left() + names, box.top(), values - 8, box.height())
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, words.value_of(one, value))
        if self._comparisons:
            track = QRectF(names + values, box.top() + 3, bands, box.height() - 6)
            self._paint_bands(painter, track, one, value)
            end = box.adjusted(names + values + bands + 10, 0, 0, 0)
            self._paint_words(painter, metrics, end, one)

    def _paint_bands(self, painter: QPainter, track: QRectF, one: Measure, value: float) -> None:
        columns = [comparison.ranks.quantiles[:, one] for comparison in self._comparisons]
        ends = [value, *(float(v) for column in columns for v in (column[0], column[-1]))]
        margin = max(_MARGIN_SHARE * (max(ends) - min(ends)), 1e-6)
        low, scale = min(ends) - margin, track.width() / (max(ends) - min(ends) + 2 * margin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.sunken))
        painter.drawRoundedRect(track, 3, 3)
        high = track.height() / len(columns)
        for number, (column, colour) in enumerate(zip(columns, self.colours(), strict=False)):
            top = track.top() + number * high
            at = track.left() + (column - low) * scale
            for first, last, strength in ((0, 4, 0.3), (1, 3, 0.75)):
                shade = QColor(colour)
                shade.setAlphaF(strength)
                painter.fillRect(QRectF(at[first], top, at[last] - at[first], high - 1), shade)
        mark = track.left() + (value - low) * scale
        painter.fillRect(
            QRectF(mark - 1.5, track.top() - 2, 3, track.height() + 4), QColor(self._theme.text)
        )

    def _paint_words(
        self, painter: QPainter, metrics: QFontMetrics, box: QRectF, one: Measure
    ) -> None:
        below = float(self._comparisons[-1].ranks.below[one])
        extreme = max(below, 1 - below) >= _EXTREME_SHARE
        painter.setPen(QColor(self._theme.bad if extreme else self._theme.muted))
        sentence, room = self.sentences[one], int(box.width())
        if metrics.horizontalAdvance(sentence) > room:
            sentence = words.briefly(one, below)
        shown = metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _sentences(comparison: Comparison) -> tuple[str, ...]:
    below, name = comparison.ranks.below, comparison.class_name
    return tuple(words.standing_of(one, float(below[one]), name) for one in Measure)
