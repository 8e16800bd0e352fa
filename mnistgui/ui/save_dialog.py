"""Asks where to save; gives names the ending of what is written, and replaces nothing unasked."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mnistgui.errors import UserError
from mnistgui.ui.strings import tr


def ask_where_to_save(
    window: QWidget, title: str, suggested: str, kinds: Mapping[str, str]
) -> Path | None:
    """Ask for a file to write.

    Parameters
    ----------
    window : QWidget
        Owner of the dialog.
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
    name, kind = QFileDialog.getSaveFileName(window, title, suggested, ";;".join(filters))
    if not name:
        return None
    if name.lower().endswith(tuple(kinds)):
        return Path(name)
    path = Path(name + filters.get(kind, next(iter(kinds))))
    if path.exists():
        raise UserError(tr("{0} exists; to replace it, give its whole name").format(path.name))
    return path


def refuse_to_replace(*paths: Path) -> None:
    """Make sure that nothing is there yet.

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
