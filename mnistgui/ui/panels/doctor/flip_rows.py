"""The changed digits whose reading is another, each with its change and its reading."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.drawing.doctor import Diagnosis, Flip
from mnistgui.files.tables import Table
from mnistgui.ui.panels.doctor import words
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_HIGHEST_ROW_PIXELS = 50
_GAP_PIXELS = 5


class FlipRows(QWidget):
    """Shows the flips, the smallest change first and in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flip_rows")
        self.setAccessibleName(tr("Changes that flip the reading"))
        self._diagnosis: Diagnosis | None = None
        self._names: tuple[str, ...] = ()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "changes-that-flip", self._table)

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The flips that are shown."""
        return self._diagnosis.flips if self._diagnosis else ()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_diagnosis(self, diagnosis: Diagnosis | None, class_names: tuple[str, ...] = ()) -> None:
        """Show the flips of a diagnosis; None for no drawing."""
        self._diagnosis, self._names = diagnosis, class_names
        self.setAccessibleDescription(
            "; ".join(
                f"{words.change_of(flip.change)}: {words.surely(flip.probabilities, class_names)}"
                for flip in self.flips
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of four changes."""
        return QSize(220, 200)

    def minimumSizeHint(self) -> QSize:
        """Return a narrow size."""
        return QSize(150, 90)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, change and reading of every flip."""
        with QPainter(self) as painter:
            if not self.flips:
                return
            high = min(self.height() / len(self.flips), _HIGHEST_ROW_PIXELS + _GAP_PIXELS)
            for number, flip in enumerate(self.flips):
                box = QRectF(0, number * high, self.width(), high - _GAP_PIXELS)
                self._paint_flip(painter, box, flip, smallest=number == 0)

    def _table(self) -> Table:
        rows = (
            (
                words.change_of(flip.change),
                flip.size,
                self._names[flip.answer],
                float(flip.probabilities[flip.answer]),
            )
            for flip in self.flips
        )
        ink = tr("ink changed (share of the drawing's)")
        return Table.from_rows((tr("change"), ink, tr("read as"), tr("probability")), rows)

    def _paint_flip(self, painter: QPainter, box: QRectF, flip: Flip, *, smallest: bool) -> None:
        side = box.height() - 1
        digit = QRectF(1, box.top(), side, side)
        image = pictures.strip(flip.image[None], pictures.ink_colours(self._theme))
        painter.drawImage(digit, image)
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(digit)
        font = QFont(self.font())
        font.setBold(smallest)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        beside = box.adjusted(side + 10, 0, 0, -box.height() / 2)
        self._write(painter, beside, words.change_of(flip.change))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        beside.translate(0, box.height() / 2)
        self._write(painter, beside, words.surely(flip.probabilities, self._names))

    def _write(self, painter: QPainter, box: QRectF, text: str) -> None:
        right = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, right, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
