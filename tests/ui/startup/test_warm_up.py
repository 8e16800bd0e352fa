"""In a process of its own, as pyqtgraph can be loaded only once."""

import os
import subprocess
import sys

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.startup.warm_up import WarmUp
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mnistgui.ui.startup.warm_up import WarmUp

app = QApplication([])
turns = []
between = QTimer()
between.timeout.connect(lambda: turns.append("pyqtgraph" in sys.modules))
between.timeout.connect(lambda: app.quit() if turns[-1] else None)
between.start(0)
warm_up = WarmUp(app)
app.exec()
print(turns.count(False))
"""


def test_pyqtgraph_is_loaded_while_the_window_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert int(done.stdout) > 3
    assert not done.stderr


class Plot(QLabel):
    def set_theme(self, theme: Theme) -> None:
        """Has no colours."""


def test_what_is_made_later_is_made_then_and_kept_from_collections(
    qtbot: QtBot, kept: list[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    places = [LazyWidget(Plot, window), LazyWidget(Plot, window)]
    WarmUp(window)
    assert places[0].made is None
    qtbot.waitUntil(lambda: bool(kept), timeout=60_000)
    assert all(place.made is not None for place in places)
