"""A place for a widget that is costly to make, until somebody sees it or needs it."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.widgets.theme import Theme


class _Part(Protocol):
    def set_theme(self, theme: Theme) -> None: ...


Part = TypeVar("Part", bound=_Part)


class Later(QWidget, Generic[Part]):
    """Makes its widget when it is first painted, or asked for it.

    Plots need pyqtgraph, whose import alone takes a third of the time to the first window; no
    plot is to be seen in that.

    Parameters
    ----------
    make : callable
        Makes a widget that takes themes; it fills the place.
    parent : QWidget, optional
        As Qt has it.
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
        """The widget, if there is one yet."""
        return self._part

    def get(self) -> Part:
        """The widget, made now if need be."""
        if self._part is None:
            self._part = self._make()
            if self._theme is not None:
                self._part.set_theme(self._theme)
            self._layout.addWidget(cast("QWidget", self._part))
        return self._part

    def set_theme(self, theme: Theme) -> None:
        """These colours, now or once it is made."""
        self._theme = theme
        if self._part is not None:
            self._part.set_theme(theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """It is in sight."""
        if self._part is None:
            QTimer.singleShot(0, self, self._seen)

    @Slot()
    def _seen(self) -> None:
        self.get()
