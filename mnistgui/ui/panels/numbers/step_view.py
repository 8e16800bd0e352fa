"""One calculation: formula, words, lines of source, this digit's numbers, and the arrays."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mnistgui.inspection.numbers.calculation import Calculation, Cell
from mnistgui.notation import with_minus
from mnistgui.ui.panels.numbers.array_view import ArrayView
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.theme import Theme

_VIEWS = 5  # arrays of a calculation at most
_ROOM_PIXELS = 96  # least height of the arrays


class StepView(QWidget):
    """Shows a calculation; where a number is chosen, all that it comes from is lit."""

    cell_chosen = Signal(object)  # Cell of the result

    def __init__(self) -> None:
        super().__init__()
        self._shown: Calculation | None = None
        self._cell: Cell = (0, 0)
        self.formula = ElidedLabel("numbers_formula", "heading")
        self.words = ElidedLabel("numbers_words", "")
        self.spelled = FewLines("numbers_spelled", 2)
        self.lines = ElidedLabel("numbers_source", "muted")
        self.views = [ArrayView(number) for number in range(1, _VIEWS + 1)]
        self._lay_out()
        for view in self.views:
            view.chosen.connect(self._choose)

    @property
    def cell(self) -> Cell:
        """The number of the result that is spelled out."""
        return self._shown.clipped(self._cell) if self._shown is not None else self._cell

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for view in self.views:
            view.set_theme(theme)

    def set_as_tables(self, *, as_tables: bool) -> None:
        """Show the arrays as tables, or as pictures."""
        for view in self.views:
            view.set_as_table(as_table=as_tables)
        self.show_calculation(self._shown)

    def show_calculation(self, one: Calculation | None) -> None:
        """Show another calculation; None for nothing."""
        self._shown = one
        if one is None:
            for view in self.views:
                view.show_array(None, ())
            self.spelled.show_text("")
            for words in (self.formula, self.words, self.lines):
                words.setText("")
            return
        self.formula.setText(with_minus(one.symbols))
        said = tr(one.words).format(*one.named)
        self.words.setText(f"{said}\n{with_minus(one.remark)}".strip())
        place = tr("{0}, line {1}:  {2}")
        texts = (place.format(line.path, line.number, line.text) for line in one.lines)
        self.lines.setText("\n".join(texts))
        self._show_numbers(one)

    def _show_numbers(self, one: Calculation) -> None:
        cell = self.cell
        self.spelled.show_text(with_minus(one.spelled(cell)))
        lit = {**one.origin.lit(cell), one.name: [cell]}
        lit.update({beside.name: [cell] for beside in one.beside})
        arrays = (*one.arrays, *[None] * _VIEWS)
        for view, array in zip(self.views, arrays, strict=False):
            view.show_array(array, lit.get(array.name, ()) if array is not None else ())

    @Slot(str, object)
    def _choose(self, name: str, cell: Cell) -> None:
        one = self._shown
        if one is None:
            return
        found = one.result_cell(name, cell, self.cell)
        # A matrix has two indices, and a vector keeps the other for the next matrix.
        self._cell = found if len(found) != 1 else (self._cell[0], found[0])
        self._show_numbers(one)
        self.cell_chosen.emit(found)

    def choose(self, cell: Cell) -> None:
        """Spell another number of the result out."""
        self._cell = cell
        if self._shown is not None:
            self._show_numbers(self._shown)

    def _lay_out(self) -> None:
        arrays = QHBoxLayout()
        arrays.setSpacing(8)
        for view in self.views:
            view.setMinimumHeight(_ROOM_PIXELS)
            arrays.addWidget(view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for words in (self.formula, self.words, self.spelled, self.lines):
            layout.addWidget(words)
        layout.addLayout(arrays, 1)
