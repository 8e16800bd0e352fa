"""The choice of a part and of its digits: misread, well read, of each class, by index or filter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from mnistgui.data.indices import first_of_each_class, parse_indices
from mnistgui.errors import UserError
from mnistgui.inspection.digit_query import EXAMPLES, DigitOrder, KnownOfDigits, parse_query
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.shown_digits import ClassPair, ShownDigits, digits_of_class
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

EACH = 16  # of each class
_LETTERS = 10  # of the indices there is always room for so many
_LETTERS_OF_PART = 8


class DigitKind(Enum):
    """Which digits of the part are shown."""

    MISREAD = auto()
    READ_WELL = auto()
    OF_EACH_CLASS = auto()
    BY_INDEX = auto()
    BY_FILTER = auto()
    FLAGGED = auto()


class DigitChoice(QWidget):
    """Lists of parts and kinds, and a field for indices or a filter with an order.

    A pair of classes replaces the kinds.
    """

    changed = Signal()

    def __init__(self, shown: ShownDigits) -> None:
        super().__init__()
        self._shown = shown
        self._parts = Combo("mistakes_part", _LETTERS_OF_PART)
        self._kinds = Combo("mistakes_kind", _LETTERS)
        self._pair = QPushButton()
        self._indices = QLineEdit()
        self._filter = QLineEdit()
        self._order = Combo("mistakes_order", _LETTERS_OF_PART)
        self._fill()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._parts, self._kinds, self._pair):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._indices, 1)
        layout.addWidget(self._filter, 1)
        layout.addWidget(self._order)
        layout.addStretch(0)
        self._parts.currentIndexChanged.connect(self._choose_part)
        self._kinds.currentIndexChanged.connect(self._draw)
        self._indices.textChanged.connect(self._pass_on)
        self._filter.textChanged.connect(self._pass_on)
        self._order.currentIndexChanged.connect(self._pass_on)
        self._pair.clicked.connect(self._remove_pair)
        shown.changed.connect(self._draw)
        self._draw()

    @property
    def part(self) -> Part:
        """The part that is chosen."""
        return self._shown.part

    @property
    def by_index(self) -> bool:
        """Whether digits are chosen by their indices."""
        return self._shown.only is None and self._kind is DigitKind.BY_INDEX

    @property
    def with_index(self) -> bool:
        """Whether the captions of these digits name their indices."""
        named = (DigitKind.BY_INDEX, DigitKind.BY_FILTER, DigitKind.FLAGGED)
        chosen = self._shown.chosen is not None
        return chosen or (self._shown.only is None and self._kind in named)

    @property
    def by_filter(self) -> bool:
        """Whether digits are chosen by conditions."""
        return self._shown.only is None and self._kind is DigitKind.BY_FILTER

    @property
    def title(self) -> str:
        """The chosen digits as the title of a picture."""
        if self._shown.only is not None:
            return f"{self.part.title}: {self._shown.only}"
        titles = {
            DigitKind.MISREAD: tr("Misread {0}"),
            DigitKind.READ_WELL: tr("Well-read {0}"),
            DigitKind.OF_EACH_CLASS: tr("{1} {0} of each class"),
            DigitKind.BY_INDEX: tr("Some {0} by their indices"),
            DigitKind.BY_FILTER: tr("All {0}"),
            DigitKind.FLAGGED: tr("Flagged {0}"),
        }
        if self.by_filter and self._filter.text().strip():
            return f"{self.part.title}: {self._filter.text().strip()}"
        return titles[self._kind].format(self.part.digits, EACH)

    def rows(self, found: SplitReading, known: KnownOfDigits) -> Sequence[int]:
        """Return the indices of the chosen digits; a UserError if the typed indices are invalid."""
        if self._shown.pair is not None:
            return rows_of_pair(found, self._shown.pair)
        if self._shown.chosen is not None:
            return [i for i in self._shown.chosen.rows if i < len(found.split)]
        ways: Mapping[DigitKind, Callable[[], Iterable[int]]] = {
            DigitKind.MISREAD: found.reading.misread.tolist,
            DigitKind.READ_WELL: found.reading.well_read.tolist,
            DigitKind.OF_EACH_CLASS: lambda: np.concatenate(
                first_of_each_class(found.split, EACH)
            ).tolist(),
            DigitKind.BY_INDEX: lambda: parse_indices(self._indices.text(), len(found.split)),
            DigitKind.BY_FILTER: lambda: self._filtered(found, known),
            DigitKind.FLAGGED: lambda: sorted(known.flagged | known.noted),
        }
        return list(ways[self._kind]())

    def _filtered(self, found: SplitReading, known: KnownOfDigits) -> Iterable[int]:
        query = parse_query(self._filter.text(), found.class_names)
        order: DigitOrder = self._order.currentData()
        rows: list[int] = query.rows(found.reading, order, known).tolist()
        return rows

    def needs_history(self, class_names: Sequence[str]) -> bool:
        """Whether the digits must have been read at the checkpoints of the run."""
        if not self.by_filter:
            return False
        order: DigitOrder = self._order.currentData()
        try:
            query = parse_query(self._filter.text(), class_names)
        except UserError:  # what is typed is no condition, which is said where the rows are sought
            return False
        return order.needs_history or query.needs_history

    def why_none(self) -> str:
        """Say why there are no digits of the chosen kind."""
        pair = self._shown.pair
        if pair is not None:
            words = tr("There are no {0} read as {1} among the {2}.")
            return words.format(digits_of_class(pair.true), pair.predicted, self.part.digits)
        if self._kind is DigitKind.BY_FILTER:
            return tr("None of the {0} meet these conditions.").format(self.part.digits)
        if self._kind is DigitKind.FLAGGED:
            words = tr("None of the {0} are flagged: choose one with the arrow keys and press F.")
            return words.format(self.part.digits)
        if self._kind is DigitKind.MISREAD:
            return tr("None of the {0} are misread.").format(self.part.digits)
        return tr("None of the {0} are read well.").format(self.part.digits)

    @property
    def _kind(self) -> DigitKind:
        kind: DigitKind = self._kinds.currentData()
        return kind

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the test digits of a view, or their indices."""
        self._shown.show_part(Part.TEST)
        self._shown.show_every_class()
        self._indices.setText(str(show.get("indices", self._indices.text())))
        kind = DigitKind[str(show["digits"]).upper().replace(" ", "_")]
        self._kinds.setCurrentIndex(self._kinds.findData(kind))

    @Slot()
    def _choose_part(self) -> None:
        self._shown.show_part(self._parts.currentData())

    @Slot()
    def _remove_pair(self) -> None:
        had_focus = self._pair.hasFocus()
        self._shown.show_every_class()
        if had_focus:
            self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _draw(self) -> None:
        only = self._shown.only
        self._parts.setCurrentIndex(self._parts.findData(self._shown.part))
        self._kinds.setVisible(only is None)
        self._pair.setVisible(only is not None)
        self._indices.setVisible(self.by_index)
        self._filter.setVisible(self.by_filter)
        self._order.setVisible(self.by_filter)
        if only is not None:
            self._pair.setText(f"{only}  \u00d7")
            self._pair.setAccessibleName(tr("Only {0}: press to show all again").format(only))
        self.changed.emit()

    @Slot()
    def _pass_on(self) -> None:
        self.changed.emit()

    def _fill(self) -> None:
        self._parts.setAccessibleName(tr("Which part of the data set"))
        self._parts.setToolTip(tr("Which part of the data set"))
        for part in Part:
            self._parts.addItem(part.title, part)
        self._kinds.setAccessibleName(tr("Which digits"))
        self._kinds.setToolTip(tr("Which digits"))
        self._kinds.addItem(tr("Misread"), DigitKind.MISREAD)
        self._kinds.addItem(tr("Read well"), DigitKind.READ_WELL)
        self._kinds.addItem(tr("{0} of each").format(EACH), DigitKind.OF_EACH_CLASS)
        self._kinds.addItem(tr("By index"), DigitKind.BY_INDEX)
        self._kinds.addItem(tr("Flagged"), DigitKind.FLAGGED)
        self._kinds.addItem(tr("Filter"), DigitKind.BY_FILTER)
        self._pair.setObjectName("mistakes_pair")
        self._pair.setAccessibleName(tr("Show digits of every class again"))
        self._pair.setToolTip(tr("Only these digits are shown; press to show all again."))
        self._indices.setObjectName("mistakes_indices")
        self._indices.setAccessibleName(tr("Indices of digits"))
        self._indices.setToolTip(tr("Indices of digits in this part, counted from 0"))
        self._indices.setPlaceholderText("8, 900, 7216")
        self._fill_filter()

    def _fill_filter(self) -> None:
        self._filter.setObjectName("mistakes_filter")
        self._filter.setAccessibleName(tr("Conditions"))
        self._filter.setToolTip(
            tr("Conditions with commas between, such as {0}; empty for all digits").format(EXAMPLES)
        )
        self._filter.setPlaceholderText("4 as 9, loss > 2")
        self._order.setAccessibleName(tr("Order of the digits"))
        self._order.setToolTip(tr("Order of the digits"))
        for order, words in (
            (DigitOrder.INDEX, tr("by index")),
            (DigitOrder.LOSS, tr("highest loss")),
            (DigitOrder.SUREST, tr("surest")),
            (DigitOrder.LEAST_SURE, tr("least sure")),
            (DigitOrder.TRUE, tr("by label")),
            (DigitOrder.PREDICTED, tr("by reading")),
            (DigitOrder.FORGOTTEN, tr("most often forgotten")),
        ):
            self._order.addItem(words, order)


def rows_of_pair(found: SplitReading, pair: ClassPair) -> list[int]:
    """Return the indices of the digits of one class that are read as another, surest first."""
    names = found.class_names
    if pair.true not in names or pair.predicted not in names:
        return []  # another network tells other classes apart
    rows = found.reading.read_as(names.index(pair.true), names.index(pair.predicted))
    return [int(i) for i in rows]
