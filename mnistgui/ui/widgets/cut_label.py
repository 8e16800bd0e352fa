"""A label that gives way: where there is no room for its words they end in dots."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from mnistgui.ui.widgets.copying import offer_copy


class CutLabel(QLabel):
    """Plain words in lines that never make a panel wider; the tooltip has all of them.

    Parameters
    ----------
    name : str
        Object name.
    role : str
        As the style sheet knows it, such as ``"muted"``.
    """

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        offer_copy(self, self.text)

    @property
    def shown_text(self) -> str:
        """The words as there is room for them."""
        cut, metrics = Qt.TextElideMode.ElideRight, self.fontMetrics()
        lines = self.text().split("\n")
        return "\n".join(metrics.elidedText(line, cut, self.width()) for line in lines)

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(1, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's
        """Say something else."""
        super().setText(text)
        self._tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more words, or for fewer."""
        super().resizeEvent(event)
        self._tip()

    def changeEvent(self, event: QEvent) -> None:
        """The same words need more room, or less."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As a label does, but for the dots."""
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter,
                self.rect(),
                self.alignment(),
                self.palette(),
                self.isEnabled(),
                self.shown_text,
                self.foregroundRole(),
            )

    def _tip(self) -> None:
        self.setToolTip("" if self.shown_text == self.text() else self.text())
