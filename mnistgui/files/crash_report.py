"""A report that is written while the program goes on, so that a crash leaves it behind.

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
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_state_path

import mnistgui
from mnistgui.errors import UserError
from mnistgui.files.claims import Claim, claim_new, left_over

LIVE, KEPT = ".live", ".txt"
LAST_LINES = 200
MOST_BYTES = 256_000
_MOST_KEPT = 10
_MOST_FAULT_CHARACTERS = 20_000
_UNHANDLED = "Unhandled exception: "
# How reports of faulthandler begin.
_FAULTS = (_UNHANDLED, "Fatal Python error: ", "Windows fatal exception: ")
_LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "numpy", "h5py")
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")


def crash_folder() -> Path:
    """Where this person's crash reports belong.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_state_path("mnistgui", appauthor=False) / "crashes"


class CrashReport(logging.Handler):
    """The report of this program's life; removed at its end when nothing went wrong.

    Use it as a context: an exception that ends the block is noted.

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
            self._claim: Claim = claim_new(folder, LIVE)
            # Appended to, so that a crash is told after the last line of the log.
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        except OSError as fault:
            reason = fault.strerror or str(fault)
            raise UserError(f"crash reports cannot be written in {folder}: {reason}") from fault
        self._beginning = introduction()
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._written = 0
        self._faulty = False
        self._write(self._beginning)

    @property
    def path(self) -> Path:
        """Where the report is while the program goes on."""
        return self._claim.path

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
            self.note(error)
        faulthandler.disable()
        logging.getLogger().removeHandler(self)
        os.close(self._file)
        if self._faulty:
            keep(self.path)
        self._claim.release(keep=False)
        self.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line of the log."""
        line = self.format(record) + "\n"
        self._last.append(line)
        self._write(line)

    def note(self, error: BaseException) -> None:
        """Write down an exception that nothing caught; may be called in any thread.

        Parameters
        ----------
        error : BaseException
        """
        text = _UNHANDLED + "".join(traceback.format_exception(error))
        self.acquire()
        try:
            self._note(text)
        finally:
            self.release()

    def _note(self, text: str) -> None:
        if not self._faulty:
            # The first fault is the one that explains the others, so it stays whatever follows.
            self._beginning += text[-_MOST_FAULT_CHARACTERS:]
        self._faulty = True
        self._write(text)

    def _write(self, text: str) -> None:
        data = text.encode(errors="replace")
        if self._written + len(data) > MOST_BYTES:
            os.truncate(self._file, 0)
            data = (self._beginning + "".join(self._last)).encode(errors="replace")[-MOST_BYTES:]
            self._written = 0
        self._written += len(data)
        os.write(self._file, data)


def introduction() -> str:
    """What a report begins with.

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


def left_reports(folder: Path) -> list[Path]:
    """Reports of crashes that nobody has been told of yet; they are kept under names of their own.

    What programs that were killed or ended otherwise without a fault have left is removed.

    Parameters
    ----------
    folder : pathlib.Path
        One that is not there holds nothing.

    Returns
    -------
    list of pathlib.Path
        Newest first.

    Raises
    ------
    UserError
        The folder cannot be read or written.
    """
    try:
        return list(_kept(left_over(folder, LIVE)))
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"crash reports in {folder} cannot be read: {reason}") from fault


def keep(path: Path) -> Path:
    """Give a report a name of its own, and let go of the oldest when there are many.

    Parameters
    ----------
    path : pathlib.Path
        That of a program's life.

    Returns
    -------
    pathlib.Path
        Where it is now.
    """
    when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    kept = path.with_name(f"{when:crash-%Y-%m-%d-%H%M%S}-{path.stem[:4]}{KEPT}")
    path.replace(kept)
    for old in sorted(path.parent.glob(f"crash-*{KEPT}"))[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)
    return kept


def _kept(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if any(line.startswith(_FAULTS) for line in _lines(path)):
            yield keep(path)
        else:
            path.unlink(missing_ok=True)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _version(name: str) -> str:
    # Brings the parser of e-mail with it, which only whoever begins a report needs.
    from importlib import metadata  # noqa: PLC0415 - see above

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"
