"""A placeholder for a widget that is costly to make, which makes it when it is first needed."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.widgets.theme import Theme


class _Part(Protocol):
    def set_theme(self, theme: Theme) -> None: ...


Part = TypeVar("Part", bound=_Part)


class LazyWidget(QWidget, Generic[Part]):
    """Makes its widget when the placeholder is first painted, or when ``get`` is called.

    Plots need pyqtgraph, whose import takes a third of the time to the first window, and the first
    window shows no plot.

    Parameters
    ----------
    make : callable
        Makes the widget, which must have ``set_theme``; it fills the placeholder.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, make: Callable[[], Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._part: Part | None = None
        self._theme: Theme | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> Part | None:
        """The widget; None before it is made."""
        return self._part

    def get(self) -> Part:
        """Return the widget; make it first if there is none."""
        if self._part is None:
            self._part = self._make()
            if self._theme is not None:
                self._part.set_theme(self._theme)
            self._layout.addWidget(cast("QWidget", self._part))
        return self._part

    def set_theme(self, theme: Theme) -> None:
        """Set the theme of the widget, now or when it is made."""
        self._theme = theme
        if self._part is not None:
            self._part.set_theme(theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Make the widget in the next turn of the event loop, since the placeholder is visible."""
        if self._part is None:
            QTimer.singleShot(0, self, self._make_now)

    @Slot()
    def _make_now(self) -> None:
        self.get()
