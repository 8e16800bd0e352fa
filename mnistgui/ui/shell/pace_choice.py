"""The choice of a pace, by a list in the toolbar or by actions of the menu; it is stored."""

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QSpinBox, QToolBar

from mnistgui.ui.strings import tr
from mnistgui.ui.training.pace import (
    MOST_SLOW_STEPS_PER_SECOND,
    USUAL_SLOW_STEPS_PER_SECOND,
    Pace,
    PaceKind,
)
from mnistgui.ui.widgets.combo import Combo

_KIND, _SLOW_STEPS = "training/pace", "training/slow_steps"
_KEYS = {
    PaceKind.FULL_SPEED: "Shift+F8",
    PaceKind.WATCH: "Shift+F7",
    PaceKind.SLOW: "Shift+F6",
}


class PaceChoice(QObject):
    """Lets a person choose the pace of training; at first it is *Watch*.

    Attributes
    ----------
    actions : mapping of PaceKind to QAction
        For a menu, each with its key.
    box : Combo
        The same choice as a list.
    slow_steps : QSpinBox
        Steps a second; in sight while *Slow* is chosen.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._group = QActionGroup(self)
        self.actions = {kind: self._action(kind) for kind in PaceKind}
        self.box = self._make_box()
        self.slow_steps = self._make_slow_steps()
        self._slow_action: QAction | None = None
        self._show()
        self._group.triggered.connect(self._choose_action)
        self.box.activated.connect(self._choose_row)
        self.slow_steps.valueChanged.connect(self._choose_slow_steps)

    def add_to(self, toolbar: QToolBar) -> None:
        """Add the list, and the number of steps a second, to a toolbar."""
        toolbar.addWidget(self.box)
        self._slow_action = toolbar.addWidget(self.slow_steps)
        self._show()

    @property
    def pace(self) -> Pace:
        """The pace that is chosen."""
        stored = self._settings.value(_KIND, PaceKind.WATCH.value, str)
        known = [kind for kind in PaceKind if kind.value == stored]
        steps = self._settings.value(_SLOW_STEPS, USUAL_SLOW_STEPS_PER_SECOND, int)
        kind = known[0] if known else PaceKind.WATCH
        return Pace(kind, min(max(int(str(steps)), 1), MOST_SLOW_STEPS_PER_SECOND))

    def choose(self, pace: Pace) -> None:
        """Train at another pace, and store it for the next start."""
        if pace == self.pace:
            return
        self._settings.setValue(_KIND, pace.kind.value)
        self._settings.setValue(_SLOW_STEPS, pace.slow_steps)
        self._show()
        self.changed.emit()

    @Slot(QAction)
    def _choose_action(self, action: QAction) -> None:
        self.choose(Pace(PaceKind(action.data()), self.pace.slow_steps))

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        self.choose(Pace(PaceKind(self.box.itemData(row)), self.pace.slow_steps))

    @Slot(int)
    def _choose_slow_steps(self, steps: int) -> None:
        self.choose(Pace(self.pace.kind, steps))

    def _show(self) -> None:
        pace = self.pace
        self.actions[pace.kind].setChecked(True)
        self.box.setCurrentIndex(list(PaceKind).index(pace.kind))
        self.slow_steps.setValue(pace.slow_steps)
        if self._slow_action is not None:
            self._slow_action.setVisible(pace.kind is PaceKind.SLOW)

    def _action(self, kind: PaceKind) -> QAction:
        action = QAction(name_of(kind), self)
        action.setObjectName(f"pace_{kind.name.lower()}")
        action.setData(kind.value)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(_KEYS[kind]))
        action.setToolTip(_explained(kind))
        self._group.addAction(action)
        return action

    def _make_box(self) -> Combo:
        box = Combo("pace")
        box.setAccessibleName(tr("Pace of training"))
        box.setToolTip(tr("How fast to train; the weights learnt are the same at every pace"))
        for kind in PaceKind:
            box.addItem(tr("Pace: {0}").format(name_of(kind)), kind.value)
        return box

    def _make_slow_steps(self) -> QSpinBox:
        steps = QSpinBox()
        steps.setObjectName("slow_steps")
        steps.setAccessibleName(tr("Steps a second"))
        steps.setToolTip(tr("So many steps a second are taken, each of which is shown"))
        steps.setRange(1, MOST_SLOW_STEPS_PER_SECOND)
        steps.setSuffix(tr(" a second"))
        return steps


def name_of(kind: PaceKind) -> str:
    """Return the name of a kind of pace."""
    names = {
        PaceKind.FULL_SPEED: tr("Full speed"),
        PaceKind.WATCH: tr("Watch"),
        PaceKind.SLOW: tr("Slow"),
    }
    return names[kind]


def _explained(kind: PaceKind) -> str:
    words = {
        PaceKind.FULL_SPEED: tr("Train as fast as the machine can"),
        PaceKind.WATCH: tr("Take at least 5 s for an epoch, so that learning can be watched"),
        PaceKind.SLOW: tr("Take only some steps a second, and show each"),
    }
    return words[kind]
