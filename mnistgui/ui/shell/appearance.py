"""The light or dark theme: the one that the person chose, else the one of the desktop."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mnistgui.ui.widgets import theme
from mnistgui.ui.widgets.theme import Theme

_KEY = "appearance/theme"
CHOICES = ("system", "light", "dark")


class Themed(Protocol):
    """A part of the window that draws with colours of its own."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""


class Appearance(QObject):
    """Applies one theme to the whole window.

    Parameters
    ----------
    app : QApplication
        Restyled as a whole.
    settings : QSettings
        Where the choice is kept.
    parts : sequence of Themed
        What draws with colours of its own.
    parent : QObject
        The Qt parent.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, settings: QSettings, parts: Sequence[Themed], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._parts = parts
        self._theme = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)

    @property
    def choice(self) -> str:
        """One of :data:`CHOICES`."""
        stored = self._settings.value(_KEY, "system", str)
        return stored if stored in CHOICES else "system"

    @property
    def theme(self) -> Theme:
        """The theme that is in use."""
        return self._theme

    def choose(self, choice: str) -> None:
        """Store a choice of :data:`CHOICES` and apply it."""
        self._settings.setValue(_KEY, choice)
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Apply the theme to the application and to all parts."""
        self._theme = self._wanted()
        theme.apply(self._app, self._theme)
        for part in self._parts:
            part.set_theme(self._theme)
        self.changed.emit()

    def _wanted(self) -> Theme:
        named = {"light": theme.LIGHT, "dark": theme.DARK}
        return named.get(self.choice) or theme.system_theme()
