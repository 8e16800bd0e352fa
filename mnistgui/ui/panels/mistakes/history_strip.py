"""The time line of one digit: at which checkpoints of the run it was read right or wrongly."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.digit_history import DigitHistory
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import Theme

_HEIGHT_PIXELS, _LEAST_CELL_PIXELS = 26, 12


class HistoryStrip(QWidget):
    """A cell for each checkpoint with the class that was read; a click shows the run at its step.

    Parameters
    ----------
    class_names : tuple of str
    theme : Theme
    """

    chosen = Signal(int)  # a step

    def __init__(self, class_names: tuple[str, ...], theme: Theme) -> None:
        super().__init__()
        self._names, self._theme = class_names, theme
        self._history: DigitHistory | None = None
        self._digit = 0
        self._current = 0
        self.setObjectName("enlarged_history")
        self.setAccessibleName(tr("Readings of this digit at the checkpoints of the run"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        add_figure(self, "history-of-digit", self._table)

    def show_history(self, history: DigitHistory | None, digit: int) -> None:
        """Show the history of a digit, or nothing."""
        self._history, self._digit = history, digit
        self._current = 0 if history is None else len(history.steps) - 1
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a row of small cells."""
        count = 1 if self._history is None else len(self._history.steps)
        return QSize(count * _LEAST_CELL_PIXELS, _HEIGHT_PIXELS)

    def minimumSizeHint(self) -> QSize:
        """Return a size that moves nothing when the history comes."""
        return QSize(10 * _LEAST_CELL_PIXELS, _HEIGHT_PIXELS)

    def cell(self, place: int) -> QRectF:
        """Return where a checkpoint is painted."""
        count = 1 if self._history is None else len(self._history.steps)
        wide = self.width() / count
        return QRectF(place * wide, 1, wide - 1, self.height() - 3)

    def event(self, event: QEvent) -> bool:
        """Show what was read at a checkpoint as the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._in_words(place), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step that was clicked."""
        self._move_to(self._place_at(event.position().x()))
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrow keys, and choose a step by Enter or space."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_to(self._current + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a cell for each checkpoint, in the colours of right and wrong."""
        history = self._history
        if history is None:
            return
        right = history.right[:, self._digit]
        with QPainter(self) as painter:
            for place, read in enumerate(history.predicted[:, self._digit].tolist()):
                box = self.cell(place)
                painter.fillRect(box, QColor(self._theme.good if right[place] else self._theme.bad))
                if box.width() >= _LEAST_CELL_PIXELS - 1:
                    painter.setPen(QColor(self._theme.surface))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._names[read])
            if self.hasFocus():
                painter.setPen(QColor(self._theme.text))
                painter.drawRect(self.cell(self._current).adjusted(0, 0, -1, 0))
                painter.drawLine(QPointF(0, self.height() - 1), self.rect().bottomRight())

    def _place_at(self, x: float) -> int:
        return 0 if self._history is None else int(x * len(self._history.steps) / self.width())

    def _move_to(self, place: int) -> None:
        if self._history is not None:
            self._current = min(max(place, 0), len(self._history.steps) - 1)
            self.setAccessibleDescription(self._in_words(self._current))
            self.update()

    def _choose(self) -> None:
        if self._history is not None:
            self.chosen.emit(self._history.steps[self._current])

    def _in_words(self, place: int) -> str:
        history = self._history
        if history is None or not 0 <= place < len(history.steps):
            return ""
        read = self._names[history.predicted[place, self._digit]]
        return tr("After step {0}: read as {1}").format(thousands(history.steps[place]), read)

    def _table(self) -> Table:
        header, history = (tr("step"), tr("read as"), tr("right")), self._history
        if history is None:
            return Table(header, ())
        read = (self._names[one] for one in history.predicted[:, self._digit].tolist())
        right = history.right[:, self._digit].astype(int).tolist()
        return Table.from_rows(header, zip(history.steps, read, right, strict=True))


def history_in_words(history: DigitHistory, digit: int) -> str:
    """Say how often a digit was misread and forgotten, and when it was learnt."""
    wrong = int((~history.right[:, digit]).sum())
    words = tr("Misread at {0} of {1} checkpoints, forgotten {2} times; ").format(
        wrong, len(history.steps), int(history.forgettings[digit])
    )
    if history.never_learnt[digit]:
        return words + tr("never learnt.")
    learnt = history.learnt_at(digit)
    if learnt is None:
        return words + tr("misread at last.")
    return words + tr("read right since step {0}.").format(thousands(learnt))
