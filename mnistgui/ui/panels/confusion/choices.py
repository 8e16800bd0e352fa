"""The choices of the part, of counts or rates, and of the order of the classes."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.panels.confusion.beside import BesideOrBelow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import SegmentedControl, row
from mnistgui.ui.widgets.combo import Combo

_PARTS = tuple(Part)


class ConfusionChoices(QWidget):
    """Two groups of choices, beside each other or below each other."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        titles = [part.title for part in _PARTS]
        self._part = SegmentedControl("confusion_part", tr("Which part of the data set"), titles)
        self._part.choose(_PARTS.index(Part.TEST))
        self._values = SegmentedControl(
            "confusion_values", tr("Numbers"), (tr("Counts"), tr("Rates"))
        )
        self._order = Combo("confusion_order")
        self._order.setAccessibleName(tr("Order of the classes"))
        self._order.setToolTip(tr("Order of the classes"))
        self._order.addItems([tr("By digit"), tr("By errors")])
        groups = BesideOrBelow(_group(self._part), _group(self._values, self._order))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(groups)
        self._part.chosen.connect(self._pass_on)
        self._values.chosen.connect(self._pass_on)
        self._order.currentIndexChanged.connect(self._pass_on)

    @property
    def part(self) -> Part:
        """The part that is counted."""
        return _PARTS[self._part.current]

    @property
    def as_rates(self) -> bool:
        """Whether cells hold rates, not counts."""
        return self._values.current == 1

    @property
    def by_errors(self) -> bool:
        """Whether the classes that are misread most often come first."""
        return self._order.currentIndex() == 1

    @Slot()
    def _pass_on(self) -> None:
        self.changed.emit()


def _group(*widgets: QWidget) -> QWidget:
    """Return several widgets in a row, as one widget."""
    made, content = QWidget(), row(*widgets, None)
    content.setContentsMargins(0, 0, 0, 0)
    made.setLayout(content)
    made.setMinimumWidth(made.sizeHint().width())
    return made
