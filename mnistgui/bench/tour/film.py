"""Films a session: a run starts, its curves move, one looks back at it, digits are drawn."""

import time
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistgui.atomic import write_bytes
from mnistgui.bench.tour.guide import Guide
from mnistgui.bench.tour.pen import paths_of
from mnistgui.bench.tour.session import WITHOUT_DATA
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import UserError
from mnistgui.files.film import in_few_colours
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.training.pace import FULL_SPEED, WATCH

FORMATS = (".gif", ".webp")
_WIDTH_PIXELS = 860  # as wide as a page shows it
_INTERVAL_SECONDS = 0.25  # between two frames
_RUN = TrainingConfig(epochs=3)
_WATCHED_SECONDS, _LOOKED_AT_SECONDS = 4.0, 1.5
_PEN_SECONDS = 0.03  # from point to point of a stroke
_DRAWN = (2, 5)
_DRAG_STEPS, _DRAG_SECONDS = 12, 0.25
_LEFT = Qt.MouseButton.LeftButton


class Film:
    """Takes frames of a widget, and puts equal ones together.

    Parameters
    ----------
    widget : QWidget
        What is filmed.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._due = 0.0
        self.frames: list[Image.Image] = []
        self.milliseconds: list[int] = []

    def take_when_due(self) -> None:
        """Take a frame when the last one is old enough."""
        now = time.monotonic()
        if now >= self._due:
            self._due = now + _INTERVAL_SECONDS
            self._take()

    def _take(self) -> None:
        frame = _as_image(self._widget.grab().toImage())
        if self.frames and frame.tobytes() == self.frames[-1].tobytes():
            self.milliseconds[-1] += round(_INTERVAL_SECONDS * 1_000)
            return
        self.frames.append(frame)
        self.milliseconds.append(round(_INTERVAL_SECONDS * 1_000))

    def save(self, path: Path) -> None:
        """Write an endless film, whole or not at all.

        Parameters
        ----------
        path : pathlib.Path
            Ends in .gif or .webp.

        Raises
        ------
        UserError
            The file cannot be written.
        """
        first, *others = in_few_colours(self.frames)
        content = BytesIO()
        first.save(
            content,
            format=path.suffix[1:],
            save_all=True,
            append_images=others,
            duration=self.milliseconds,
            loop=0,  # for ever
        )
        write_bytes(path, content.getvalue())


def film(path: Path, data: Path | None) -> None:
    """Film a session and write it.

    Parameters
    ----------
    path : pathlib.Path
        Ends in .gif or .webp.
    data : pathlib.Path or None
        Digits to use; without them what was downloaded before, else synthetic ones.

    Raises
    ------
    UserError
        The name has another ending, the digits cannot be read or the file not be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise UserError(f"{path} is no name of a film; {' and '.join(FORMATS)} are accepted")
    dataset = find_dataset(data) or synthetic_dataset(*WITHOUT_DATA)
    guide = Guide(path.parent)
    try:
        guide.start(dataset)
        shot = Film(guide.window)
        guide.on_turn = shot.take_when_due
        guide.rest(_LOOKED_AT_SECONDS)
        _train(guide)
        _look_back(guide)
        for digit in _DRAWN:
            _draw(guide, digit)
        shot.save(path)
    finally:
        guide.end()


def _train(guide: Guide) -> None:
    """Start a run, watch it for a while, and let it come to its end."""
    guide.window.draft.set_config(_RUN)
    guide.window.controls.pace.choose(WATCH)
    button = guide.window.controls.widgetForAction(guide.window.controls.start)
    QTest.mouseClick(button, _LEFT)
    guide.rest(_WATCHED_SECONDS)
    guide.window.controls.pace.choose(FULL_SPEED)
    guide.wait(lambda: guide.window.session.training.status is None)
    guide.rest(_LOOKED_AT_SECONDS)


def _look_back(guide: Guide) -> None:
    """Drag the time line through the run, and return to its newest step."""
    line = guide.window.panel(CurvesPanel).time_line
    slider, middle = line.slider, line.slider.height() // 2
    last = slider.width() - 1
    places = [QPoint(last - last * step // _DRAG_STEPS, middle) for step in range(_DRAG_STEPS + 1)]
    QTest.mousePress(slider, _LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(slider, place)
        guide.rest(_DRAG_SECONDS)
    QTest.mouseRelease(slider, _LEFT, pos=places[-1])
    guide.rest(_DRAG_SECONDS)
    QTest.mouseClick(line.now, _LEFT)
    guide.rest(_DRAG_SECONDS)


def _draw(guide: Guide, digit: int) -> None:
    """Draw a digit point by point, and let its reading be looked at."""
    panel = guide.window.panel(DrawPanel)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Delete)
    for path in paths_of(panel.canvas, digit):
        QTest.mousePress(panel.canvas, _LEFT, pos=path[0])
        for point in path[1:]:
            QTest.mouseMove(panel.canvas, point)
            guide.rest(_PEN_SECONDS)
        QTest.mouseRelease(panel.canvas, _LEFT, pos=path[-1])
    guide.wait(lambda: panel.bars.probabilities is not None)
    guide.rest(_LOOKED_AT_SECONDS)


def _as_image(picture: QImage) -> Image.Image:
    """Shrink a frame."""
    scaled = picture.scaledToWidth(_WIDTH_PIXELS, Qt.TransformationMode.SmoothTransformation)
    scaled = scaled.convertToFormat(QImage.Format.Format_RGB888)
    size, row = (scaled.width(), scaled.height()), scaled.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(scaled.constBits()), "raw", "RGB", row, 1)
