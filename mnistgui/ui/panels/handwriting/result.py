"""The result of a handwriting test: a bar for each stage, and every digit with its reading."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mnistgui.drawing.stage_readings import StageReadings
from mnistgui.files.tables import Table
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.handwriting.digit_table import DigitTable
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_NAMES = {
    "shrink": "Canvas shrunk",
    "centred": "Fitted and centred",
    "pen_width": "MNIST's pen width",
    "default_model": "Network shipped",
    "looked_at": "Network looked at",
}
_LINE_PIXELS, _BAR_PIXELS, _GAP_PIXELS = 40, 10, 8
PICTURE_PIXELS = QSize(1000, 270)
_CENTRE = Qt.AlignmentFlag.AlignVCenter


class StageBars(QWidget):
    """Shows a line for each stage: its name, how many digits were read right, and a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_bars")
        self.setAccessibleName(tr("Read right at each stage"))
        self._readings: StageReadings | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        add_figure(self, "handwriting-stages", self._table, title=lambda: tr("Read right"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_readings(self, readings: StageReadings | None) -> None:
        """Show other accuracies, or none."""
        self._readings = readings
        self.setAccessibleDescription("; ".join(": ".join(line) for line in self.lines))
        self.updateGeometry()
        self.update()

    def _table(self) -> Table:
        read = {} if self._readings is None else self._readings.accuracies
        rows = ((tr(_NAMES[stage]), share) for stage, share in read.items())
        return Table.from_rows((tr("stage"), tr("share read right")), rows)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The name of each stage and how many digits were read right, in words."""
        if self._readings is None:
            return []
        n = len(self._readings.labels)
        return [
            (tr(_NAMES[stage]), f"{round(share * n)}/{n}  {per_cent(share, 0)}")
            for stage, share in self._readings.accuracies.items()
        ]

    def sizeHint(self) -> QSize:
        """Return the size of every line."""
        return QSize(230, _LINE_PIXELS * max(len(self.lines), 1))

    def minimumSizeHint(self) -> QSize:
        """Return the size of lines that lie close together."""
        least = self.fontMetrics().height() + _BAR_PIXELS + _GAP_PIXELS
        return QSize(230, least * max(len(self.lines), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names, numbers and bars."""
        if self._readings is None:
            return
        with QPainter(self) as painter:
            shares = self._readings.accuracies.values()
            high = min(
                _LINE_PIXELS, self.height() // len(shares)
            )  # closer together where there is less room
            for place, ((name, words), share) in enumerate(zip(self.lines, shares, strict=True)):
                line = QRectF(0, place * high, self.width(), high - _BAR_PIXELS - _GAP_PIXELS)
                painter.setPen(QColor(self._theme.text))
                painter.drawText(line, Qt.AlignmentFlag.AlignLeft | _CENTRE, name)
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | _CENTRE, words)
                bar = QRectF(0, line.bottom(), self.width(), _BAR_PIXELS)
                painter.fillRect(bar, QColor(self._theme.sunken))
                bar.setWidth(share * self.width())
                painter.fillRect(bar, QColor(self._theme.accent))


class ResultView(QWidget):
    """Shows a bar for each stage beside all digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handwriting_result")
        self.bars = StageBars()
        self.digits = DigitTable()
        self._readings: StageReadings | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addWidget(self.bars)
        layout.addWidget(self.digits, 1)
        self.set_readings(None)

    @property
    def readings(self) -> StageReadings | None:
        """The readings that are shown."""
        return self._readings

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.bars.set_theme(theme)
        self.digits.set_theme(theme)

    def set_readings(self, readings: StageReadings | None) -> None:
        """Show the result of a test; None for no result."""
        self._readings = readings
        self.bars.setVisible(readings is not None)
        self.bars.set_readings(readings)
        self.digits.set_readings(readings)


def picture(readings: StageReadings, theme: Theme) -> bytes:
    """Return the result of a test as a PNG, whose size does not depend on the panel's."""
    view = ResultView()
    view.setObjectName("panel")  # the style sheet's name for paper to write on
    view.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    view.setContentsMargins(20, 20, 20, 20)
    view.set_theme(theme)
    view.set_readings(readings)
    view.resize(PICTURE_PIXELS)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    view.grab().save(buffer, "PNG")
    view.deleteLater()
    return bytes(buffer.data().data())
