"""What is made only when it is seen, and that the window's start waits for none of it."""

import subprocess
import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import DARK, LIGHT, Theme

# None of these is needed for the first picture of the window.
HEAVY = ("pyqtgraph", "h5py", "PIL", "requests", "pooch", "scipy", "onnx", "tqdm")

OPEN_WINDOW = f"""
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QSettings
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup.start import application
app = application()
folder = Path(tempfile.mkdtemp())
settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
window = MainWindow(app, settings, folder / "recovery", folder / "my-digits.h5")
window.show()
app.processEvents()
print([name for name in sys.modules if name in {HEAVY} or name.startswith("mnistgui.bench")])
window.close()
"""


class Part(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.themes: list[str] = []

    def set_theme(self, theme: Theme) -> None:
        self.themes.append(theme.name)


def test_it_is_made_when_it_is_seen_in_the_last_theme(qtbot: QtBot) -> None:
    lazy = LazyWidget(Part)
    qtbot.addWidget(lazy)
    lazy.set_theme(LIGHT)
    lazy.set_theme(DARK)
    assert not lazy.findChildren(Part)
    lazy.resize(100, 100)
    lazy.show()
    qtbot.waitUntil(lambda: lazy.made is not None, timeout=60_000)
    part = lazy.get()
    assert part is lazy.made
    assert part.themes == ["dark"]
    assert part.isVisible()


def test_it_is_made_for_whoever_needs_it_and_follows_themes(qtbot: QtBot) -> None:
    lazy = LazyWidget(Part)
    qtbot.addWidget(lazy)
    part = lazy.get()
    lazy.set_theme(LIGHT)
    assert part.themes == ["light"]


def test_the_window_opens_without_what_is_slow_to_load() -> None:
    told = subprocess.run(
        [sys.executable, "-c", OPEN_WINDOW], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "[]"
