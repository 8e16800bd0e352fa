"""Light or dark: what the person chose, else what the desktop asks for."""

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
    """Draws with colours of its own."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""


class Appearance(QObject):
    """Keeps the whole window in one theme.

    Parameters
    ----------
    app : QApplication
        Restyled as a whole.
    settings : QSettings
        Where the choice is kept.
    parts : sequence of Themed
        What draws with colours of its own.
    parent : QObject
        Keeps it.
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
        """The colours in use."""
        return self._theme

    def choose(self, choice: str) -> None:
        """Use one of :data:`CHOICES` from now on."""
        self._settings.setValue(_KEY, choice)
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Colour everything."""
        self._theme = self._wanted()
        theme.apply(self._app, self._theme)
        for part in self._parts:
            part.set_theme(self._theme)
        self.changed.emit()

    def _wanted(self) -> Theme:
        named = {"light": theme.LIGHT, "dark": theme.DARK}
        return named.get(self.choice) or theme.system_theme()
