"""Which digits a person wants to see: those of a part, of one confusion, or some of a lasso."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mnistgui.ui.state.parts import Part
from mnistgui.ui.strings import tr


@dataclass(frozen=True)
class ClassPair:
    """Digits of one class that are read as one class, such as 4s read as 9.

    Parameters
    ----------
    true, predicted : str
        Names of the classes, which mean the same whichever network is inspected.
    """

    true: str
    predicted: str

    def __str__(self) -> str:
        return tr("{0} read as {1}").format(digits_of_class(self.true), self.predicted)


@dataclass(frozen=True)
class ChosenDigits:
    """Some digits that a person chose, such as with a lasso.

    Parameters
    ----------
    name : str
        What they are, such as "37 digits of the map".
    rows : tuple of int
        Their indices in the part.
    """

    name: str
    rows: tuple[int, ...]

    def __str__(self) -> str:
        return self.name


class ShownDigits(QObject):
    """The wish; *Mistakes* shows the digits, and any panel can change the wish."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._part = Part.TEST
        self._only: ClassPair | ChosenDigits | None = None

    @property
    def part(self) -> Part:
        """The part whose digits are shown."""
        return self._part

    @property
    def pair(self) -> ClassPair | None:
        """The only digits that are shown; None for those of every class."""
        return self._only if isinstance(self._only, ClassPair) else None

    @property
    def chosen(self) -> ChosenDigits | None:
        """The only digits that are shown, one by one; None where they are not chosen so."""
        return self._only if isinstance(self._only, ChosenDigits) else None

    @property
    def only(self) -> ClassPair | ChosenDigits | None:
        """What limits the digits that are shown; None for those of every class."""
        return self._only

    def show_part(self, part: Part) -> None:
        """Show digits of another part, of the same pair of classes if there is one."""
        self._set(part, self.pair if part is not self._part else self._only)

    def show_chosen(self, part: Part, chosen: ChosenDigits) -> None:
        """Show only these digits of a part."""
        self._set(part, chosen)

    def show_pair(self, part: Part, pair: ClassPair) -> None:
        """Show only the digits of one class in a part that are read as one class."""
        self._set(part, pair)

    def show_every_class(self) -> None:
        """Show digits of every class again."""
        self._set(self._part, None)

    def _set(self, part: Part, only: ClassPair | ChosenDigits | None) -> None:
        if (part, only) != (self._part, self._only):
            self._part, self._only = part, only
            self.changed.emit()


def digits_of_class(name: str) -> str:
    """Return the digits of a class in the plural, such as "4s" or "digits not 4"."""
    words = tr("{0}s") if name.isdigit() else tr("digits {0}")
    return words.format(name)
