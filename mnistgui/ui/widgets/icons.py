"""Icons, which are SVG files of one colour, painted in the colours of a theme."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mnistgui.resources_dir import resource

_SIZE_PIXELS = QSize(48, 48)  # twice what is shown, for screens of high density
_SWATCH_PIXELS = QSize(12, 12)


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return one of the program's icons.

    Parameters
    ----------
    name : str
        File name in ``resources/icons`` without its suffix.
    colour, disabled : str
        What ``currentColor`` becomes, while the button can be pressed and while it cannot.

    Returns
    -------
    QIcon
        With both states.
    """
    made = QIcon()
    for mode, of_mode in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        made.addPixmap(_once(f"{name} {of_mode}", partial(_painted, name, of_mode)), mode)
    return made


def swatch(colour: str) -> QIcon:
    """Return a square of one colour, which is the same in a selected row.

    Parameters
    ----------
    colour : str
        As ``#rrggbb``.
    """
    square = _once(f"swatch {colour}", partial(_filled, _SWATCH_PIXELS, QColor(colour)))
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)
    return made


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource("icons/app.svg")))


def _once(name: str, paint: Callable[[], QPixmap]) -> QPixmap:
    """Paint a picture, unless Qt has it in its cache.

    Qt keeps each size of a picture that it has shown: pictures painted anew would pile up there.
    """
    kept = QPixmap()
    if not QPixmapCache.find(f"mnistgui {name}", kept):
        kept = paint()
        QPixmapCache.insert(f"mnistgui {name}", kept)
    return kept


def _painted(name: str, colour: str) -> QPixmap:
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = _filled(_SIZE_PIXELS, Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    return pixmap


def _filled(size: QSize, colour: QColor | Qt.GlobalColor) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(colour)
    return pixmap
