"""Lists the chosen digits for a report: a table with marks, and a sheet of pictures with labels."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from mnistgui.data.dataset import SIDE
from mnistgui.files.digit_marks import DigitMark
from mnistgui.files.tables import Table
from mnistgui.inspection.digit_query import losses
from mnistgui.ui.panels.mistakes.words import caption
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.theme import LIGHT

MOST_ON_SHEET = 500
_COLUMNS = 10
_DIGIT_PIXELS, _GAP_PIXELS, _MARGIN_PIXELS = 84, 14, 16
_POINTS, _TITLE_POINTS = 10, 13

Marks = Mapping[int, DigitMark]


def digit_list(found: SplitReading, part: Part, rows: Sequence[int], marks: Marks) -> Table:
    """Any thread: List digits: index, class, reading, how sure, loss, flag and note."""
    reading, names, cost = found.reading, found.class_names, losses(found.reading)
    listed = []
    for i in rows:
        mark = marks.get(i)
        flag, note = (int(mark.flagged), mark.note) if mark else (0, "")
        is_class, read_as = names[reading.targets[i]], names[reading.predicted[i]]
        sure = float(reading.probabilities[i].max())
        listed.append((i, is_class, read_as, sure, float(cost[i]), flag, note))
    header = (part.digits, tr("is"), tr("read as"), tr("probability"), tr("loss"))
    return Table.from_rows((*header, tr("flagged"), tr("note")), listed)


def digit_sheet(found: SplitReading, rows: Sequence[int], marks: Marks, title: str) -> QImage:
    """Paint digits in rows of ten on white paper, each with reading, index and label."""
    font = QFont()
    font.setPointSize(_POINTS)
    line = QFontMetrics(font).height()
    shown = rows[:MOST_ON_SHEET]
    captions = [caption(found, i, with_index=True, mark=marks.get(i)) for i in shown]
    metrics = QFontMetrics(font)
    words = [metrics.horizontalAdvance(one) for two in captions for one in two.split("\n")]
    wide = max([_DIGIT_PIXELS, *words]) + _GAP_PIXELS
    high = _DIGIT_PIXELS + 2 * line + _GAP_PIXELS
    columns = min(_COLUMNS, max(len(shown), 1))
    image = QImage(
        max(columns * wide, 300) + 2 * _MARGIN_PIXELS,
        -(-len(shown) // columns) * high + 2 * _MARGIN_PIXELS + 2 * line,
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(LIGHT.surface))
    with QPainter(image) as painter:
        _paint_title(painter, image, title)
        painter.setFont(font)
        strip = pictures.strip(found.split.images[list(shown)], pictures.ink_colours(LIGHT))
        for place, text in enumerate(captions):
            row, column = divmod(place, columns)
            left, top = _MARGIN_PIXELS + column * wide, _MARGIN_PIXELS + 2 * line + row * high
            box = QRectF(left + (wide - _DIGIT_PIXELS) / 2, top, _DIGIT_PIXELS, _DIGIT_PIXELS)
            painter.drawImage(box, strip, QRectF(0, place * SIDE, SIDE, SIDE))
            painter.setPen(QColor(LIGHT.border))
            painter.drawRect(box)
            painter.setPen(QColor(LIGHT.text))
            below = QRectF(left, box.bottom() + 1, wide, 2 * line)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, text)
    return image


def _paint_title(painter: QPainter, image: QImage, title: str) -> None:
    font = QFont()
    font.setPointSize(_TITLE_POINTS)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    room = image.width() - 2 * _MARGIN_PIXELS
    text = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(_MARGIN_PIXELS, _MARGIN_PIXELS + QFontMetrics(font).ascent(), text)
