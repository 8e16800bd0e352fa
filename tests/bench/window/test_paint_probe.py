import time

from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from mnistgui.bench.window.paint_probe import PaintProbe
from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.main_window import MainWindow


def test_a_plot_without_curves_shows_no_first_point(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    curves = window.panel(CurvesPanel)
    window.session.set_dataset(few_digits)
    probe = PaintProbe(curves)
    view = curves.loss.plot.findChild(QGraphicsView)
    assert view is not None
    view.viewport().repaint()
    began = time.perf_counter()
    assert probe.first_after(began) is None
    window.controls.step_batch.trigger()
    qtbot.waitUntil(lambda: probe.first_after(began) is not None, timeout=60_000)
    first = probe.first_after(began)
    assert first is not None
    assert 0 < first < 1000 * (time.perf_counter() - began)
    probe.stop()
    painted = len(probe.painted)
    view.viewport().repaint()
    assert len(probe.painted) == painted
