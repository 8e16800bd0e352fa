"""Finds the crash reports of earlier sessions, and keeps the newest of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.file_locks import unlocked_files

LIVE, KEPT = ".live", ".txt"
UNHANDLED = "Unhandled exception: "
_MOST_KEPT = 10
# How reports of faults begin: the program's own, then faulthandler's.
_FAULTS = (UNHANDLED, "Fatal Python error: ", "Windows fatal exception: ")


def earlier_reports(folder: Path) -> list[Path]:
    """List the reports of crashes that have not been shown yet, and rename them by their time.

    Reports of programs that ended without a fault, or were killed, are removed.

    Parameters
    ----------
    folder : pathlib.Path
        It need not exist; the list is empty then.

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
        return list(_stored_crashes(unlocked_files(folder, LIVE)))
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"crash reports in {folder} cannot be read: {reason}") from fault


def store_report(path: Path) -> Path:
    """Rename a report by its time, and delete the oldest beyond the newest ten.

    Parameters
    ----------
    path : pathlib.Path
        The report that a running program wrote.

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


def _stored_crashes(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if any(line.startswith(_FAULTS) for line in _lines(path)):
            yield store_report(path)
        else:
            path.unlink(missing_ok=True)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
