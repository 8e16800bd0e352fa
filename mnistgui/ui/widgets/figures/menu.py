"""The context menu and the keys by which a plot or picture is copied and saved."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from mnistgui.files.tables import Table
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.exporter import FigureExporter, exporter_of
from mnistgui.ui.widgets.figures.figure import Figure
from mnistgui.ui.widgets.figures.focus_ring import FocusRing


class Choice(NamedTuple):
    """What the menu of a figure offers, with its key, and the exporter's method that does it."""

    text: str
    key: str
    do: Callable[[FigureExporter, Figure], None]


_COPY, _COPY_OTHER = "Ctrl+C", "Ctrl+Shift+C"
_SAVE = (
    Choice("Save picture as PNG, SVG or PDF...", "Ctrl+Shift+S", FigureExporter.save_picture),
    Choice("Save data as CSV...", "Ctrl+Shift+D", FigureExporter.save_data),
)
_OF_PICTURES = (
    Choice("Copy picture", _COPY, FigureExporter.copy_picture),
    Choice("Copy data", _COPY_OTHER, FigureExporter.copy_data),
    *_SAVE,
)
_OF_TABLES = (
    Choice("Copy data", _COPY, FigureExporter.copy_data),
    Choice("Copy as Markdown", "", FigureExporter.copy_markdown),
    Choice("Copy picture", _COPY_OTHER, FigureExporter.copy_picture),
    *_SAVE,
)


def add_figure(
    widget: QWidget,
    stem: str,
    table: Callable[[], Table],
    *,
    title: Callable[[], str] | None = None,
    above: Sequence[QWidget] = (),
    by_mouse: bool = True,
    of_words: bool = False,
) -> "FigureMenu":
    """Let a person copy and save what a widget shows.

    Parameters
    ----------
    widget : QWidget
        A plot, a picture or a table, with an accessible name.
    stem : str
        Suggested name of a file, without suffix.
    table : callable
        Gives the numbers that are shown.
    title : callable, optional
        Gives what is written above the picture; the accessible name by default.
    above : sequence of QWidget
        What belongs to the picture and stands elsewhere in the panel.
    by_mouse : bool
        Whether the right button opens the menu; False where it does something else.
    of_words : bool
        Whether it is a table, of which the data are wanted more often than a picture.
    """
    figure = Figure(widget, stem, title or widget.accessibleName, table, tuple(above))
    return FigureMenu(figure, _OF_TABLES if of_words else _OF_PICTURES, by_mouse=by_mouse)


def figure_of(widget: QWidget) -> Figure:
    """The figure that a widget shows, which :func:`add_figure` has made."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    menu = widget.findChild(FigureMenu, "", directly)
    if menu is None:
        raise LookupError(f"{widget.objectName()} is no figure")
    return menu.figure


class FigureMenu(QObject):
    """Lies in the widget it belongs to.

    Parameters
    ----------
    figure : Figure
        What is copied and saved.
    choices : tuple of Choice
        What the menu offers.
    by_mouse : bool
        Whether the right button opens the menu.
    """

    def __init__(self, figure: Figure, choices: tuple["Choice", ...], *, by_mouse: bool) -> None:
        super().__init__(figure.widget)
        self.figure = figure
        self._widget = figure.widget
        if self._widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            self._widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            FocusRing(self._widget)  # others show their focus themselves
        for child in self._widget.findChildren(QWidget):
            if child.contextMenuPolicy() is Qt.ContextMenuPolicy.DefaultContextMenu:
                child.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if by_mouse:
            self._widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self._widget.customContextMenuRequested.connect(self.open)
        else:
            self._widget.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._add_keys(("Shift+F10",) if by_mouse else ("Shift+F10", "Menu"))
        for choice in choices:
            self._add_action(choice)

    @Slot(QPoint)
    def open(self, place: QPoint) -> None:
        """Show the menu at a place of the widget."""
        menu = QMenu(self._widget)
        menu.setObjectName("figure_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._widget.actions())
        exporter = exporter_of(self._widget)
        if exporter is not None:
            exporter.add_options(menu)
        menu.popup(self._widget.mapToGlobal(place))

    @Slot()
    def open_in_the_middle(self) -> None:
        """Show the menu where no mouse points."""
        self.open(self._widget.rect().center())

    def _add_keys(self, keys: Sequence[str]) -> None:
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self._widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_in_the_middle)

    def _add_action(self, choice: "Choice") -> None:
        action = QAction(tr(choice.text), self._widget)
        action.setShortcut(QKeySequence(choice.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setData(choice.do)
        action.triggered.connect(self._do)
        self._widget.addAction(action)

    @Slot()
    def _do(self) -> None:
        action, exporter = self.sender(), exporter_of(self._widget)
        if isinstance(action, QAction) and exporter is not None:
            action.data()(exporter, self.figure)
