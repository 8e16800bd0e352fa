"""Which unit a person wants to see."""

from PySide6.QtCore import QObject, Signal


class ShownUnit(QObject):
    """The wish; *Units* shows the unit, and any panel can change the wish."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer = 1
        self._unit = 0

    @property
    def layer(self) -> int:
        """Number of its layer, counted from 1; networks may have fewer layers."""
        return self._layer

    @property
    def unit(self) -> int:
        """The unit, counted from 0; layers may have fewer units."""
        return self._unit

    def show_unit(self, layer: int, unit: int) -> None:
        """Show a unit."""
        if (layer, unit) != (self._layer, self._unit):
            self._layer, self._unit = layer, unit
            self.changed.emit()
