"""The standalone folder: built by the documented command, and used from a place without Python."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.writers import idx
from mnistgui.files.my_digits_file import load_drawings
from mnistgui.files.run_file import load_run
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.shell.view_menu import KEYS

CHECKOUT = Path(__file__).parent.parent
SPEC = CHECKOUT / ".ci" / "standalone.spec"
TOOLS = ("Xvfb", "xdotool")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is for Linux"),
    pytest.mark.skipif(not SPEC.exists(), reason="the command that builds it is in the checkout"),
    *(
        pytest.mark.skipif(not shutil.which(tool), reason=f"{tool} is not installed here")
        for tool in TOOLS
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("PyInstaller", reason="PyInstaller is not installed here: .[freeze]")
    made = tmp_path_factory.mktemp("standalone")
    places = ["--distpath", str(made / "dist"), "--workpath", str(made / "build")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *places, str(SPEC)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-3000:]
    return Path(shutil.move(made / "dist" / "mnistgui", made / "elsewhere"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a person who has no Python: nothing of this environment leads there."""
    made = tmp_path_factory.mktemp("home")
    (made / "DIGITS").mkdir()
    idx.write(synthetic_dataset(600, 200), made / "DIGITS")
    return made


def environment(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), "PATH": "/nowhere", "LC_ALL": "C.UTF-8", **more}


@contextmanager
def display() -> Iterator[str]:
    """An X server on a number that is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def press(shown: str, *words: str) -> str:
    """Move the mouse, press keys or find a window."""
    command = ["xdotool", *words]
    done = subprocess.run(
        command, env={**os.environ, "DISPLAY": shown}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout.strip()


def wait_for(path: Path) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"{path} was not written"
        time.sleep(0.1)


def focus(shown: str, title: str) -> None:
    window = press(shown, "search", "--sync", "--onlyvisible", "--name", title).splitlines()[0]
    press(shown, "windowfocus", "--sync", window)


def test_commands_work_that_start_the_program_again(folder: Path, home: Path) -> None:
    settings = ["--set", "epochs=1", "--set", "hidden=8"]
    for words in (
        ["train", "--data", "DIGITS", *settings, "--out", "first.h5"],
        ["report", "first.h5", "--data", "DIGITS", "--out", "first.html"],
        ["code", "first.h5", "--to", "first.py"],
    ):
        command = [str(folder / "mnistgui"), *words]
        done = subprocess.run(
            command, env=environment(home), cwd=home, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (home / "first.py").exists()
    assert (home / "first.html").exists()


def test_a_window_is_opened_trained_drawn_in_and_closed(folder: Path, home: Path) -> None:
    saved, taught = home / "saved.h5", home / ".local" / "share" / "mnistgui" / "my-digits.h5"
    with display() as shown:
        command = [str(folder / "mnistgui"), "--data", str(home / "DIGITS")]
        with subprocess.Popen(command, env=environment(home, DISPLAY=shown), cwd=home) as program:
            focus(shown, "DIGITS - mnistgui")  # its digits have been read
            assert _foreign(program.pid, folder) == []
            focus(shown, "Welcome to mnistgui")
            press(shown, "key", "Escape")
            focus(shown, "DIGITS - mnistgui")
            press(shown, "key", "shift+F8", "F5")  # at full speed
            _draw(shown)
            press(shown, "key", "7")
            wait_for(taught)
            press(shown, "key", "ctrl+s")
            focus(shown, "Save the run")
            press(shown, "type", str(saved))
            press(shown, "key", "Return")
            wait_for(saved)
            focus(shown, "DIGITS - mnistgui")
            press(shown, "key", "ctrl+q")
            assert program.wait(60) == 0
    assert len(load_run(saved).history["steps"]["step"]) > 10
    [digit] = load_drawings(taught)
    assert digit.label == 7


def _draw(shown: str) -> None:
    """Draw a 7 with the keyboard: go into the panel, put the pen down, move it."""
    place = [spec.name for spec in PANELS].index("draw")
    press(shown, "key", KEYS[place].lower())
    press(shown, "key", *["Left"] * 8, *["Up"] * 8)
    press(shown, "key", "space", *["Right"] * 16, *["Down"] * 16, "space")


def _foreign(process: int, folder: Path) -> list[str]:
    """Python's own files that a process has mapped from outside its folder."""
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    names = {line.split(maxsplit=5)[5] for line in maps if len(line.split(maxsplit=5)) == 6}
    outside = (name for name in names if not name.startswith(str(folder)))
    return [name for name in outside if "python" in name.lower() or "site-packages" in name]
