"""Six hints that point at the controls with which one begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolButton, QWidget

from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.strings import tr

if TYPE_CHECKING:
    from mnistgui.ui.widgets.callout import Callout


@dataclass(frozen=True)
class Hint:
    """What is said of a control.

    Parameters
    ----------
    target : str
        Object name of the control.
    words : str
        One or two sentences.
    panel : str
        Name of the panel that is brought to the front first; empty for the toolbar.
    """

    target: str
    words: str
    panel: str = ""


HINTS = (
    Hint("start", "Start (F5) begins a run; while it goes on, the same button pauses it."),
    Hint("pace", "The pace of training: Watch takes 5 s for an epoch, Slow some steps a second."),
    Hint(
        "curves",
        "Loss falls and accuracy rises here. Drag the line below to see any step again.",
        "curves",
    ),
    Hint(
        "weights",
        "Each picture is what one unit looks for: red ink speaks for it, blue ink against it.",
        "weights",
    ),
    Hint("canvas", "Draw a digit here: the ten bars are how the network reads it.", "draw"),
    Hint(
        "presets",
        "Experiments that students wrote up, to be run again. Ctrl+K finds all commands, F1 helps.",
        "training",
    ),
)


class Hints(QObject):
    """Shows the hints one after another; Skip ends them."""

    def __init__(self, window: QMainWindow, docks: Docks, hints: Sequence[Hint] = HINTS) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._hints = hints
        self._place = 0
        self._callout: Callout | None = None

    @Slot()
    def begin(self) -> None:
        """Show the first hint."""
        if self._callout is None:
            from mnistgui.ui.widgets.callout import Callout  # noqa: PLC0415 - few starts need it

            self._callout = Callout(self._window)
            self._callout.next_wanted.connect(self._go_on)
            self._callout.skipped.connect(self._callout.end)
        self._place = 0
        self._show(self._callout)

    @Slot()
    def _go_on(self) -> None:
        self._place += 1
        if self._callout is None:
            return
        if self._place < len(self._hints):
            self._show(self._callout)
        else:
            self._callout.end()

    def _show(self, callout: "Callout") -> None:
        hint = self._hints[self._place]
        if hint.panel:
            self._docks.bring(hint.panel)
        number = tr("Hint {0} of {1}").format(self._place + 1, len(self._hints))
        last = self._place == len(self._hints) - 1
        callout.point_at(self._target(hint), tr(hint.words), number, last=last)

    def _target(self, hint: Hint) -> QWidget:
        if hint.panel == hint.target:
            return self._docks[hint.panel]
        found = self._window.findChild(QWidget, hint.target)
        action = self._window.findChild(QAction, hint.target)
        shown = [] if action is None else action.associatedObjects()
        buttons = [one for one in shown if isinstance(one, QToolButton)]
        if found is None and not buttons:
            raise LookupError(f"the window has no control named {hint.target}")
        return found or buttons[0]
