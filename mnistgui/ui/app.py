"""Opens the window, or says in one sentence why that cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mnistgui.ui import collector
from mnistgui.ui.display import missing_library, require_display


def run(data_path: Path | None = None, file: Path | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    data_path : Path, optional
        A data set to open; without it what was downloaded before, else synthetic digits.
    file : Path, optional
        Anything else to open: a run, weights, a lesson card, a stroke file or a data set.

    Returns
    -------
    int
        Exit code.

    Raises
    ------
    UserError
        There is no display, or a system library of Qt is missing.
    """
    require_display(os.environ)
    with _libraries_named(), collector.put_off():
        from mnistgui.ui.start import start  # noqa: PLC0415 - Qt may be unable to load
    return start(data_path, file)


def tour(out: Path, data_path: Path | None = None) -> Iterator[Path]:
    """Play a session without a display and keep pictures of it.

    Parameters
    ----------
    out : Path
        Folder for the pictures.
    data_path : Path, optional
        Digits to use.

    Yields
    ------
    Path
        Each picture, as soon as it is written.

    Raises
    ------
    UserError
        A system library of Qt is missing, the digits cannot be read or the folder not be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _libraries_named():
        from mnistgui.ui.tour.session import pictures  # noqa: PLC0415 - Qt may be unable to load
    yield from pictures(out, data_path)


@contextmanager
def _libraries_named() -> Iterator[None]:
    """Turn the absence of a system library into a sentence with the packages to install."""
    try:
        yield
    except ImportError as error:
        if "cannot open shared object file" not in str(error):
            raise
        raise missing_library(error) from error
