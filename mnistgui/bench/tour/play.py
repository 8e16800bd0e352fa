"""Plays the tour offscreen, or says in one sentence why that cannot be."""

import os
from collections.abc import Iterator
from pathlib import Path

from mnistgui.ui.startup.app import name_missing_libraries


def play(out: Path, data_path: Path | None = None) -> Iterator[Path]:
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
    with name_missing_libraries():
        from mnistgui.bench.tour.session import pictures  # noqa: PLC0415 - Qt may be unable to load
    yield from pictures(out, data_path)
