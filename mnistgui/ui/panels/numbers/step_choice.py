"""The choice of a step: back, a list of all steps, and on."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mnistgui.inspection.numbers.walk import Walk
from mnistgui.notation import with_minus
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo


class StepChoice(QWidget):
    """Keeps the step by its name where another digit or network is worked out."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.back = QPushButton(tr("Back"))
        self.steps = Combo("numbers_step", 10)
        self.on = QPushButton(tr("Next"))
        self.back.setObjectName("numbers_back")
        self.on.setObjectName("numbers_next")
        self.steps.setAccessibleName(tr("Step of the calculation"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.back)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.on)
        self.back.clicked.connect(lambda: self._move(-1))
        self.on.clicked.connect(lambda: self._move(1))
        self.steps.currentIndexChanged.connect(self._choose)
        self.list_steps(None)

    def list_steps(self, walk: Walk | None) -> None:
        """Offer the steps of a walk; None for none."""
        steps = walk.calculations if walk is not None else ()
        names = tuple(one.name for one in steps)
        if names != self._names:
            before = self._names[self.current] if self._names else ""
            self._names = names
            with QSignalBlocker(self.steps):
                self.steps.clear()
                for number, one in enumerate(steps, 1):
                    words = tr("{0} of {1}  {2}: {3}")
                    phase = tr(one.phase.value)
                    text = words.format(number, len(steps), phase, with_minus(one.symbols))
                    self.steps.addItem(text)
                self.steps.setCurrentIndex(names.index(before) if before in names else 0)
        self._enable()

    @property
    def current(self) -> int:
        """The index of the chosen step; 0 where there is none."""
        return max(self.steps.currentIndex(), 0)

    def _move(self, by: int) -> None:
        self.steps.setCurrentIndex(self.current + by)

    @Slot()
    def _choose(self) -> None:
        self._enable()
        self.chosen.emit(self.current)

    def _enable(self) -> None:
        self.steps.setEnabled(bool(self._names))
        self.back.setEnabled(self.current > 0)
        self.on.setEnabled(self.current < len(self._names) - 1)
