"""Dialogs for files to open and to save, which begin in the folder that was used last."""

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from mnistgui.errors import UserError
from mnistgui.ui.strings import tr

_FOLDER = "files/folder"
_LONGEST_NAME_LETTERS = 60


class FileDialogs:
    """All file dialogs of one window."""

    def __init__(self, window: QWidget, settings: QSettings) -> None:
        self._window = window
        self._settings = settings

    @property
    def folder(self) -> Path:
        """The folder where the next dialog begins: the last one, or at first the documents."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        last = str(self._settings.value(_FOLDER, ""))
        wanted = (last, QStandardPaths.writableLocation(documents))
        there = (Path(name) for name in wanted if name and Path(name).is_dir())
        return next(there, Path.home())

    def open(self, title: str, kinds: str = "") -> Path | None:
        """Ask for a file to read.

        Parameters
        ----------
        title : str
            Of the dialog.
        kinds : str
            What is listed, as Qt has it; everything without it.

        Returns
        -------
        Path or None
            None where the person thought better of it.
        """
        name, _kind = QFileDialog.getOpenFileName(self._window, title, str(self.folder), kinds)
        return self._used(Path(name)) if name else None

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder to read.

        Parameters
        ----------
        title : str
            Of the dialog.

        Returns
        -------
        Path or None
            None where the person thought better of it.
        """
        name = QFileDialog.getExistingDirectory(self._window, title, str(self.folder))
        return self._used(Path(name)) if name else None

    def save(self, title: str, suggested: str, kinds: Mapping[str, str]) -> Path | None:
        """Ask for a file to write.

        Parameters
        ----------
        title : str
            Of the dialog.
        suggested : str
            Name that stands there at first.
        kinds : mapping of str to str
            What a file can hold, by the ending of its name.

        Returns
        -------
        Path or None
            With one of the endings; None where the person thought better of it.

        Raises
        ------
        UserError
            The dialog did not ask whether to replace the file, because its ending was left out.
        """
        filters = {f"{text} (*{suffix})": suffix for suffix, text in kinds.items()}
        first = str(self.folder / suggested)
        name, kind = QFileDialog.getSaveFileName(self._window, title, first, ";;".join(filters))
        if not name:
            return None
        if name.lower().endswith(tuple(kinds)):
            return self._used(Path(name))
        path = self._used(Path(name + filters.get(kind, next(iter(kinds)))))
        if path.exists():
            raise UserError(tr("{0} exists; to replace it, give its whole name").format(path.name))
        return path

    def begin_beside(self, path: Path) -> None:
        """Let the next dialog begin in the folder of a path.

        Parameters
        ----------
        path : Path
            A file or folder that the person used, also one that was dropped.
        """
        self._settings.setValue(_FOLDER, str(path.absolute().parent))

    def _used(self, path: Path) -> Path:
        self.begin_beside(path)
        return path


def file_name(words: str, otherwise: str) -> str:
    """Return a text as a file name that every file system accepts.

    Parameters
    ----------
    words : str
        What something is called.
    otherwise : str
        Used where the words have no letter or digit.

    Returns
    -------
    str
        Without an ending.
    """
    return re.sub(r"[^\w]+", "-", words).strip("-")[:_LONGEST_NAME_LETTERS] or otherwise


def refuse_to_replace(*paths: Path) -> None:
    """Raise an error if one of several files exists already.

    Parameters
    ----------
    *paths : Path
        What will be written, though no dialog has asked about these names.

    Raises
    ------
    UserError
        One of them is there.
    """
    there = next((path.name for path in paths if path.exists()), None)
    if there is not None:
        raise UserError(tr("{0} exists; a name that is free is accepted").format(there))
