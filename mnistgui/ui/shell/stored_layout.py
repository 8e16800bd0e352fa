"""Stores the person's own layout between starts, whatever panels a release adds.

Qt stores the place of each dock by the dock's name. A panel that is new finds its default place in
a layout that does not name its dock. Small screens have a layout of their own: one of a large
screen is of no use there, and is still there when the large screen is back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

from mnistgui.ui.shell.dock import Dock

NARROW_PIXELS = 960  # pixels of the room for a window; panels stand behind each other there
LOW_PIXELS = 600  # likewise
_GEOMETRY, _STATE, _FRONT = "geometry", "state", "front"
_VERSION = "version"  # stored by releases whose docks have other names


def group(room: QSize) -> str:
    """The group of the settings that keeps the layout for screens with so much room."""
    small = room.width() < NARROW_PIXELS or room.height() < LOW_PIXELS
    return "layout/small" if small else "layout"


@contextmanager
def _group_for(window: QMainWindow, settings: QSettings) -> Iterator[None]:
    settings.beginGroup(group(window.screen().availableSize()))
    try:
        yield
    finally:
        settings.endGroup()


def save(window: QMainWindow, docks: Mapping[str, Dock], settings: QSettings) -> None:
    """Store where everything is, and which panels are in front of others."""
    with _group_for(window, settings):
        settings.setValue(_GEOMETRY, window.saveGeometry())
        settings.setValue(_STATE, window.saveState())
        settings.setValue(_FRONT, [name for name, dock in docks.items() if not dock.covered])
        settings.remove(_VERSION)


def is_stored(window: QMainWindow, settings: QSettings) -> bool:
    """Whether there is a layout of an earlier visit on a screen like this one."""
    with _group_for(window, settings):
        return settings.contains(_STATE)


def restore(window: QMainWindow, docks: Mapping[str, Dock], settings: QSettings) -> list[Dock]:
    """Restore the stored layout, if there is one.

    Returns
    -------
    list of Dock
        Those it knows nothing of, which are left anywhere.
    """
    with _group_for(window, settings):
        geometry, state = settings.value(_GEOMETRY), settings.value(_STATE)
        version = cast("int", settings.value(_VERSION, 0, int))
        former = settings.contains(_VERSION)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    if not isinstance(state, QByteArray):
        return []
    with _former_names(docks, used=former):
        if not window.restoreState(state, version):
            return []
        return [dock for dock in docks.values() if not _names(state, dock)]


def in_front(window: QMainWindow, docks: Mapping[str, Dock], settings: QSettings) -> list[Dock]:
    """The docks that were in front of others when the layout was stored."""
    with _group_for(window, settings):
        names = cast("list[str]", settings.value(_FRONT, [], list))
    return [docks[name] for name in names if name in docks]


@contextmanager
def _former_names(docks: Mapping[str, Dock], *, used: bool) -> Iterator[None]:
    """Return the docks by the names that earlier releases gave them."""
    for dock in docks.values():
        dock.use_name((used and dock.spec.former_name) or dock.spec.name)
    try:
        yield
    finally:
        for dock in docks.values():
            dock.use_name(dock.spec.name)


def _names(state: QByteArray, dock: Dock) -> bool:
    """Return whether a stored state of Qt has a place for a dock.

    A QDataStream writes a string's length in bytes, then its letters as UTF-16, high bytes first.
    """
    name = dock.objectName().encode("utf-16-be")
    return len(name).to_bytes(4, "big") + name in state.data()
