"""How long the window takes to appear, beside a bare window of the same libraries."""

import os
import statistics
import subprocess
import sys
import time

ROUNDS = 5

_BARE = """
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.setCentralWidget(pyqtgraph.PlotWidget())
window.show()
app.processEvents()
print("shown", flush=True)
"""

_OURS = """
import tempfile
from pathlib import Path
from PySide6.QtCore import QSettings
from mnistgui.ui.start import application
from mnistgui.ui.main_window import MainWindow
app = application()
with tempfile.TemporaryDirectory() as folder:
    settings = QSettings(folder + "/window.ini", QSettings.Format.IniFormat)
    window = MainWindow(app, settings, Path(folder))
    window.show()
    app.processEvents()
    print("shown", flush=True)
    window.close()
"""


def startup_ratio(rounds: int = ROUNDS) -> float:
    """Time until the window is shown over that of a bare one, medians of interleaved starts.

    Parameters
    ----------
    rounds : int
        Starts of each.

    Returns
    -------
    float
        1 is as fast as a bare window.
    """
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(_seconds(_BARE))
        ours.append(_seconds(_OURS))
    return statistics.median(ours) / statistics.median(bare)


def _seconds(program: str) -> float:
    """From starting a process to the moment its window has been painted."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        if child.stdout is None or child.stdout.readline().strip() != "shown":
            raise RuntimeError("the window did not appear")
        return time.perf_counter() - began
