"""Asks where to save, and gives the name the ending that belongs to what is written."""

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
