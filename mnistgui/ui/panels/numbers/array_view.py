"""An array under its name, as a picture or as a table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mnistgui.inspection.numbers.calculation import Cell, Named
from mnistgui.ui.panels.numbers.array_cells import ArrayCells
from mnistgui.ui.panels.numbers.array_picture import ArrayPicture
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import LIGHT, Theme


class ArrayView(QWidget):
    """Makes its table when tables are first wanted."""

    chosen = Signal(str, object)  # name of the array, Cell

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._theme = LIGHT
        self._array: Named | None = None
        self._lit: Sequence[Cell] = ()
        self.caption = ElidedLabel(f"numbers_caption_{number}", "muted")
        self.picture = ArrayPicture(number)
        self.table: ArrayCells | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.caption)
        layout.addWidget(self._stack, 1)
        self.picture.chosen.connect(self._choose)

    @property
    def array(self) -> Named | None:
        """What is shown."""
        return self._array

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.picture.set_theme(theme)
        if self.table is not None:
            self.table.set_theme(theme)

    def set_as_table(self, *, as_table: bool) -> None:
        """Show the numbers as a table, or as a picture."""
        if as_table and self.table is None:
            self.table = ArrayCells(self._number)
            self.table.set_theme(self._theme)
            self.table.chosen.connect(self._choose)
            self._stack.addWidget(self.table)
        self._stack.setCurrentIndex(int(as_table))
        self.show_array(self._array, self._lit)

    def show_array(self, array: Named | None, lit: Sequence[Cell]) -> None:
        """Show an array with some numbers lit; None hides the view."""
        self._array, self._lit = array, lit
        self.setVisible(array is not None)
        self.picture.show_array(array, lit)
        if self.table is not None and self._stack.currentIndex() == 1:
            self.table.show_array(array, lit)
        if array is not None:
            shape = " × ".join(map(str, array.array.shape))
            name = self.picture.title if self._stack.currentIndex() == 0 else array.name
            self.caption.setText(f"{name}  {shape}" if shape else name)

    @Slot(object)
    def _choose(self, cell: Cell) -> None:
        if self._array is not None:
            self.chosen.emit(self._array.name, cell)
