"""The whole program, started as a person starts it, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from mnistgui.files.lesson_card import save_card
from tests.files.test_lesson_card import CARD

# Starts the window, and once it has nothing left to do says what the banner does and ends as told.
PROGRAM = """
import faulthandler, sys, traceback
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from mnistgui.ui.startup import start
from mnistgui.ui.background.job_runner import JobRunner

app = start.application()
load_inputs = start.load_inputs

def begin_and_end(*given):
    global window
    window = given[0]
    load_inputs(*given)
    rest.start(20)

def end_at_rest():
    if window.panels.to_make or any(jobs.busy for jobs in window.findChildren(JobRunner)):
        return
    rest.stop()
    print(window.banner.text)
    try:
        exec(sys.argv[1], globals())
    except Exception:
        traceback.print_exc()
        app.exit(1)

rest = QTimer()
rest.timeout.connect(end_at_rest)
start.load_inputs = begin_and_end
sys.exit(start.start(None, Path(sys.argv[2]) if sys.argv[2:] else None))
"""
SHOW = """
[button] = window.banner._offers
assert button.text() == "Show the report"
button.click()
(dialog,) = [w for w in app.topLevelWidgets() if w.objectName() == "crash_report"]
print(dialog.findChild(QLabel, "crash_report_note").text())
print(dialog.text.toPlainText())
window.close()
"""
LOOK = """
answer = window.findChild(QLabel, "reading")
answer.setText("8?")
print(answer.sizeHint().boundedTo(answer.size()) == answer.sizeHint())
print(window.isMaximized())
window.close()
"""


def started(
    home: Path, end: str, *files: Path, platform: str = "offscreen", program: str = PROGRAM
) -> subprocess.CompletedProcess[str]:
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("STATE", "CONFIG", "CACHE")}
    # A first start finds no digits, wherever those of the tests are.
    environment = {**os.environ, **folders, "QT_QPA_PLATFORM": platform}
    environment.pop("MNISTGUI_DATA", None)
    return subprocess.run(
        [sys.executable, "-c", program, end, *map(str, files)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def reports(home: Path) -> list[Path]:
    folder = home / "STATE" / "mnistgui" / "crashes"
    return [path for path in folder.iterdir() if path.suffix != ".lock"]


def test_a_crash_is_offered_once_at_the_next_start(tmp_path: Path) -> None:
    assert started(tmp_path, "faulthandler._sigsegv()").returncode == -signal.SIGSEGV
    second = started(tmp_path, SHOW)
    assert second.returncode == 0, second.stderr
    assert "crashed during an earlier visit" in second.stdout
    assert "nothing was sent anywhere" in second.stdout
    assert "sends nothing anywhere" in second.stdout
    assert "Segmentation fault" in second.stdout
    assert "Looking for digits" in second.stdout  # the log of the visit that crashed
    third = started(tmp_path, "window.close()")
    assert third.returncode == 0, third.stderr
    assert "crashed" not in third.stdout
    assert len(reports(tmp_path)) == 1


def test_a_fault_is_offered_at_once_and_kept(tmp_path: Path) -> None:
    fault = "QTimer.singleShot(0, lambda: 1 / 0); QTimer.singleShot(100, lambda: exec(SHOW))"
    done = started(tmp_path, f"global SHOW; SHOW = {SHOW!r}; {fault}")
    assert done.returncode == 0, done.stderr
    assert "ZeroDivisionError" in done.stdout
    (report,) = reports(tmp_path)
    assert "ZeroDivisionError: division by zero" in report.read_text()


def test_a_normal_end_leaves_no_report(tmp_path: Path) -> None:
    done = started(tmp_path, "window.close()")
    assert done.returncode == 0, done.stderr
    assert reports(tmp_path) == []


def test_a_file_given_at_the_start_is_opened(tmp_path: Path) -> None:
    save_card(tmp_path / "one.lesson.json", CARD)
    show = "print(window.lessons.card.title); window.close()"
    done = started(tmp_path, show, tmp_path / "one.lesson.json")
    assert done.returncode == 0, done.stderr
    assert CARD.title in done.stdout


def test_a_file_given_at_the_start_that_nothing_opens_is_told_and_keeps_nothing_from_loading(
    tmp_path: Path,
) -> None:
    (tmp_path / "letter.txt").write_text("dear reader")
    show = """
while not window.session.loaded_name:
    app.processEvents()
print(window.banner.text)
window.banner.close_message()
print(window.banner.text)
window.close()
"""
    done = started(tmp_path, show, tmp_path / "letter.txt")
    assert done.returncode == 0, done.stderr
    told, offered = done.stdout.splitlines()[-2:]
    assert "letter.txt is nothing that opens here" in told
    assert "These few digits are synthetic" in offered


def screen(folder: Path, width: int, height: int) -> str:
    """Qt's name of a display of that size."""
    facts = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    facts |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / f"{width}.json"
    path.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": [facts]}))
    return f"offscreen:configfile={path}"


def test_the_answer_is_not_cut_off_and_a_small_screen_holds_the_window(tmp_path: Path) -> None:
    small = started(tmp_path / "small", LOOK, platform=screen(tmp_path, 1366, 768))
    assert small.stdout.split()[-2:] == ["True", "True"], small.stderr
    large = started(tmp_path / "large", LOOK, platform=screen(tmp_path, 1920, 1080))
    assert large.stdout.split()[-2:] == ["True", "False"], large.stderr


# Ends Qt's loop, without closing the window, while a job runs that takes a while.
END_WHILE_LOOKING = """
import sys, time
from PySide6.QtCore import QTimer
from mnistgui.ui.commands import digit_jobs
from mnistgui.ui.startup import start

app = start.application()

def look(_path, report):
    print("looking", flush=True)
    QTimer.singleShot(0, app, lambda: app.exit(3))
    try:
        for _ in range(1000):
            report(0, 1)
            time.sleep(0.01)
    finally:
        print("cancelled", flush=True)

digit_jobs.load_first = look
sys.exit(start.start(None))
"""


def test_a_job_is_cancelled_and_waited_for_where_the_loop_ends_before_the_window_is_closed(
    tmp_path: Path,
) -> None:
    done = started(tmp_path, "", program=END_WHILE_LOOKING)
    assert done.stdout.split() == ["looking", "cancelled"]
    assert "QThread" not in done.stderr
    assert done.returncode == 3
