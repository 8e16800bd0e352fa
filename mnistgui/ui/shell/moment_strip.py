"""A line below each panel that names the past step that it shows, and returns to the newest."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QToolButton

from mnistgui.notation import thousands
from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.state.past import Moment
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain

_NAMES_IT_ITSELF = "curves"  # in its time line


class MomentStrip(QToolButton):
    """A button as wide as the panel."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("moment_strip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setAutoRaise(True)

    def show_words(self, words: str) -> None:
        """Name the step that is shown."""
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)


class MomentStrips(QObject):
    """Shows a strip below every panel in sight while they show a past step.

    Parameters
    ----------
    session : Session
        Whose moment is shown.
    docks : Docks
        Those of the panels.
    parent : QObject
        The Qt parent.
    """

    def __init__(self, session: Session, docks: Docks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._docks = [
            dock
            for dock in docks.all()
            if dock.spec.shows_step and dock.spec.name != _NAMES_IT_ITSELF
        ]
        self._strips: dict[Dock, MomentStrip] = {}
        session.past.moved.connect(self._update)
        session.source_changed.connect(self._update)
        for dock in self._docks:
            dock.visibilityChanged.connect(self._update)

    @Slot()
    def _update(self) -> None:
        moment = self._session.past.moment
        words = _words(moment) if moment and self._session.source is Source.TRAINED else ""
        for dock in self._docks:
            strip = self._strips.get(dock)
            if words and not dock.covered:
                strip = strip or self._make(dock)
                strip.show_words(words)
                dock.show_foot(strip, shown=True)
            elif strip is not None and not words:
                dock.show_foot(strip, shown=False)

    def _make(self, dock: Dock) -> MomentStrip:
        strip = self._strips[dock] = MomentStrip()
        explain(strip, tr("All panels show this step; a click returns to the newest"))
        strip.clicked.connect(self._session.past.return_to_now)
        return strip


def _words(moment: Moment) -> str:
    """Name a moment, with what a click does."""
    run, step = moment.run, moment.step
    if run.steps_per_epoch:
        words = tr("Epoch {0:.2f}, step {1}, of run {2} - back to the newest")
        return words.format(step / run.steps_per_epoch, thousands(step), run.number)
    return tr("Step {0} of run {1} - back to the newest").format(thousands(step), run.number)
