from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.bench.window.report import _written
from mnistgui.bench.window.window import MeasuredWindow
from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.curves.panel import CurvesPanel


@pytest.mark.slow
def test_each_measure_is_of_a_new_run_whose_curves_are_drawn(
    qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> None:
    measured = MeasuredWindow(_written(few_digits, tmp_path / "digits.npz"), tmp_path)
    qtbot.addWidget(measured.window)
    runs = measured.window.session.runs
    plot = measured.window.panel(CurvesPanel).loss
    try:
        measured.answer("speed", 0.2)
        first = runs.current
        measured.answer("timer", 0.2)
        assert runs.current is not first
        assert runs.shown == (runs.current,)
        qtbot.waitUntil(lambda: bool(plot.plot.traces), timeout=30_000)
    finally:
        measured.close()
