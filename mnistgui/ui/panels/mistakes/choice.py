"""Which test digits are shown: misread, well read, some of each class, or those of indices."""

from collections.abc import Sequence
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mnistgui.data.indices import first_of_each_class, parse_indices
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

EACH = 16  # of each class
_LETTERS = 10  # of the indices there is always room for so many


class Kind(Enum):
    """What the digits have in common."""

    MISREAD = auto()
    READ_WELL = auto()
    OF_EACH_CLASS = auto()
    BY_INDEX = auto()


class DigitChoice(QWidget):
    """A list of the kinds, and beside it a line for indices."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kinds = Combo("mistakes_kind", _LETTERS)
        self._indices = QLineEdit()
        self._fill()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._kinds)
        layout.addWidget(self._indices, 1)
        layout.setAlignment(self._kinds, Qt.AlignmentFlag.AlignLeft)
        self._kinds.currentIndexChanged.connect(self._choose)
        self._indices.textChanged.connect(self._pass_on)

    @property
    def kind(self) -> Kind:
        """What is chosen."""
        kind: Kind = self._kinds.currentData()
        return kind

    @property
    def title(self) -> str:
        """The chosen digits as a picture of them is headed."""
        titles = {
            Kind.MISREAD: tr("Misread digits"),
            Kind.READ_WELL: tr("Digits read well"),
            Kind.OF_EACH_CLASS: tr("{0} test digits of each class").format(EACH),
            Kind.BY_INDEX: tr("Test digits by their indices"),
        }
        return titles[self.kind]

    def rows(self, found: SplitReading) -> Sequence[int]:
        """Indices of the chosen digits; UserError where what was typed is none."""
        match self.kind:
            case Kind.MISREAD:
                return [int(i) for i in found.reading.misread]
            case Kind.READ_WELL:
                return [int(i) for i in found.reading.well_read]
            case Kind.OF_EACH_CLASS:
                of_each = first_of_each_class(found.split.labels, EACH)
                return [int(i) for i in np.concatenate(of_each)]
            case Kind.BY_INDEX:
                return parse_indices(self._indices.text(), len(found.split))

    def why_none(self) -> str:
        """Why there is nothing to be seen of a kind of which there is none."""
        if self.kind is Kind.MISREAD:
            return tr("No test digit is misread.")
        return tr("No test digit is read well.")

    @Slot()
    def _choose(self) -> None:
        self._indices.setVisible(self.kind is Kind.BY_INDEX)
        self.changed.emit()

    @Slot()
    def _pass_on(self) -> None:
        self.changed.emit()

    def _fill(self) -> None:
        self._kinds.setAccessibleName(tr("Which digits"))
        self._kinds.setToolTip(tr("Which digits"))
        self._kinds.addItem(tr("Misread"), Kind.MISREAD)
        self._kinds.addItem(tr("Read well"), Kind.READ_WELL)
        self._kinds.addItem(tr("{0} of each").format(EACH), Kind.OF_EACH_CLASS)
        self._kinds.addItem(tr("By index"), Kind.BY_INDEX)
        self._indices.setObjectName("mistakes_indices")
        self._indices.setAccessibleName(tr("Indices of test digits"))
        self._indices.setToolTip(tr("Indices of test digits, counted from 0"))
        self._indices.setPlaceholderText("8, 900, 7216")
        self._indices.hide()
