"""A window without a screen, whose panels draw pictures for the command line."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self

from PySide6.QtCore import QEventLoop, QSettings, QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from mnistgui.data.indices import parse_indices
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.tables import save_csv
from mnistgui.nn.layers import Layer
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.histogram.panel import HistogramPanel
from mnistgui.ui.panels.mistakes.choice import DigitKind
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup.run_pictures import PictureSettings, PictureSubject
from mnistgui.ui.startup.start import application
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.basic import SegmentedControl
from mnistgui.ui.widgets.figures.figure import Figure
from mnistgui.ui.widgets.figures.formats import save_picture
from mnistgui.ui.widgets.figures.menu import figure_of
from mnistgui.ui.widgets.theme import DARK, LIGHT

_PATIENCE_SECONDS = 300.0
_REDRAW_SECONDS = 0.3  # longer than the intervals between two redraws
_WAIT_MS = 20

Prepare = Callable[[MainWindow, PictureSettings], Figure]
"""Prepares a panel for a view, and returns the figure that shows the view."""


class _View(NamedTuple):
    """Where a view is drawn: the panel's name, the panel's size, and what prepares it."""

    panel: str
    size: QSize
    prepare: Prepare


class OffscreenWindow:
    """A context manager with a window that stores no settings."""

    def __init__(self) -> None:
        self._ending = ExitStack()
        self._app = application()
        if not QFontDatabase.families():
            raise UserError("there is no font to write with; on Debian: apt install fonts-dejavu")
        folder = Path(self._ending.enter_context(TemporaryDirectory()))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("appearance/theme", "light")
        self._window = MainWindow(self._app, settings, folder / "recovery", folder / "my-digits.h5")
        self._name = ""
        self._window.panels.make_all()
        self._window.show()

    def __enter__(self) -> Self:
        """Open the window and return it."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Close the window and end its threads."""
        self._window.close()
        self._window.deleteLater()
        self._ending.close()

    def show(self, subject: PictureSubject) -> None:
        """Inspect a run or a network."""
        session, self._name = self._window.session, subject.name
        if subject.dataset is not None:
            session.set_dataset(subject.dataset)
        if isinstance(subject.model, SavedRun):
            run_files.add_loaded(session.runs, subject.model, subject.name)
            session.set_source(Source.TRAINED)
        else:
            session.set_loaded(subject.model, subject.name)
            session.set_source(Source.LOADED)

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self._window

    def float_panel(self, name: str, size: QSize) -> Panel:
        """Give a panel a window of its own, as large as a picture of it is to be."""
        dock = self._window.docks[name]
        dock.setFloating(True)
        dock.resize(size)
        self._window.docks.bring(name)
        panel = self._window.panels[name]
        panel.set_watched(True)
        return panel

    def wait_without_end(self, done: Callable[[], bool]) -> None:
        """Process events until something is done, however long that takes."""
        while not done():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, _WAIT_MS)

    def save(self, target: Path, settings: PictureSettings) -> None:
        """Draw a view and write the picture, or the numbers if the suffix is ``.csv``."""
        view = VIEWS_BY_NAME[settings.view]
        panel = self.float_panel(view.panel, view.size)
        panel.set_theme(LIGHT)  # draws at once what else waits for its throttle
        figure = view.prepare(self._window, settings)
        panel.set_theme(LIGHT)
        self._wait(lambda: bool(figure.table().rows))
        self._wait_for_redraws()
        if target.suffix.lower() == ".csv":
            save_csv(target, figure.table().lines)
            return
        title = " - ".join(filter(None, (self._name, figure.title())))
        titled = replace(figure, title=lambda: title)
        recording = titled.recorded(DARK if settings.dark else LIGHT, LIGHT)
        save_picture(target, recording, title, settings.scale)

    def _wait(self, done: Callable[[], bool]) -> None:
        """Process events until the view has something to show."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            if time.monotonic() > end:
                raise UserError(f"there is nothing to draw of {self._name}")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, _WAIT_MS)

    def _wait_for_redraws(self) -> None:
        """Process events until the requested redraws are done."""
        end = time.monotonic() + _REDRAW_SECONDS
        self._wait(lambda: time.monotonic() > end)


def _curves(window: MainWindow, settings: PictureSettings) -> Figure:
    panel = window.panel(CurvesPanel)
    _set_axes(panel, settings)
    return Figure(panel.charts, "curves", str, lambda: figure_of(panel.loss).table())


def _one_chart(name: str) -> Prepare:
    def prepare(window: MainWindow, settings: PictureSettings) -> Figure:
        panel = window.panel(CurvesPanel)
        charts = {
            "loss": panel.loss,
            "accuracy": panel.accuracy,
            "rate": panel.rate,
            "bias-gradient": panel.gradient,
        }
        _check(panel, "rate_shown", checked=name == "rate")
        _check(panel, "gradient_shown_in_curves", checked=name == "bias-gradient")
        for other, chart in charts.items():
            chart.setVisible(other == name)
        _set_axes(panel, settings)
        return figure_of(charts[name])

    return prepare


def _set_axes(panel: CurvesPanel, settings: PictureSettings) -> None:
    _check(panel, "log_loss", checked=settings.log)
    [axis] = panel.findChildren(SegmentedControl, "curve_axis")
    axis.choose(int(settings.by_epoch))


def _check(panel: QWidget, name: str, *, checked: bool) -> None:
    [box] = panel.findChildren(QCheckBox, name)
    box.setChecked(checked)


def _weights(window: MainWindow, settings: PictureSettings) -> Figure:
    panel = window.panel(WeightsPanel)
    layer = _chosen_layer(window, panel, "weights_layer", settings.layer)
    network = window.session.inspected.network
    of_pixels = network is not None and layer is network.layers[0]
    return figure_of(panel.grid if of_pixels else panel.matrix)


def _histogram(window: MainWindow, settings: PictureSettings) -> Figure:
    panel = window.panel(HistogramPanel)
    _chosen_layer(window, panel, "histogram_layer", settings.layer)
    return figure_of(panel.plot)


def _chosen_layer(window: MainWindow, panel: QWidget, name: str, number: int) -> Layer:
    """Choose a layer, counted from 1, in a panel's list of that name, and return it."""
    network = window.session.inspected.network
    if network is None:
        raise UserError("there are no weights: the run has diverged")
    n = len(network.layers)
    if number > n:
        raise UserError(f"there is no layer {number}: layers 1 to {n} are accepted")
    [layers] = panel.findChildren(QComboBox, name)
    layers.setCurrentIndex(number - 1)
    return network.layers[number - 1]


def _digits(kind: DigitKind) -> Prepare:
    def prepare(window: MainWindow, _settings: PictureSettings) -> Figure:
        panel = window.panel(MistakesPanel)
        [kinds] = panel.findChildren(QComboBox, "mistakes_kind")
        kinds.setCurrentIndex(kinds.findData(kind))
        return figure_of(panel.grid)

    return prepare


def _by_index(window: MainWindow, settings: PictureSettings) -> Figure:
    dataset = window.session.dataset
    parse_indices(settings.indices, len(dataset.test) if dataset else 1)  # refuses what is none
    panel = window.panel(MistakesPanel)
    panel.show_view({"digits": "by index", "indices": settings.indices})
    return figure_of(panel.grid)


def _reliability(window: MainWindow, _settings: PictureSettings) -> Figure:
    return figure_of(window.panel(ReliabilityPanel).plot)


_WIDE_PIXELS, _NARROW_PIXELS = QSize(1000, 460), QSize(640, 460)
VIEWS_BY_NAME = {
    "curves": _View("curves", _WIDE_PIXELS, _curves),
    **{
        name: _View("curves", _NARROW_PIXELS, _one_chart(name))
        for name in ("loss", "accuracy", "rate", "bias-gradient")
    },
    "weights": _View("weights", QSize(900, 640), _weights),
    "histogram": _View("histogram", QSize(900, 560), _histogram),
    "mistakes": _View("mistakes", QSize(900, 560), _digits(DigitKind.MISREAD)),
    "well-read": _View("mistakes", QSize(900, 560), _digits(DigitKind.READ_WELL)),
    "by-index": _View("mistakes", QSize(900, 300), _by_index),
    "reliability": _View("reliability", QSize(1000, 560), _reliability),
}
"""Each of :data:`mnistgui.files.exporting.VIEWS`, which a test compares with this."""
