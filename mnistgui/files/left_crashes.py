"""The reports of crashes that earlier visits have left: found, named and kept, a few of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.claims import left_over

LIVE, KEPT = ".live", ".txt"
UNHANDLED = "Unhandled exception: "
_MOST_KEPT = 10
# How reports of faults begin: the program's own, then faulthandler's.
_FAULTS = (UNHANDLED, "Fatal Python error: ", "Windows fatal exception: ")


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
