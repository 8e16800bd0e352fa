"""The digit of a part that a person asks about, in whichever panel."""

from PySide6.QtCore import QObject, Signal

from mnistgui.ui.state.parts import Part


class AskedDigit(QObject):
    """The wish; *Blame* answers it, and any panel can change it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._part = Part.TEST
        self._index = 0

    @property
    def part(self) -> Part:
        """The part of the digit."""
        return self._part

    @property
    def index(self) -> int:
        """Its index in that part."""
        return self._index

    def ask(self, part: Part, index: int) -> None:
        """Ask about a digit."""
        self._part, self._index = part, index
        self.changed.emit()
