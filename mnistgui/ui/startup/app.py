"""Opens the window, or says in one sentence why that is impossible."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mnistgui.ui.startup import garbage_collection
from mnistgui.ui.startup.display import missing_library, require_display


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
    with name_missing_libraries(), garbage_collection.deferred():
        from mnistgui.ui.startup.start import start  # noqa: PLC0415 - Qt may be unable to load
    return start(data_path, file)


@contextmanager
def name_missing_libraries() -> Iterator[None]:
    """Turn the absence of a system library into a sentence with the packages to install."""
    try:
        yield
    except ImportError as error:
        if "cannot open shared object file" not in str(error):
            raise
        raise missing_library(error) from error
