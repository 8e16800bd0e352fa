"""The choices of the network, of its weights and of the mistake that are checked."""

from enum import Enum, auto

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.presets import Preset
from mnistgui.training.scope import OUTPUT_OF_UNIT_0, Layers, Scope
from mnistgui.ui.panels.gradient_check.function_check import SingleFunction, single_functions
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

_NARROWEST_PIXELS = 120


class Subject(Enum):
    """Which network is checked."""

    LOOKED_AT = auto()
    NEW = auto()


class Choices(QWidget):
    """Three lists, in a row or below each other."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_NARROWEST_PIXELS)
        self._subject = _list("gradient_subject", tr("Which network or function is checked"))
        self._weights = _list("gradient_weights", tr("Which of its weights are checked"))
        self._mistake = _list("gradient_mistake", tr("Which backpropagation is checked"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._fill()
        for box in (self._subject, self._weights, self._mistake):
            layout.addWidget(box, 1)
            box.currentIndexChanged.connect(self._emit_changed)

    @property
    def subject(self) -> Subject | Preset | SingleFunction:
        """The network that is checked, or the function."""
        found: Subject | Preset | SingleFunction = self._subject.currentData()
        return found

    @property
    def scope(self) -> Scope:
        """Which of its weights are checked, and on which digits."""
        found: Scope = self._weights.currentData()
        return found

    @property
    def mistake(self) -> str | None:
        """``"A"``, ``"B"``, ``"C"`` or ``"D"``; None for none."""
        found: str | None = self._mistake.currentData()
        return found

    def choose_preset(self, preset: Preset) -> None:
        """Choose a preset's network, and what its authors checked of it."""
        with QSignalBlocker(self):
            for place in reversed(range(self._subject.count())):
                if isinstance(self._subject.itemData(place), Preset):
                    self._subject.removeItem(place)
            self._subject.addItem(preset.name, preset)
            self._subject.setCurrentIndex(self._subject.count() - 1)
            self._weights.setCurrentIndex(self._weights.findData(OUTPUT_OF_UNIT_0))
            self._mistake.setCurrentIndex(0)
        self._emit_changed()

    @Slot()
    def _emit_changed(self) -> None:
        alone = isinstance(self.subject, SingleFunction)
        for box in (self._weights, self._mistake):
            box.setEnabled(not alone)
        self.changed.emit()

    def _fill(self) -> None:
        self._subject.addItem(tr("Network looked at"), Subject.LOOKED_AT)
        self._subject.addItem(tr("New from settings"), Subject.NEW)
        for function in single_functions():
            self._subject.addItem(tr("{0} alone").format(function.title), function)
        self._weights.addItem(tr("All weights"), Scope())
        self._weights.addItem(tr("Output layer"), Scope(Layers.OUTPUT))
        self._weights.addItem(tr("Last hidden layer"), Scope(Layers.LAST_HIDDEN))
        self._weights.addItem(tr("First layer"), Scope(Layers.FIRST))
        self._weights.addItem(tr("Output weights of unit 0"), OUTPUT_OF_UNIT_0)
        self._weights.setItemData(
            self._weights.count() - 1,
            tr("The weights from hidden unit 0 to the outputs, on the first training digit"),
            Qt.ItemDataRole.ToolTipRole,
        )
        self._mistake.addItem(tr("No mistake"), None)
        for place, (letter, mistake) in enumerate(MISTAKES.items(), start=1):
            self._mistake.addItem(tr("Mistake {0}").format(letter), letter)
            self._mistake.setItemData(place, tr(mistake.title), Qt.ItemDataRole.ToolTipRole)


def _list(name: str, title: str) -> Combo:
    made = Combo(name, 7)
    made.setAccessibleName(title)
    made.setToolTip(title)
    return made
