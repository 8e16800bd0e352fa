"""The choice of digits: all of a part, some of each class, or some by index."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.indices import first_of_each_class, parse_indices
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

EACH = 16  # digits of each class
_LETTERS = 10  # that a drop-down list has room for


class Selection(Enum):
    """Which digits of a part are shown."""

    OF_EACH_CLASS = auto()
    ALL = auto()
    BY_INDEX = auto()
    MEANS = auto()
    SPREADS = auto()

    @property
    def of_classes(self) -> bool:
        """Whether pictures of whole classes are shown, not digits."""
        return self in (Selection.MEANS, Selection.SPREADS)


class DigitSelection(QWidget):
    """A list of the parts, a list of the selections, and a field for indices."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts = Combo("data_part", _LETTERS)
        self._kinds = Combo("data_kind", _LETTERS)
        self._indices = QLineEdit()
        self._fill()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)
        layout.addWidget(self._kinds)
        layout.addWidget(self._indices, 1)
        self._parts.currentIndexChanged.connect(self.changed)
        self._kinds.currentIndexChanged.connect(self._choose)
        self._indices.textChanged.connect(self.changed)

    @property
    def kind(self) -> Selection:
        """The chosen selection."""
        kind: Selection = self._kinds.currentData()
        return kind

    @property
    def part(self) -> str:
        """The chosen part within a sentence, such as "test digits"."""
        return str(self._parts.currentText())

    def split(self, dataset: Dataset) -> Split:
        """Return the chosen part of a data set."""
        return dataset.test if self._parts.currentData() == "test" else dataset.train

    def rows(self, split: Split) -> Sequence[int]:
        """Return the indices of the chosen digits; a UserError if the typed indices are invalid.

        Of classes, the split holds one picture each.
        """
        match self.kind:
            case Selection.OF_EACH_CLASS:
                return [int(i) for i in np.concatenate(first_of_each_class(split, EACH))]
            case Selection.ALL | Selection.MEANS | Selection.SPREADS:
                return range(len(split))
            case Selection.BY_INDEX:
                return parse_indices(self._indices.text(), len(split))

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the part, the selection and the indices of a view."""
        self._parts.setCurrentIndex(self._parts.findData(show["part"]))
        self._indices.setText(str(show.get("indices", self._indices.text())))
        kind = Selection[str(show["digits"]).upper().replace(" ", "_")]
        self._kinds.setCurrentIndex(self._kinds.findData(kind))

    @Slot()
    def _choose(self) -> None:
        self._indices.setVisible(self.kind is Selection.BY_INDEX)
        self.changed.emit()

    def _fill(self) -> None:
        self._parts.setAccessibleName(tr("Part of the data set"))
        self._parts.addItem(tr("Training"), "train")
        self._parts.addItem(tr("Test"), "test")
        self._kinds.setAccessibleName(tr("Which digits"))
        self._kinds.addItem(tr("{0} of each").format(EACH), Selection.OF_EACH_CLASS)
        self._kinds.addItem(tr("All"), Selection.ALL)
        self._kinds.addItem(tr("By index"), Selection.BY_INDEX)
        self._kinds.addItem(tr("Mean of each"), Selection.MEANS)
        self._kinds.addItem(tr("Spread of each"), Selection.SPREADS)
        self._indices.setObjectName("data_indices")
        self._indices.setAccessibleName(tr("Indices of digits"))
        self._indices.setToolTip(tr("Indices of digits in this part, counted from 0"))
        self._indices.setPlaceholderText("42")
        self._indices.hide()
