"""A drop-down list that elides its text, and whose list fits on the screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

_ARROW_PIXELS = 36  # and frame, in pixels
AROUND_PIXELS = 40
"""Frame and scroll bar of a list."""
_SCREEN_SHARE = 0.6  # of the screen's height that a list may take


class Combo(QComboBox):
    """Can become as narrow as a few letters, so that it never makes a panel wider.

    Parameters
    ----------
    name : str
        Object name.
    letters : int
        What there is always room for.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, name: str, letters: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToContents)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that a style sheet reaches
        self._letters = letters

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few letters and the arrow."""
        hint = self.sizeHint()
        few = self._letters * self.fontMetrics().averageCharWidth() + _ARROW_PIXELS
        return QSize(min(few, hint.width()), hint.height())

    def showPopup(self) -> None:  # noqa: N802 - Qt's
        """Show all texts in full, and no more rows than fit on the screen."""
        view, room = self.view(), self.screen().availableSize()
        view.setAccessibleName(self.accessibleName())
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + AROUND_PIXELS, room.width() // 2))
        self.setMaxVisibleItems(rows_with_room(view, room.height()))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text elided; with a style sheet Qt would cut it off."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_text()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown_text(self) -> str:
        """Return the text as it is shown."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, part, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)


def rows_with_room(view: QAbstractItemView, screen_height: int) -> int:
    """Return how many rows of a list are shown at once on a screen."""
    return max(int(_SCREEN_SHARE * screen_height) // max(view.sizeHintForRow(0), 1), 5)
