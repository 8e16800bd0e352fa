import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.bench.window.probes import PenProbe, TimerProbe
from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow


def test_a_busy_thread_makes_the_timer_late(qtbot: QtBot) -> None:
    owner = QObject()
    began = time.perf_counter()
    probe = TimerProbe(owner)
    qtbot.wait(40)
    time.sleep(0.2)
    qtbot.wait(40)
    probe.stop()
    assert 150 < max(probe.late_ms) < 1000 * (time.perf_counter() - began)


def test_pen_waits_for_a_reading_of_the_move_itself(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.controls.step_batch.trigger()
    qtbot.waitUntil(lambda: window.session.inspected.network is not None, timeout=60_000)
    probe = PenProbe(window.panel(DrawPanel).canvas, window.panel(DrawPanel).bars)
    qtbot.waitUntil(lambda: len(probe.waited_ms) >= 5, timeout=60_000)
    window.panel(DrawPanel).bars.setUpdatesEnabled(False)
    answered = len(probe.waited_ms)
    qtbot.waitUntil(lambda: probe.unanswered >= 3, timeout=60_000)
    probe.stop()
    window.panel(DrawPanel).bars.setUpdatesEnabled(True)
    assert min(probe.waited_ms[answered:]) > 15
