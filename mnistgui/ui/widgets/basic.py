"""Small widgets and functions that several panels use."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from mnistgui.ui.widgets.copying import offer_copy
from mnistgui.ui.widgets.icons import icon
from mnistgui.ui.widgets.theme import Theme
from mnistgui.ui.widgets.type_sizes import size_by_role

ICON_PIXELS = QSize(19, 19)
LEFT_OUT_OF_PICTURES = "left out of pictures"  # name of a property


def label(text: str, role: str = "", name: str = "") -> QLabel:
    """Return a label with a ``role`` that the style sheet refers to, such as ``"muted"``."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    size_by_role(made, role)
    if name:  # it says something of its own, which can be copied
        make_selectable(made)
    return made


def make_selectable(words: QLabel, *, selectable: bool = True) -> None:
    """Let the text of a label be selected and copied by mouse and keyboard, or not."""
    flags = Qt.TextInteractionFlag
    ways = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
    words.setTextInteractionFlags(ways if selectable else flags.NoTextInteraction)


def keep_room(widget: QWidget, *, kept: bool = True) -> None:
    """Let a widget keep its room while it is hidden, so that it moves nothing when it appears."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)


def leave_out_of_pictures(control: QWidget) -> None:
    """Mark a control within a figure, such as a button, as no part of its picture."""
    keep_room(control)  # so that nothing moves while it is hidden
    control.setProperty(LEFT_OUT_OF_PICTURES, True)  # noqa: FBT003 - Qt's signature


class TextLine(QWidget):
    """A line of text that changes often; unlike a label it never requests a new layout.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What it is about; for screen readers.
    width : int
        Room for it, in average characters.
    """

    def __init__(self, name: str, title: str, width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._text = ""
        self._width = width
        offer_copy(self, lambda: self._text)

    @property
    def text(self) -> str:
        """The text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Set the text."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a given number of characters."""
        metrics = self.fontMetrics()
        return QSize(self._width * metrics.averageCharWidth(), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, elided where it has no room."""
        with QPainter(self) as painter:
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


def explain(widget: QWidget, text: str) -> None:
    """Set a long tooltip as marked-up text, since Qt wraps no other tooltips."""
    widget.setToolTip(f"<p>{escape(text)}</p>")
    widget.setAccessibleDescription(text)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet to a widget again, after one of its properties has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def add_shortcut(
    keys: str, widget: QWidget, act: Callable[[], object], *, everywhere: bool = False
) -> None:
    """Bind a key to a function.

    Parameters
    ----------
    keys : str
        Such as ``"Ctrl+Z"``.
    widget : QWidget
        Keeps the shortcut.
    act : callable
        What the key does.
    everywhere : bool
        Whether it acts in the whole window, or only while the widget has the focus.
    """
    shortcut = QShortcut(QKeySequence(keys), widget)
    near = Qt.ShortcutContext.WidgetShortcut
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut if everywhere else near)
    shortcut.activated.connect(act)


class IconButton(QToolButton):
    """A button that shows one of the program's icons.

    Parameters
    ----------
    name : str
        Object name.
    picture : str
        Name of the icon.
    tip : str
        What it does; for the tooltip and screen readers.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, name: str, picture: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.describe(tip)
        self.setIconSize(ICON_PIXELS)
        self._picture = picture

    def describe(self, tip: str) -> None:
        """Set what the button does, for its tooltip and for screen readers."""
        self.setAccessibleName(tip)
        self.setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.setIcon(icon(self._picture, theme.text, theme.border))


class SegmentedControl(QWidget):
    """A row of buttons of which exactly one is pressed.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What is chosen; for screen readers.
    labels : sequence of str
        One button each.
    parent : QWidget, optional
        The Qt parent.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, title: str, labels: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for i, text in enumerate(labels):
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setAccessibleName(f"{title}: {text}")
            self._group.addButton(button, i)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """The index of the pressed button."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Press a button."""
        self._group.button(index).click()


def row(*widgets: QWidget | None, spacing: int = 6) -> QHBoxLayout:
    """Return a layout of widgets beside each other; None is a gap that takes the remaining room."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
    return made
