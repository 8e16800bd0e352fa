"""Converts a recorded picture to PNG, SVG or PDF, in any thread."""

from math import ceil
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QFont, QFontInfo, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.exporting import PICTURES
from mnistgui.ui.widgets.figures.recording import Recording
from mnistgui.ui.widgets.figures.scale import FOR_A_SLIDE

_SLIDE_PIXELS = 1920
_LEAST_SCALE = 2
_METRES_PER_INCH = 0.0254
_POINTS_PER_INCH = 72


def save_picture(path: Path, recording: Recording, title: str, scale: int = FOR_A_SLIDE) -> None:
    """Save a picture in the format of the file's suffix, whole or not at all.

    Parameters
    ----------
    path : Path
        Its suffix is one of :data:`PICTURES`.
    recording : Recording
        What is painted.
    title : str
        The title in the properties of SVG and PDF files.
    scale : int
        Pixels of a PNG for each pixel of the screen, or :data:`FOR_A_SLIDE`.

    Raises
    ------
    UserError
        The suffix is none of these, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in PICTURES:
        raise UserError(f"{path} is no picture; {', '.join(PICTURES)} are accepted")
    if suffix == ".png":
        data = to_png(recording, scale)
    else:
        data = (to_svg if suffix == ".svg" else to_pdf)(recording, title)
    write_bytes(path, data)


def to_image(recording: Recording, scale: int = FOR_A_SLIDE) -> QImage:
    """Paint the picture enlarged on white."""
    longest = max(recording.size.width(), recording.size.height(), 1)
    scale = scale or max(ceil(_SLIDE_PIXELS / longest), _LEAST_SCALE)
    image = QImage(recording.size * scale, QImage.Format.Format_RGB32)
    for set_dots in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_dots(round(recording.dpi / _METRES_PER_INCH))  # else fonts have another size
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        recording.replay(painter)
    return image


def to_png(recording: Recording, scale: int = FOR_A_SLIDE) -> bytes:
    """Return the bytes of a PNG file."""
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(to_image(recording, scale))
    return bytes(buffer.data().data())


def to_svg(recording: Recording, title: str) -> bytes:
    """Return the bytes of an SVG file: lines, words, and images where there are pixels."""
    buffer = _buffer()
    # SVG Tiny, which is Qt's default, has no clips.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(recording.dpi)
    generator.setSize(recording.size)
    generator.setViewBox(QRect(QPoint(), recording.size))
    generator.setTitle(title)
    generator.setDescription("mnistgui")
    with QPainter(generator) as painter:
        recording.replay(painter)
    return _with_known_fonts(bytes(buffer.data().data()).decode()).encode()


def to_pdf(recording: Recording, title: str) -> bytes:
    """Return the bytes of a PDF file of one page as large as the picture, fonts embedded."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("mnistgui")
    writer.setResolution(recording.dpi)
    points = QSizeF(recording.size) * (_POINTS_PER_INCH / recording.dpi)
    exactly = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", exactly))
    writer.setPageMargins(QMarginsF())
    with QPainter(writer) as painter:
        recording.replay(painter)
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    return buffer


def _with_known_fonts(svg: str) -> str:
    """Name the font that was used, and the fonts that may replace it on another machine."""
    family = QFont().family()
    real = f"'{QFontInfo(QFont()).family()}', sans-serif"
    return svg.replace(f'font-family="{family}"', f'font-family="{real}"')
