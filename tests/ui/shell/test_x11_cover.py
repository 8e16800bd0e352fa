"""Another window over ours, on an X server of the test's own: the offscreen platform has none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

# One window is shown, covered by another one, and seen again.
COVERED = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from mnistgui.ui.shell.window_visibility import WindowVisibility

app = QApplication([])
window, other = QMainWindow(), QWidget()
window.setGeometry(100, 100, 200, 150)
other.setGeometry(0, 0, 500, 400)
visibility = WindowVisibility(window)
told = []

def heed(in_sight):
    told.append(in_sight)
    if told == [False, True]:
        other.show()
    elif told == [False, True, False]:
        other.hide()
    elif told == [False, True, False, True]:
        visibility.stop()
        window.close()
        app.quit()

visibility.changed.connect(heed)
QTimer.singleShot(50_000, app.quit)
window.show()
app.exec()
print(told)
"""


@pytest.fixture
def display() -> Iterator[str]:
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed")
    command = [server, "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        yield f":{running.stdout.readline().decode().strip()}"
        running.terminate()


def test_a_window_that_another_one_covers_is_out_of_sight(display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", COVERED],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "[False, True, False, True]", done.stderr
