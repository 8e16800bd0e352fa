"""The controls that choose a condition: what is watched for, and its numbers."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QWidget

from mnistgui.training.watch.answers import AnswerFlips
from mnistgui.training.watch.condition import Condition
from mnistgui.training.watch.table import CONDITIONS, Number, numbers_of
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

_DRAWING = "drawing"
_MOST_NUMBERS = 2
_LARGEST = 1e9


class ConditionChoice(QWidget):
    """Chooses a condition; boxes of numbers it does not need are hidden.

    Parameters
    ----------
    drawing : CurrentDrawing
        Whose answer can be watched.
    """

    def __init__(self, drawing: CurrentDrawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.kind = Combo("condition", 12)
        self.kind.setAccessibleName(tr("Condition that is searched for"))
        self.numbers = tuple(_NumberBox(place) for place in range(_MOST_NUMBERS))
        for name, kind in CONDITIONS.items():
            self.kind.addItem(tr(kind.title), name)
        self.kind.addItem(tr("The answer to the drawing flips"), _DRAWING)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kind, 1)
        for box in self.numbers:
            layout.addWidget(box)
        self.kind.currentIndexChanged.connect(self._show_numbers)
        self._show_numbers()

    @property
    def condition(self) -> Condition | None:
        """The condition that is chosen; None where it needs a drawing and there is none."""
        name = self.kind.currentData()
        if name == _DRAWING:
            look = self._drawing.look
            return None if look is None else AnswerFlips(drawing=look.reading.image)
        wanted = numbers_of(CONDITIONS[name])
        pairs = zip(wanted, self.numbers, strict=False)
        return CONDITIONS[name](**{one.name: box.number(one) for one, box in pairs})

    @Slot()
    def _show_numbers(self) -> None:
        name = self.kind.currentData()
        wanted = () if name == _DRAWING else numbers_of(CONDITIONS[name])
        for place, box in enumerate(self.numbers):
            box.ask_for(wanted[place] if place < len(wanted) else None)


class _NumberBox(QDoubleSpinBox):
    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"condition_number_{place + 1}")
        self.setRange(0.0, _LARGEST)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setFixedWidth(66)

    def ask_for(self, number: Number | None) -> None:
        """Ask for a number of a condition; for none, nothing can be typed."""
        self.setVisible(number is not None)  # a narrow panel has no room for what is not needed
        self.setDecimals(0 if number is None or number.whole else 2)
        self.setValue(number.default if number else 0.0)
        name = _WORDS[number.name] if number else ""
        self.setAccessibleName(tr(name) if name else tr("No number is needed"))
        self.setToolTip(tr(name) if name else "")

    def textFromValue(self, value: float) -> str:
        """Write as many decimals as there are, which have room."""
        return f"{value:.2f}".rstrip("0").rstrip(".")

    def number(self, asked: Number) -> float:
        """What was typed."""
        return int(self.value()) if asked.whole else self.value()


_WORDS = {
    "deviations": "Standard deviations above the batches before",
    "digit": "Digit, 0 to 9",
    "points": "Per cent points below the best so far",
    "index": "Index of the test digit",
    "bound": "Bound",
}
