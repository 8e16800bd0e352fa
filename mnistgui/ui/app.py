"""Opens the window, or says in one sentence why that cannot be."""

import os
from pathlib import Path

from mnistgui.ui.display import missing_library, require_display


def run(data_path: Path | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    data_path : Path, optional
        A data set to open; without it a few synthetic digits are drawn.

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
    try:
        from mnistgui.ui.start import start  # noqa: PLC0415 - Qt may be unable to load
    except ImportError as error:
        if not _is_system_library(error):
            raise
        raise missing_library(error) from error
    return start(data_path)


def _is_system_library(error: ImportError) -> bool:
    return "cannot open shared object file" in str(error)
