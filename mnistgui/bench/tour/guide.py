"""Operates a window for the tour, and saves pictures of it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import presets
from mnistgui.ui.panels.batch.panel import BatchPanel
from mnistgui.ui.panels.blame.panel import BlamePanel
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.panels.health.panel import HealthPanel
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.network.panel import NetworkPanel
from mnistgui.ui.panels.numbers.panel import NumbersPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.twins.panel import TwinsPanel
from mnistgui.ui.panels.why.panel import WhyPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup.start import application
from mnistgui.ui.state.parts import Part
from mnistgui.ui.training.pace import FULL_SPEED

SIZE_PIXELS = QSize(1280, 800)
_PATIENCE_SECONDS = 300.0
_MOMENTUM_OF_TWIN = "0.5"
_REST_SECONDS = 0.25  # longer than the interval between two redraws
# Panels whose pictures are taken later, as what they show takes thirty drawings, or other runs.
_LATER = ("handwriting", "study", "teach", "twins")
_LOOKED_BACK_SHARE = 0.4  # of the time line, from its start
_WEIGHT = 378, 4  # of a pixel in the middle, to a unit


class Guide:
    """Operates the window of the tour.

    Parameters
    ----------
    out : Path
        Folder for the pictures.

    Attributes
    ----------
    on_turn : callable
        Called in every turn while the window works, as a film needs it.
    """

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self._out = out
        self.on_turn: Callable[[], None] = _do_nothing
        self._app: QApplication = application()
        self._folder = TemporaryDirectory()
        settings = QSettings(f"{self._folder.name}/tour.ini", QSettings.Format.IniFormat)
        settings.setValue("appearance/theme", "light")
        folder = Path(self._folder.name)
        mine = folder / "my-digits.h5"
        self.window = MainWindow(self._app, settings, folder / "recovery", mine)
        self.window.panels.make_all()
        self.window.controls.pace.choose(FULL_SPEED)
        self.window.resize(SIZE_PIXELS)
        self.window.show()
        self.wait_for_redraws()

    def start(self, dataset: Dataset) -> None:
        """Load digits and the network that comes with the program."""
        self.window.session.set_dataset(dataset)
        self.window.models.load_bundled()
        self.wait(lambda: self.window.session.inspected.network is not None)

    def end(self) -> None:
        """Close the window, and leave nothing but the pictures."""
        self.window.close()
        self.window.deleteLater()
        self._folder.cleanup()

    def run(self, preset: str) -> None:
        """Choose a preset and train it to its end."""
        self.window.draft.choose_preset(presets()[preset])
        self._start()

    def train(self, config: TrainingConfig) -> None:
        """Train a run to its end, through the form and the button a person uses."""
        self.window.draft.forget_preset()
        self.window.draft.set_config(config)
        self._start()

    def _start(self) -> None:
        button = self.window.controls.widgetForAction(self.window.controls.start)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait(lambda: self.window.session.training.status is None)
        self.wait_for_redraws()
        self.window.banner.close_message()  # what is worth doing next is read and closed

    def check_gradients(self) -> None:
        """Check backpropagation."""
        panel = self.window.panel(GradientCheckPanel)
        self.window.docks["gradient_check"].raise_()
        QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        self.wait(panel.start.isEnabled)

    def trace(self) -> None:
        """Trace the selected run, ask about a misread digit, and train without two digits."""
        panel = self.window.panel(BlamePanel)
        self.window.docks["blame"].raise_()
        self.wait(panel.trace_run.isEnabled)
        QTest.mouseClick(panel.trace_run, Qt.MouseButton.LeftButton)
        self.wait(lambda: panel.answer is not None)
        QTest.mouseClick(panel.choice.next_misread, Qt.MouseButton.LeftButton)
        self.wait_for_redraws()
        grid = panel.speaking.grid
        for tile in range(min(grid.tiles.count, 2)):
            QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.centre_of(tile))
        QTest.mouseClick(panel.what_if.ask, Qt.MouseButton.LeftButton)
        self.wait(lambda: panel.what_if.found is not None)

    def look_back(self) -> Path:
        """Press on the time line, save a picture of the curves at that step, and return."""
        self.window.docks["curves"].raise_()
        self.wait_for_redraws()
        line, past = self.window.panel(CurvesPanel).time_line, self.window.session.past
        place = QPoint(round(_LOOKED_BACK_SHARE * line.slider.width()), line.slider.height() // 2)
        QTest.mouseClick(line.slider, Qt.MouseButton.LeftButton, pos=place)
        self.wait(lambda: past.replay is None)
        picture = self.save_picture(self.window.docks["curves"], "time-line")
        QTest.mouseClick(line.now, Qt.MouseButton.LeftButton)
        return picture

    def train_twin(self) -> None:
        """Train a twin of the selected run, with another momentum, and compare both."""
        panel = self.window.panel(TwinsPanel)
        self.window.docks["twins"].raise_()
        self.wait(panel.choice.train.isEnabled)
        panel.choice.value.setText(_MOMENTUM_OF_TWIN)
        QTest.mouseClick(panel.choice.train, Qt.MouseButton.LeftButton)
        self.wait(lambda: self.window.session.training.alive is None and panel.found is not None)
        self.wait_for_redraws()
        self.window.banner.close_message()

    def work_out(self) -> None:
        """Work a test digit out, and show a gradient of its first layer."""
        self.window.docks["numbers"].raise_()
        view = self.window.panel(NumbersPanel).view
        view.subject.subject.setCurrentIndex(view.subject.subject.findData(Part.TEST))
        self.wait(lambda: view.walk is not None and view.walk.example.name.startswith("Test"))
        walk = view.walk
        names = [one.name for one in walk.calculations] if walk is not None else []
        view.choice.steps.setCurrentIndex(names.index("dW1"))
        view.step.choose(_WEIGHT)

    def save_picture(self, widget: QWidget, name: str) -> Path:
        """Save a picture of a widget."""
        self.wait_for_redraws()
        path = self._out / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise UserError(f"{path} cannot be written; a folder that can be written is needed")
        return path

    def save_panels(self) -> Iterator[Path]:
        """Save a picture of every panel that shows something by now."""
        window = self.window
        shown = {
            "mistakes": lambda: window.panel(MistakesPanel).grid.tiles.count > 0,
            "reliability": lambda: window.panel(ReliabilityPanel).found is not None,
            "network": lambda: window.panel(NetworkPanel).view.drawing.seen is not None,
            "health": lambda: window.panel(HealthPanel).measured is not None,
            "why": lambda: window.panel(WhyPanel).nearest.grid.tiles.count > 0,
            "doctor": lambda: bool(window.panel(DoctorPanel).rows.sentences),
            "batch": lambda: window.panel(BatchPanel).grid.tiles.count > 0,
        }
        names = [dock.objectName().removeprefix("dock_") for dock in window.docks.all()]
        for name in names:
            window.docks[name].raise_()
            if name in shown:
                self.wait(shown[name])
            if name not in _LATER:
                yield self.save_panel(name)
        window.docks["curves"].raise_()
        window.docks["weights"].raise_()

    def save_panel(self, name: str) -> Path:
        """Save a picture of a panel that can be seen."""
        return self.save_picture(self.window.docks[name], name)

    def enlarge(self) -> Path:
        """Click a misread digit and save a picture of it enlarged."""
        self.window.docks["mistakes"].raise_()
        self.wait_for_redraws()
        grid = self.window.panel(MistakesPanel).grid
        self.wait(lambda: grid.tiles.count > 0)
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.centre_of(0))
        dialog = self.window.findChild(EnlargedDigit)
        if dialog is None:
            raise RuntimeError("clicking a digit did not enlarge it")
        picture = self.save_picture(dialog, "enlarged")
        dialog.close()
        self.window.docks["weights"].raise_()
        return picture

    def warp(self) -> Path:
        """Press the form's button and save a picture of warped digits."""
        preview = self.window.panel(TrainingPanel).warps
        self.window.panel(TrainingPanel).see_warps.click()
        self.wait(lambda: preview.shown is not None)
        picture = self.save_picture(preview, "warps")
        preview.close()
        return picture

    def wait_for_redraws(self) -> None:
        """Process events until everything that was requested has been drawn."""
        self.rest(_REST_SECONDS)

    def rest(self, seconds: float) -> None:
        """Let the window work for a while."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end)

    def wait(self, done: Callable[[], bool]) -> None:
        """Process events until a condition holds."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            if time.monotonic() > end:
                raise RuntimeError("the tour waited in vain")
            self._app.processEvents()
            self.on_turn()
            time.sleep(0.002)


def _do_nothing() -> None:
    """Nobody films this session."""
