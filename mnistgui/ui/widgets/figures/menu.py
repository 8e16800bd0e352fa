"""The context menu and the keys by which a plot or picture is copied and saved."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mnistgui.files.tables import Table
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import add_shortcut
from mnistgui.ui.widgets.figures.exporter import FigureExporter, exporter_of
from mnistgui.ui.widgets.figures.figure import Figure

_WIDTH_PIXELS = 2


class FocusRing(QWidget):
    """Lies upon a widget and takes no click; hidden at first."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_shown(self, *, shown: bool) -> None:
        """Show the frame as large as the widget, or hide it."""
        if shown == self.isHidden():
            self.setVisible(shown)
            if shown:
                self.setGeometry(self._around.rect())
                self.raise_()
                self._around.installEventFilter(self)
            else:
                self._around.removeEventFilter(self)

    def eventFilter(self, around: QObject, event: QEvent) -> bool:
        """Follow the size of the widget."""
        if event.type() is QEvent.Type.Resize and around is self._around:
            self.setGeometry(self._around.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        with QPainter(self) as painter:
            painter.setPen(QPen(self.palette().highlight().color(), _WIDTH_PIXELS))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Choice(NamedTuple):
    """An entry of the menu of a figure, with its key and the exporter's method."""

    text: str
    key: str
    do: Callable[[FigureExporter, Figure], None]


_COPY, _COPY_OTHER = "Ctrl+C", "Ctrl+Shift+C"
_SAVE = (
    Choice("Save picture as PNG, SVG or PDF...", "Ctrl+Shift+S", FigureExporter.save_picture),
    Choice("Save data as CSV...", "Ctrl+Shift+D", FigureExporter.save_data),
)
PICTURE_CHOICES = (
    Choice("Copy picture", _COPY, FigureExporter.copy_picture),
    Choice("Copy data", _COPY_OTHER, FigureExporter.copy_data),
    *_SAVE,
)
TABLE_CHOICES = (
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
    """Let a plot, picture or table be copied and saved.

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
    return FigureMenu(figure, TABLE_CHOICES if of_words else PICTURE_CHOICES, by_mouse=by_mouse)


def figure_of(widget: QWidget) -> Figure:
    """Return the figure of a widget, which :func:`add_figure` has made."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    menu = widget.findChild(FigureMenu, "", directly)
    if menu is None:
        raise LookupError(f"{widget.objectName()} is no figure")
    return menu.figure


class FigureMenu(QObject):
    """The menu of a figure; it is a child of the figure's widget.

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
        self._choices = choices
        self._keys = ("Shift+F10",) if by_mouse else ("Shift+F10", "Menu")
        self._actions: list[QAction] = []
        self._ring: FocusRing | None = None
        if self._widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            self._widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._ring = FocusRing(self._widget)  # others show their focus themselves
        for child in self._widget.findChildren(QWidget):
            if child.contextMenuPolicy() is Qt.ContextMenuPolicy.DefaultContextMenu:
                child.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        policies = Qt.ContextMenuPolicy
        policy = policies.CustomContextMenu if by_mouse else policies.PreventContextMenu
        self._widget.setContextMenuPolicy(policy)
        self._widget.customContextMenuRequested.connect(self.open)
        application = QGuiApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is self._widget:
            self._make_ready()
        if self._ring is not None:
            self._ring.set_shown(shown=now is self._widget)

    def _make_ready(self) -> None:
        """Make actions and keys at the first focus, so that the window opens sooner."""
        if self._actions:
            return
        for key in self._keys:
            add_shortcut(key, self._widget, self.open_in_the_middle)
        for choice in self._choices:
            self._add_action(choice)

    @Slot(QPoint)
    def open(self, place: QPoint) -> None:
        """Open the menu at a place of the widget."""
        self._make_ready()
        menu = QMenu(self._widget)
        menu.setObjectName("figure_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = [action for action in self._widget.actions() if action not in self._actions]
        if own:
            menu.addActions(own)
            menu.addSeparator()
        menu.addActions(self._actions)
        exporter = exporter_of(self._widget)
        if exporter is not None:
            exporter.add_options(menu)
        self._take_mouse_away()
        menu.popup(self._widget.mapToGlobal(place))

    def _take_mouse_away(self) -> None:
        """Tell what is under the mouse that it is no more: Qt does not where a menu opens there."""
        for part in (self._widget, *self._widget.findChildren(QWidget)):
            if part.underMouse():
                QApplication.sendEvent(part, QEvent(QEvent.Type.Leave))

    @Slot()
    def open_in_the_middle(self) -> None:
        """Open the menu in the middle of the widget, when it is opened by key."""
        self.open(self._widget.rect().center())

    def _add_action(self, choice: "Choice") -> None:
        action = QAction(tr(choice.text), self._widget)
        action.setShortcut(QKeySequence(choice.key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setData(choice.do)
        action.triggered.connect(self._do)
        self._widget.addAction(action)
        self._actions.append(action)

    @Slot()
    def _do(self) -> None:
        action, exporter = self.sender(), exporter_of(self._widget)
        if isinstance(action, QAction) and exporter is not None:
            action.data()(exporter, self.figure)
