"""A plot or picture of a panel, with the numbers that it shows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, cast

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsView, QMainWindow, QWidget

from mnistgui.files.tables import Table
from mnistgui.ui.widgets.basic import LEFT_OUT_OF_PICTURES
from mnistgui.ui.widgets.figures.recorder import record
from mnistgui.ui.widgets.figures.recording import Recording
from mnistgui.ui.widgets.theme import Theme, style_sheet

_OPTIONS = {"antialias": True, "resolutionScale": 1.0}


_MARGIN_PIXELS, _GAP_PIXELS = 12, 6  # pixels around the picture, and between its parts
_TITLE_SIZE_FACTOR = 1.2  # of the usual font


class _Themed(Protocol):
    def set_theme(self, theme: Theme) -> None: ...


@dataclass(frozen=True, eq=False)
class Figure:
    """A widget of which a picture and a table can be copied and saved.

    Parameters
    ----------
    widget : QWidget
        Shows it.
    stem : str
        Suggested name of a file, without suffix.
    title : callable
        Gives what is written above the picture; empty where the widget has its title.
    table : callable
        Gives the numbers that are shown; a table without rows while there is nothing to show.
    above : tuple of QWidget
        What belongs to the picture and stands elsewhere in the panel, such as a legend.
    """

    widget: QWidget
    stem: str
    title: Callable[[], str]
    table: Callable[[], Table]
    above: tuple[QWidget, ...] = ()

    @property
    def name(self) -> str:
        """The name of the figure."""
        return self.title() or self.widget.accessibleName()

    def recorded(self, theme: Theme, usual: Theme) -> Recording:
        """Record the figure in the colours of a theme, and then restore its usual ones."""
        parts = [part for part in (*self.above, self.widget) if part.isVisibleTo(part.window())]
        in_colours = _in_theme(parts, theme, usual)
        with (
            _without_focus(self.widget),
            _without_controls(parts),
            in_colours,
            exporting_plots(parts),
        ):
            return _recorded(parts, self.title(), theme)


def _recorded(parts: Sequence[QWidget], title: str, theme: Theme) -> Recording:
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * _TITLE_SIZE_FACTOR)
    font.setBold(True)
    wide = max(part.width() for part in parts)
    high = sum(part.height() + _GAP_PIXELS for part in parts) - _GAP_PIXELS
    dpi = parts[-1].logicalDpiX()
    # A title that is wider than the widget makes the picture wider, rather than being cut off.
    words = _size_of(title, font, dpi)
    head = words.height() + _GAP_PIXELS if title else 0
    size = QSize(max(wide, words.width()) + 2 * _MARGIN_PIXELS, head + high + 2 * _MARGIN_PIXELS)

    def paint(painter: QPainter) -> None:
        painter.fillRect(0, 0, size.width(), size.height(), QColor(theme.surface))
        if title:
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(
                _MARGIN_PIXELS, _MARGIN_PIXELS, words.width(), words.height(), left, title
            )
        top = _MARGIN_PIXELS + head
        for part in parts:
            place = QPoint(
                _MARGIN_PIXELS + (size.width() - 2 * _MARGIN_PIXELS - part.width()) // 2, top
            )
            part.render(painter, place, QRegion(), QWidget.RenderFlag.DrawChildren)
            top += part.height() + _GAP_PIXELS

    return record(size, dpi, paint)


def _size_of(title: str, font: QFont, dpi: int) -> QSize:
    sizes: list[QSize] = []

    def measure(painter: QPainter) -> None:
        painter.setFont(font)
        metrics = painter.fontMetrics()
        sizes.append(QSize(metrics.horizontalAdvance(title) + 1, metrics.height()))

    record(QSize(1, 1), dpi, measure)
    return sizes[0]


@contextmanager
def _without_controls(parts: Sequence[QWidget]) -> Iterator[None]:
    """Hide the controls of a figure within a block."""
    inside = [child for part in parts for child in part.findChildren(QWidget)]
    controls = [
        child for child in inside if child.property(LEFT_OUT_OF_PICTURES) and not child.isHidden()
    ]
    for control in controls:
        control.hide()
    try:
        yield
    finally:
        for control in controls:
            control.show()


@contextmanager
def _without_focus(widget: QWidget) -> Iterator[None]:
    """Take the focus away within a block, so that its frame is not recorded."""
    focused = QApplication.focusWidget()
    if focused is None or not (focused is widget or widget.isAncestorOf(focused)):
        yield
        return
    focused.clearFocus()
    try:
        yield
    finally:
        focused.setFocus(Qt.FocusReason.OtherFocusReason)


@contextmanager
def _in_theme(parts: Sequence[QWidget], theme: Theme, usual: Theme) -> Iterator[None]:
    """Draw widgets in a theme within a block, of which nothing can be seen in the window."""
    if theme is usual:
        yield
        return
    set_theme = _setter_of_colours(parts[-1])
    sheet = f"QWidget {{ color: {theme.text}; }}\n{style_sheet(theme)}"
    set_theme(theme)
    for part in parts:
        part.setStyleSheet(sheet)
    try:
        yield
    finally:
        for part in parts:
            part.setStyleSheet("")
        set_theme(usual)


def _setter_of_colours(widget: QWidget) -> Callable[[Theme], None]:
    """Return the outermost widget with ``set_theme``, which sets all colours inside it."""
    owners: list[_Themed] = []
    around: QWidget | None = widget
    while around is not None and not isinstance(around, QMainWindow):
        if hasattr(around, "set_theme"):
            owners.append(cast("_Themed", around))
        around = around.parentWidget()
    # A table has the colours of the style sheet alone.
    return owners[-1].set_theme if owners else lambda _theme: None


@contextmanager
def exporting_plots(widgets: Sequence[QWidget]) -> Iterator[None]:
    """Have every plot in these widgets draw shapes meanwhile."""
    views = [view for widget in widgets for view in widget.findChildren(QGraphicsView)]
    modes = [view.cacheMode() for view in views]
    items: list[Any] = [item for view in views for item in view.scene().items()]
    cached = [(item, item.cacheMode()) for item in items]
    items = [item for item in items if hasattr(item, "setExportMode")]
    for view in views:
        view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
    for item, _mode in cached:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    for item in items:
        item.setExportMode(True, _OPTIONS)  # noqa: FBT003 - pyqtgraph's signature
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)
        for view, mode in zip(views, modes, strict=True):
            view.setCacheMode(mode)
        for item, item_mode in cached:
            item.setCacheMode(item_mode)
