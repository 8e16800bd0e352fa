import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.crash_report import LAST_LINES, MOST_BYTES, CrashReport
from mnistgui.files.earlier_crashes import earlier_reports

# A program that logs, says that it is ready, and then ends as it is told.
PROGRAM = """
import faulthandler, logging, sys
from pathlib import Path
from mnistgui.files.crash_report import CrashReport
with CrashReport(Path(sys.argv[1])) as report:
    logging.getLogger("mnistgui.test").info("opened the digits")
    print(report.path, flush=True)
    exec(sys.argv[2])
"""


def lived(folder: Path, end: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), end],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def reports(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".lock")


def test_a_crash_leaves_a_report_with_versions_log_and_place(tmp_path: Path) -> None:
    done = lived(tmp_path, "faulthandler._sigsegv()")
    assert done.returncode == -signal.SIGSEGV
    (path,) = earlier_reports(tmp_path)
    text = path.read_text()
    assert "sent to nobody" in text
    assert "mnistgui 0" in text
    assert "numpy" in text
    assert "opened the digits" in text
    assert "Segmentation fault" in text
    assert 'File "<string>"' in text
    # told of once, and kept
    assert earlier_reports(tmp_path) == []
    assert reports(tmp_path) == [path]


@pytest.mark.parametrize("end", ["pass", "sys.exit(3)", "raise KeyboardInterrupt"])
def test_a_normal_end_leaves_nothing(tmp_path: Path, end: str) -> None:
    lived(tmp_path, end)
    assert reports(tmp_path) == []


def test_an_exception_that_ends_the_program_is_kept(tmp_path: Path) -> None:
    assert lived(tmp_path, "1 / 0").returncode == 1
    (path,) = reports(tmp_path)
    assert "Unhandled exception: Traceback" in path.read_text()
    assert "ZeroDivisionError" in path.read_text()


def test_a_killed_program_did_not_crash(tmp_path: Path) -> None:
    done = lived(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert done.returncode == -signal.SIGKILL
    assert earlier_reports(tmp_path) == []
    assert reports(tmp_path) == []


def test_a_report_of_a_living_program_is_left_alone(tmp_path: Path) -> None:
    with CrashReport(tmp_path) as report:
        report.write_exception(ValueError("no digit"))
        assert earlier_reports(tmp_path) == []
        assert "no digit" in report.path.read_text()


def test_a_long_life_fills_no_disk_and_keeps_the_fault_and_the_last_lines(tmp_path: Path) -> None:
    log = logging.getLogger("mnistgui.test")
    with CrashReport(tmp_path) as report:
        report.write_exception(ValueError("the first fault"))
        for number in range(20_000):
            log.info("line %d", number)
        assert report.path.stat().st_size <= MOST_BYTES
        text = report.path.read_text()
    assert text.startswith("Crash report of mnistgui")
    assert "the first fault" in text
    assert all(f"line {number}\n" in text for number in range(20_000 - LAST_LINES, 20_000))


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(13):
        with CrashReport(tmp_path) as report:
            report.write_exception(ValueError(str(number)))
            os.utime(report.path, (86_400 * number, 86_400 * number))
    texts = "".join(path.read_text() for path in reports(tmp_path))
    assert len(reports(tmp_path)) == 10
    assert "ValueError: 12" in texts
    assert "ValueError: 2\n" not in texts


def test_a_full_disk_is_told_once_and_the_program_goes_on(tmp_path: Path) -> None:
    done = lived(
        tmp_path,
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "for _ in range(3): logging.getLogger('mnistgui.test').info('another line')\n"
        "report.write_exception(ValueError('a fault'))\n"
        "print('went on')",
    )
    assert done.returncode == 0, done.stderr
    assert "went on" in done.stdout
    assert done.stderr.count("cannot be written") == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="crash reports cannot be written"):
        CrashReport(tmp_path / "file" / "crashes")
