"""Which panels of the measured window are in sight."""

from collections.abc import Collection, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt

from mnistgui.errors import UserError
from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS

_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
ALL, DEFAULT = "all", "default"
_NAMES = tuple(spec.name for spec in PANELS)


def parse(text: str) -> frozenset[str]:
    """Return the names in a text such as ``units,health``; ``all`` stands for every panel.

    Parameters
    ----------
    text : str
        Names of the table of panels; ``default`` stands for what is seen at the first start.

    Returns
    -------
    frozenset of str

    Raises
    ------
    UserError
        There is no such panel.
    """
    names = [name.strip().lower().replace(" ", "_") for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in {*_NAMES, ALL, DEFAULT}]
    if unknown or not names:
        known = ", ".join((ALL, DEFAULT, *_NAMES))
        raise UserError(f"no panel is named {', '.join(unknown) or text!r}; known are {known}")
    return frozenset(_NAMES) if ALL in names else frozenset(names)


def show(window: MainWindow, chosen: Collection[str]) -> None:
    """Show the chosen panels beside each other, or beside those of the first start; no others."""
    docks = window.docks
    if DEFAULT in chosen:
        for name in sorted(set(chosen) - {DEFAULT} - docks.in_front()):
            window.removeDockWidget(docks[name])  # to split one with tabs would add a tab
            window.addDockWidget(_LEFT, docks[name], Qt.Orientation.Horizontal)
            docks[name].show()
    elif len(chosen) == len(_NAMES):
        for dock in docks.all():
            for behind in window.tabifiedDockWidgets(dock):
                window.removeDockWidget(behind)
                window.splitDockWidget(dock, behind, Qt.Orientation.Horizontal)
                behind.show()
    else:
        _show_only(window, [dock for dock in docks.all() if dock.spec.name in chosen])


def _show_only(window: MainWindow, docks: Sequence[Dock]) -> None:
    """Show docks in columns of two, and no others."""
    for dock in window.docks.all():
        window.removeDockWidget(dock)
    for above, below in zip_longest(docks[::2], docks[1::2]):
        window.addDockWidget(_LEFT, above, Qt.Orientation.Horizontal)
        if below is not None:
            window.splitDockWidget(above, below, Qt.Orientation.Vertical)
    for dock in docks:
        dock.show()
