"""A layout that begins a new row where the next widget has no room, as text does."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP_PIXELS = 6  # pixels between widgets, and between rows


class FlowLayout(QLayout):
    """Lays widgets out in rows, each in the size of its hint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def widgets(self) -> list[QWidget]:
        """Return the widgets in their order."""
        found = (item.widget() for item in self._items)
        return [widget for widget in found if widget is not None]

    def clear(self) -> None:
        """Remove every widget."""
        taken = self.widgets()
        self._items.clear()
        for widget in taken:
            widget.hide()
            widget.deleteLater()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item; None if there is none at this index."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item; None if there is none at this index."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the layout takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrower layout has more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        rows = self._rows(width)
        return sum(map(_height, rows)) + _GAP_PIXELS * max(len(rows) - 1, 0)

    def sizeHint(self) -> QSize:
        """Return the size of all widgets in one row."""
        widths = [item.sizeHint().width() for item in self._items]
        return QSize(sum(widths) + _GAP_PIXELS * max(len(widths) - 1, 0), _height(self._items))

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        return QSize(max((_width(item) for item in self._items), default=0), _height(self._items))

    def setGeometry(self, place: QRect) -> None:
        """Place all widgets."""
        super().setGeometry(place)
        y = place.y()
        for row in self._rows(place.width()):
            x = place.x()
            for item in row:
                item.setGeometry(QRect(QPoint(x, y), item.sizeHint()))
                x += _width(item) + _GAP_PIXELS
            y += _height(row) + _GAP_PIXELS

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if not rows or left < _width(item):
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= _width(item) + _GAP_PIXELS
        return rows


def _width(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
