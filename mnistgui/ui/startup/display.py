"""Finds out, without starting Qt, whether a window can be shown on this machine.

Qt ends the whole process when it cannot reach a display, so this has to be known before.
"""

import ctypes
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from mnistgui.errors import UserError

OFFSCREEN_PACKAGES = (
    "libegl1 libgl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3"  # any window at all
)
DISPLAY_PACKAGES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0"
)
WITHOUT_WINDOW = (
    "train without a window with 'mnistgui train', have the pictures drawn with "
    "'mnistgui tour --out DIR', or set QT_QPA_PLATFORM=offscreen"
)
_SECONDS = 2.0


def require_display(environ: Mapping[str, str], platform: str = sys.platform) -> None:
    """Refuse to start if no window can be shown.

    Parameters
    ----------
    environ : mapping of str to str
        The environment variables.
    platform : str
        As in ``sys.platform``; only Linux has displays that can be absent.

    Raises
    ------
    UserError
        There is no display, it does not answer, or Qt's library for it is missing.
    """
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if platform != "linux" or chosen.split(":")[0].split(";")[0] not in ("", "xcb", "wayland"):
        return
    if environ.get("WAYLAND_DISPLAY") and chosen != "xcb" and _wayland_answers(environ):
        return
    display = environ.get("DISPLAY", "")
    if not display:
        raise UserError(f"there is no display to open a window on: {WITHOUT_WINDOW}")
    if not _x_answers(display):
        raise UserError(f"the display {display} does not answer: {WITHOUT_WINDOW}")
    if not _loadable("libxcb-cursor.so.0"):
        raise UserError(
            "Qt needs system libraries to open a window; on Debian: apt install "
            f"{OFFSCREEN_PACKAGES} {DISPLAY_PACKAGES}"
        )


def missing_library(error: ImportError) -> UserError:
    """Return the sentence for a Qt that cannot be imported.

    Parameters
    ----------
    error : ImportError
        What importing PySide6 raised, such as ``libEGL.so.1: cannot open shared object file``.

    Returns
    -------
    UserError
        Names the Debian packages.
    """
    return UserError(
        f"Qt cannot start because a system library is missing ({error}); "
        f"on Debian: apt install {OFFSCREEN_PACKAGES} and, for a display, {DISPLAY_PACKAGES}"
    )


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    path = Path(environ.get("XDG_RUNTIME_DIR", "")) / environ["WAYLAND_DISPLAY"]
    return _unix_answers(str(path))


def _x_answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen, by convention
        return _unix_answers("\0" + path) or _unix_answers(path)
    if host.startswith("/"):  # a path to a socket, as launchers of some X servers give
        return _unix_answers(display) or _unix_answers(host)
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=_SECONDS):
            return True
    except (OSError, OverflowError):
        return False


def _unix_answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_SECONDS)
        try:
            connection.connect(path)
        except OSError:
            return False
        return True


def _loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
