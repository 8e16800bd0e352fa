"""Small pieces that several panels are made of."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from mnistgui.ui.widgets.copying import offer_copy
from mnistgui.ui.widgets.icons import icon
from mnistgui.ui.widgets.theme import Theme

ICON = QSize(19, 19)


def label(text: str, role: str = "", name: str = "") -> QLabel:
    """A label whose role the style sheet knows, such as ``"muted"`` or ``"heading"``."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    if name:  # it says something of its own, which can be copied
        make_selectable(made)
    return made


def make_selectable(words: QLabel, *, selectable: bool = True) -> None:
    """Let words be selected by mouse and keyboard, and copied; or let them be looked at only."""
    flags = Qt.TextInteractionFlag
    ways = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
    words.setTextInteractionFlags(ways if selectable else flags.NoTextInteraction)


def keep_room(widget: QWidget, *, kept: bool = True) -> None:
    """Let a widget take as much room hidden as shown, so that it moves nothing when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)


class Line(QWidget):
    """Words that change often; unlike a label's they never make the window lay itself out.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What they are about; for screen readers.
    width : int
        Room for them, in average characters.
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
        """What is said."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Room for so many characters."""
        metrics = self.fontMetrics()
        return QSize(self._width * metrics.averageCharWidth(), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, cut off with dots where there is no room."""
        with QPainter(self) as painter:
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


def explain(widget: QWidget, text: str) -> None:
    """Give a widget a long tooltip, which Qt wraps only where it is marked up."""
    widget.setToolTip(f"<p>{escape(text)}</p>")
    widget.setAccessibleDescription(text)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def add_shortcut(
    keys: str, widget: QWidget, act: Callable[[], object], *, everywhere: bool = False
) -> None:
    """Bind a key.

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
    """A button with one of the program's icons.

    Parameters
    ----------
    name : str
        Object name.
    picture : str
        Name of the icon.
    tip : str
        What it does; for the tooltip and screen readers.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, name: str, picture: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.describe(tip)
        self.setIconSize(ICON)
        self._picture = picture

    def describe(self, tip: str) -> None:
        """Say what it does, in its tooltip and to screen readers."""
        self.setAccessibleName(tip)
        self.setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        """The icon in these colours."""
        self.setIcon(icon(self._picture, theme.text, theme.border))


class Segments(QWidget):
    """A row of buttons of which one is pressed.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What is chosen; for screen readers.
    labels : sequence of str
        One button each.
    parent : QWidget, optional
        As Qt has it.
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
        """Which is pressed, counted from 0."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Press a button."""
        self._group.button(index).click()


def row(*widgets: QWidget | None, spacing: int = 6) -> QHBoxLayout:
    """Widgets beside each other; None is a gap that takes what room is left."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
    return made
