"""Writes a crash report while the program runs, so that it exists after a crash.

It holds versions, the platform, the last lines of the log and, after a crash, where each thread
was. It stays on this computer: nothing sends it anywhere.
"""

import faulthandler
import logging
import os
import platform
import sys
import traceback
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_state_path

import mnistgui
from mnistgui.errors import UserError
from mnistgui.files.earlier_crashes import LIVE, UNHANDLED, store_report
from mnistgui.files.file_locks import LockedFile, lock_new_file

LAST_LINES = 200
MOST_BYTES = 256_000
_MOST_FAULT_CHARACTERS = 20_000
_LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "numpy", "h5py")
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")


def crash_folder() -> Path:
    """Return the folder of this person's crash reports.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_state_path("mnistgui", appauthor=False) / "crashes"


class CrashReport(logging.Handler):
    """The crash report of this process, which is removed at its end if nothing went wrong.

    Use it as a context manager: an exception that ends the block is written down.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    UserError
        The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(_LINE)
        try:
            self._locked: LockedFile = lock_new_file(folder, LIVE)
            # Opened to append, so that faulthandler writes after the last line of the log.
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        except OSError as fault:
            reason = fault.strerror or str(fault)
            raise UserError(f"crash reports cannot be written in {folder}: {reason}") from fault
        self._beginning = introduction()
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._written = 0
        self._faulty = False
        self._refused = False
        self._write(self._beginning)

    @property
    def path(self) -> Path:
        """The path of the report while the program runs."""
        return self._locked.path

    def __enter__(self) -> Self:
        logger = logging.getLogger("mnistgui")
        logger.setLevel(logging.INFO)
        logging.getLogger().addHandler(self)
        faulthandler.enable(self._file, all_threads=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None and not isinstance(error, UserError | SystemExit | KeyboardInterrupt):
            self.write_exception(error)
        faulthandler.disable()
        logging.getLogger().removeHandler(self)
        os.close(self._file)
        if self._faulty:
            store_report(self.path)
        self._locked.release(keep=False)
        self.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Any thread: Write a line of the log."""
        line = self.format(record) + "\n"
        self._last.append(line)
        self._write(line)

    def write_exception(self, error: BaseException) -> None:
        """Any thread: Write an exception that nothing caught.

        Parameters
        ----------
        error : BaseException
        """
        text = UNHANDLED + "".join(traceback.format_exception(error))
        self.acquire()
        try:
            self._write_fault(text)
        finally:
            self.release()

    def _write_fault(self, text: str) -> None:
        if not self._faulty:
            # The first fault is the one that explains the others, so it stays whatever follows.
            self._beginning += text[-_MOST_FAULT_CHARACTERS:]
        self._faulty = True
        self._write(text)

    def _write(self, text: str) -> None:
        """Write if that is possible; a full disk must not stop what the program is about to do."""
        try:
            self._append(text)
        except OSError as fault:
            if not self._refused and sys.stderr is not None:
                sys.stderr.write(f"{self.path} cannot be written: {fault.strerror or fault}\n")
            self._refused = True

    def _append(self, text: str) -> None:
        data = text.encode(errors="replace")
        if self._written + len(data) > MOST_BYTES:
            os.truncate(self._file, 0)
            data = (self._beginning + "".join(self._last)).encode(errors="replace")[-MOST_BYTES:]
            self._written = 0
        self._written += len(data)
        os.write(self._file, data)


def introduction() -> str:
    """Return the first lines of a report.

    Returns
    -------
    str
        Versions and platform, and that nobody has been sent any of it.
    """
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return (
        "Crash report of mnistgui. It was written on this computer and sent to nobody.\n\n"
        f"mnistgui {mnistgui.__version__}, Python {sys.version.split()[0]}, {libraries}\n"
        f"{platform.platform()}, {os.cpu_count()} processors\n"
        f"started {now}\n\n"
    )


def _version(name: str) -> str:
    # It imports the parser of e-mail, which nothing but a report needs.
    from importlib import metadata  # noqa: PLC0415 - see above

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"
