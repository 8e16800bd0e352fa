"""A real session without anybody there: loads digits, trains, draws, and keeps pictures of it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.panels.gallery.enlarged import EnlargedDigit
from mnistgui.ui.start import application

SIZE = QSize(1280, 800)
WITHOUT_DATA = (12_000, 2_000)
_PATIENCE = 300.0
_REST = 0.25  # seconds; several ticks of the clock that redraws
_SEED = 4
_DRAWN = 2
_RUNS = (
    TrainingConfig(epochs=4),
    TrainingConfig(model="softmax", epochs=4),
)


def pictures(out: Path, data: Path | None) -> Iterator[Path]:
    """Play the session; every picture is there as soon as it is told.

    Parameters
    ----------
    out : Path
        Folder for the pictures; made when it is not there.
    data : Path or None
        Digits to use; without them what was downloaded before, else synthetic ones.

    Yields
    ------
    Path
        A picture that has been written.

    Raises
    ------
    UserError
        The digits cannot be read or the folder not be written.
    """
    dataset = find_dataset(data) or synthetic_dataset(*WITHOUT_DATA)
    guide = Guide(out)
    try:
        guide.begin(dataset)
        yield guide.shoot(guide.window, "first-start")
        for config in reversed(_RUNS):
            guide.train(config)
        guide.check_gradients()
        yield from guide.shoot_panels()
        yield guide.enlarge()
        yield guide.warp()
        for theme in ("dark", "light"):
            guide.window.appearance.choose(theme)
            yield guide.shoot(guide.window, f"window-{theme}")
    finally:
        guide.end()


class Guide:
    """Leads through the session.

    Parameters
    ----------
    out : Path
        Folder for the pictures.
    """

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self._out = out
        self._app: QApplication = application()
        self._folder = TemporaryDirectory()
        settings = QSettings(f"{self._folder.name}/tour.ini", QSettings.Format.IniFormat)
        settings.setValue("appearance/theme", "light")
        folder = Path(self._folder.name)
        mine = folder / "my-digits.h5"
        self.window = MainWindow(self._app, settings, folder / "recovery", mine)
        self.window.resize(SIZE)
        self.window.show()
        self._settle()

    def begin(self, dataset: Dataset) -> None:
        """Have digits and the network that comes with the program, and draw at once."""
        self.window.session.set_dataset(dataset)
        self.window.models.begin()
        self._wait(lambda: self.window.session.network is not None)
        self.draw(_DRAWN)

    def end(self) -> None:
        """Close the window and leave nothing behind but the pictures."""
        self.window.close()
        self.window.deleteLater()
        self._folder.cleanup()

    def train(self, config: TrainingConfig) -> None:
        """Train a run to its end, through the form and the button a person uses."""
        self.window.form.set_config(config)
        button = self.window.controls.widgetForAction(self.window.controls.start)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._wait(lambda: self.window.session.training.status is None)
        self._settle()

    def draw(self, digit: int) -> None:
        """Draw a digit with the mouse and wait for the reading."""
        canvas = self.window.drawing.canvas
        strokes = synthetic_strokes(digit, np.random.default_rng(_SEED))
        points = np.concatenate(strokes.lines)
        middle = (points.max(axis=0) + points.min(axis=0)) / 2
        scale = 0.6 / float(np.ptp(points, axis=0).max())
        for line in strokes.lines:
            _pen(canvas, [canvas.place(x, y) for x, y in (line - middle) * scale + 0.5])
        self._wait(lambda: self.window.drawing.bars.probabilities is not None)
        self._settle()

    def check_gradients(self) -> None:
        """Have backpropagation checked."""
        panel = self.window.gradients
        self.window.docks["gradients"].raise_()
        QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        self._wait(panel.start.isEnabled)

    def shoot(self, widget: QWidget, name: str) -> Path:
        """Keep a picture of a widget."""
        self._settle()
        path = self._out / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise UserError(f"{path} cannot be written; a folder that can be written is needed")
        return path

    def shoot_panels(self) -> Iterator[Path]:
        """Keep a picture of every panel."""
        docks = self.window.docks
        for dock in docks.all():
            dock.raise_()
            if dock is docks["gallery"]:
                self._wait(lambda: self.window.gallery.grid.tiles.count > 0)
            elif dock is docks["reliability"]:
                self._wait(lambda: self.window.reliability.found is not None)
            elif dock is docks["explanation"]:
                self._wait(lambda: self.window.explanation.nearest.grid.tiles.count > 0)
            elif dock is docks["doctor"]:
                self._wait(lambda: bool(self.window.doctor.rows.sentences))
            yield self.shoot(dock, dock.objectName().removeprefix("dock_"))
        docks["curves"].raise_()
        docks["weights"].raise_()

    def enlarge(self) -> Path:
        """Click a misread digit and keep a picture of it enlarged."""
        self.window.docks["gallery"].raise_()
        self._settle()
        grid = self.window.gallery.grid
        self._wait(lambda: grid.tiles.count > 0)
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.centre_of(0))
        dialog = self.window.findChild(EnlargedDigit)
        if dialog is None:
            raise RuntimeError("clicking a digit did not enlarge it")
        picture = self.shoot(dialog, "enlarged")
        dialog.close()
        self.window.docks["weights"].raise_()
        return picture

    def warp(self) -> Path:
        """Press the form's button and keep a picture of warped digits."""
        preview = self.window.warps
        self.window.form.see_warps.click()
        self._wait(lambda: preview.shown is not None)
        picture = self.shoot(preview, "warps")
        preview.close()
        return picture

    def _settle(self) -> None:
        """Let everything that was asked for be drawn."""
        end = time.monotonic() + _REST
        self._wait(lambda: time.monotonic() > end)

    def _wait(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not done():
            if time.monotonic() > end:
                raise RuntimeError("the tour waited in vain")
            self._app.processEvents()
            time.sleep(0.002)


def _pen(canvas: QWidget, points: list[QPoint]) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=points[-1])
