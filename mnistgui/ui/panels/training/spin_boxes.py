"""Number boxes: integers with words for special values, and reals over many magnitudes."""

import math
from typing import cast

from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from mnistgui.data.picture_kind import DIGITS
from mnistgui.training.field_kinds import IntegerField, RealField

_DECIMALS = 15
_STEPS = (1.0, 2.0, 5.0)
_LARGEST = 2**31 - 1


class WholeBox(QSpinBox):
    """An integer; a word such as "full" is at its lower end."""

    def __init__(self, field: IntegerField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        low = min([field.minimum, *field.words.values()])
        self.setRange(low, min(field.maximum, _LARGEST))
        self.setGroupSeparatorShown(True)
        if low < field.minimum or low in field.words.values():
            self.setSpecialValueText(field.show(low))
        if field.unit:
            self.setSuffix(f" {field.unit}")

    def valueFromText(self, text: str) -> int:
        """Read a number, or the word."""
        return self.minimum() if self._is_word(text) else super().valueFromText(text)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept the word while it is typed, which Qt would show but not accept."""
        if self._is_word(text):
            return QValidator.State.Acceptable, text, place
        if self._typed(text) and self.specialValueText().startswith(self._typed(text)):
            return QValidator.State.Intermediate, text, place
        state, text, place = cast(
            "tuple[QValidator.State, str, int]", super().validate(text, place)
        )
        return state, text, place

    def _is_word(self, text: str) -> bool:
        word = self.specialValueText()
        return bool(word) and self._typed(text) == word

    def _typed(self, text: str) -> str:
        return text.removesuffix(self.suffix()).strip().lower()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll, rather than change a number by accident."""
        event.ignore()


class ClassBox(WholeBox):
    """The place of a class, shown and typed as its name."""

    def __init__(self, field: IntegerField, parent: QWidget | None = None) -> None:
        self._names: tuple[str, ...] = ()
        super().__init__(field, parent)
        self.set_names(DIGITS)

    def set_names(self, names: tuple[str, ...]) -> None:
        """Offer other classes."""
        self._names = names
        self.setMaximum(len(names) - 1)
        self.lineEdit().setText(self.textFromValue(self.value()))

    def textFromValue(self, value: int) -> str:
        """Return the name of a class."""
        return self._names[value] if value < len(self._names) else str(value)

    def valueFromText(self, text: str) -> int:
        """Return the place of a class that was typed; the present one where there is none."""
        return self._names.index(text) if text in self._names else self.value()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept the names of classes, and their beginnings while they are typed."""
        if text in self._names:
            return QValidator.State.Acceptable, text, place
        begun = any(name.startswith(text) for name in self._names)
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, text, place


class RealBox(QDoubleSpinBox):
    """A real number with as many digits as it needs, whose arrows go 1, 2, 5, 10."""

    def __init__(self, field: RealField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logarithmic = field.logarithmic
        self.setDecimals(_DECIMALS)
        self.setRange(field.minimum, field.maximum)
        self.setSingleStep(0.01 if field.maximum <= 1 else 0.1)
        if field.unit:
            self.setSuffix(f" {field.unit}")

    def textFromValue(self, value: float) -> str:
        """Return the shortest text that reads back as the value."""
        return f"{value:.12g}"

    def valueFromText(self, text: str) -> float:
        """Read a number with a point or a comma."""
        return _number(text.removesuffix(self.suffix()), self.minimum())

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept any text that is, or may become, a number in range."""
        value = _number(text.removesuffix(self.suffix()), math.nan)
        inside = not math.isnan(value) and self.minimum() <= value <= self.maximum()
        return QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, place

    def stepBy(self, steps: int) -> None:
        """Go to the next round number of the scale."""
        if self._logarithmic and self.value() > 0:
            self.setValue(next_round(self.value(), steps))
        else:
            super().stepBy(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll rather than change a number by accident."""
        event.ignore()


def next_round(value: float, steps: int) -> float:
    """Return the number so many steps up or down the scale ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ...

    Parameters
    ----------
    value : float
        Above 0.
    steps : int
        Upward when positive.

    Returns
    -------
    float
        A round number.
    """
    power = math.floor(math.log10(value) + 1e-9)
    leading = value / 10.0**power
    below = sum(step <= leading * (1 + 1e-9) for step in _STEPS) - 1
    on_scale = math.isclose(_STEPS[below], leading)
    position = 3 * power + below + steps + (steps < 0 and not on_scale)
    return float(f"{_STEPS[position % 3]:g}e{position // 3}")


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return otherwise
