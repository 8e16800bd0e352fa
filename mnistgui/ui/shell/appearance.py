"""The light or dark theme: the one that the person chose, else the one of the desktop."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mnistgui.ui.widgets import theme
from mnistgui.ui.widgets.theme import Theme

_KEY = "appearance/theme"
_LARGE_KEY = "appearance/large"
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
    def large(self) -> bool:
        """Whether letters and lines are large, for a projector."""
        return bool(self._settings.value(_LARGE_KEY, False, bool))  # noqa: FBT003 - Qt's signature

    def set_large(self, *, large: bool) -> None:
        """Make letters and lines large, or as usual again; this is stored."""
        if large != self.large:
            self._settings.setValue(_LARGE_KEY, large)
            self.apply()

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
        usual = named.get(self.choice) or theme.system_theme()
        return theme.enlarged(usual) if self.large else usual
