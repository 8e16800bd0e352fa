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


def play_for_film(path: Path, data_path: Path | None = None) -> None:
    """Play a session without a display and film it.

    Parameters
    ----------
    path : Path
        Ends in .gif or .webp.
    data_path : Path, optional
        Digits to use.

    Raises
    ------
    UserError
        A system library of Qt is missing, the name has another ending, the digits cannot be read or
        the file not be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with name_missing_libraries():
        from mnistgui.bench.tour.film import film  # noqa: PLC0415 - Qt may be unable to load
    film(path, data_path)
