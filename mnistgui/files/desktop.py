"""Registers the program's kinds of files with desktops that follow the XDG specifications.

Everything goes into the person's own data folder, as the XDG specifications have it: a desktop
entry, an icon, a description of the file kinds, and AppStream's facts about the program.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.own_process import program_command
from mnistgui.resources_dir import resource

APPLICATION_ID = "io.github.mnistgui.mnistgui"
_ENTRY = Path(f"applications/{APPLICATION_ID}.desktop")
_KINDS = Path(f"mime/packages/{APPLICATION_ID}.xml")
_FACTS = Path(f"metainfo/{APPLICATION_ID}.metainfo.xml")
_ICON = Path(f"icons/hicolor/scalable/apps/{APPLICATION_ID}.svg")
_SOURCES = {
    _ENTRY: f"desktop/{APPLICATION_ID}.desktop",
    _KINDS: f"desktop/{APPLICATION_ID}.xml",
    _FACTS: f"desktop/{APPLICATION_ID}.metainfo.xml",
    _ICON: "icons/app.svg",
}
# What version 0.1 wrote, under a name that other programs could have, too.
_EARLIER = (
    Path("applications/mnistgui.desktop"),
    Path("mime/packages/mnistgui.xml"),
    Path("icons/hicolor/scalable/apps/mnistgui.svg"),
)
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
    _remove_from(folder, _EARLIER)
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
    there = _remove_from(folder, (*_SOURCES, *_EARLIER))
    if there:
        _refresh(folder)
    return there


def _remove_from(folder: Path, places: Iterable[Path]) -> list[Path]:
    """Remove those of some files that exist, and return them."""
    there = [folder / place for place in places if (folder / place).exists()]
    try:
        for path in there:
            path.unlink()
    except OSError as fault:
        raise UserError(f"cannot remove {fault.filename}: {fault.strerror or fault}") from fault
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
