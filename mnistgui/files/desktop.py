"""Registers the program's kinds of files with desktops that follow the XDG specifications.

Everything goes into the person's own data folder, as the XDG specifications have it: a desktop
entry, an icon, and a description of the file kinds.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.own_process import program_command
from mnistgui.resources_dir import resource

_ENTRY = Path("applications/mnistgui.desktop")
_KINDS = Path("mime/packages/mnistgui.xml")
_ICON = Path("icons/hicolor/scalable/apps/mnistgui.svg")
_SOURCES = {_ENTRY: "desktop/mnistgui.desktop", _KINDS: "desktop/mnistgui.xml"}
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
# Desktops that lack these look for themselves.
_REFRESHERS = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))


def install() -> list[Path]:
    """Register the program with the person's desktop, and replace what an older version added.

    Returns
    -------
    list of pathlib.Path
        What was written.

    Raises
    ------
    UserError
        This system has another kind of desktop, or the folder cannot be written.
    """
    folder = _folder()
    contents = {place: resource(name).read_text("utf-8") for place, name in _SOURCES.items()}
    contents[_ENTRY] = contents[_ENTRY].replace("Exec=mnistgui", f"Exec={_command()}")
    contents[_ICON] = resource("icons/app.svg").read_text("utf-8")
    for place, text in contents.items():
        _make_folder((folder / place).parent)
        write_bytes(folder / place, text.encode())
    _refresh(folder)
    return [folder / place for place in contents]


def remove() -> list[Path]:
    """Remove what :func:`install` added.

    Returns
    -------
    list of pathlib.Path
        What was there and is no more.

    Raises
    ------
    UserError
        This system has another kind of desktop, or a file cannot be removed.
    """
    folder = _folder()
    there = [folder / place for place in (_ENTRY, _KINDS, _ICON) if (folder / place).exists()]
    try:
        for path in there:
            path.unlink()
    except OSError as fault:
        raise UserError(f"cannot remove {fault.filename}: {fault.strerror or fault}") from fault
    if there:
        _refresh(folder)
    return there


def _folder() -> Path:
    if sys.platform in ("win32", "darwin"):
        raise UserError(
            "desktop entries are for Linux and its relatives; here, choose mnistgui in the file "
            "manager's 'Open with'"
        )
    home = os.environ.get("XDG_DATA_HOME", "")
    return Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share"


def _command() -> str:
    """Return the command that starts this program, in whatever environment it is installed."""
    return " ".join(_quoted(word) for word in program_command())


def _quoted(argument: str) -> str:
    """Quote an argument as the Desktop Entry Specification requires: without single quotes."""
    if not _PLAIN.fullmatch(argument):  # xdg-open alone does not understand quotes
        escaped = re.sub(r'(["`$\\])', r"\\\1", argument).replace("\\", "\\\\")
        argument = f'"{escaped}"'
    return argument.replace("%", "%%")  # a percent sign alone stands for a file


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"cannot write {folder}: {fault.strerror or fault}") from fault


def _refresh(folder: Path) -> None:
    for program, place in _REFRESHERS:
        found = shutil.which(program)
        if found is not None and (folder / place).is_dir():
            subprocess.run([found, folder / place], check=False, capture_output=True)  # noqa: S603 - the system's own
