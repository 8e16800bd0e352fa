"""Icons: drawn as SVG in one colour, painted in the colours of the theme."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mnistgui.resources_dir import resource

_SIZE = QSize(48, 48)  # twice what is shown, for screens of high density


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """One of the program's icons.

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
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    made.addPixmap(_painted(svg.replace("currentColor", colour)), QIcon.Mode.Normal)
    made.addPixmap(_painted(svg.replace("currentColor", disabled)), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resource("icons/app.svg")))


def _painted(svg: str) -> QPixmap:
    pixmap = QPixmap(_SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return pixmap
