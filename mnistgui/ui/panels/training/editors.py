"""One editor for each kind of field: what is declared decides which widget a person gets."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mnistgui.training.digit_fields import ClassField, IndicesField, PairsField
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField, WidthsField
from mnistgui.training.fields import Field
from mnistgui.ui.panels.training.spin_boxes import ClassBox, RealBox, WholeBox
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo

_NARROWEST_PIXELS = 96
_LONGEST_TEXT = 1_000_000


class Editor(Protocol):
    """Shows and changes one setting."""

    widget: QWidget

    def value(self) -> Any:
        """Return the value; raise UserError if it is not accepted."""

    def set_value(self, value: Any) -> None:
        """Show a value."""


class Changes(QObject):
    """Tells that some editor was changed by the person."""

    happened = Signal(str)  # name of the field


class _Choice(Combo):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor:
    """A drop-down list."""

    def __init__(self, field: ChoiceField, changes: Changes) -> None:
        self._box = _Choice(f"field_{field.name}")
        for word, text in field.choices.items():
            self._box.addItem(tr(text), word)
        self.widget: QWidget = self._box
        self._box.currentIndexChanged.connect(_teller(changes, field.name))

    def value(self) -> Any:
        """Return the chosen word."""
        return self._box.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a word."""
        self._box.setCurrentIndex(self._box.findData(value))


class NumberEditor:
    """A number box."""

    def __init__(self, field: IntegerField | RealField, changes: Changes) -> None:
        self._box = _number_box(field)
        self._box.setKeyboardTracking(False)
        self.widget: QWidget = self._box
        self._box.valueChanged.connect(_teller(changes, field.name))

    def value(self) -> Any:
        """Return the number."""
        return self._box.value()

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self._box.setValue(value)


def _number_box(field: IntegerField | RealField) -> WholeBox | RealBox:
    if isinstance(field, ClassField):
        return ClassBox(field)
    return WholeBox(field) if isinstance(field, IntegerField) else RealBox(field)


class TextEditor:
    """A line of text that the field itself reads and writes."""

    def __init__(self, field: Field, changes: Changes) -> None:
        self._field = field
        self._line = QLineEdit()
        self._line.setMaxLength(_LONGEST_TEXT)  # that of Qt's own is too short for many indices
        self.widget: QWidget = self._line
        self._line.textChanged.connect(_teller(changes, field.name))

    def value(self) -> Any:
        """Return what the field reads in the text."""
        return self._field.parse(self._line.text())

    def set_value(self, value: Any) -> None:
        """Show a value; one that the text already means leaves the text as it was typed."""
        text = self._field.show(value)
        if self._line.text() != text:
            self._line.setText(text)


def editor_for(field: Field, changes: Changes) -> Editor:
    """Make the editor of a field, with its name, explanation and range.

    Parameters
    ----------
    field : Field
        As declared.
    changes : Changes
        Told of every change.

    Returns
    -------
    Editor
        Showing the field's default.
    """
    made: Editor
    if isinstance(field, ChoiceField):
        made = ChoiceEditor(field, changes)
    elif isinstance(field, IntegerField | RealField):
        made = NumberEditor(field, changes)
    elif isinstance(field, WidthsField | PairsField | IndicesField):
        made = TextEditor(field, changes)
    else:
        raise TypeError(f"no editor for {type(field).__name__}")
    made.set_value(field.default)
    made.widget.setMinimumWidth(_NARROWEST_PIXELS)
    made.widget.setObjectName(f"field_{field.name}")
    made.widget.setAccessibleName(tr(field.label))
    made.widget.setToolTip(explanation(field))
    made.widget.setAccessibleDescription(tr(field.help))
    return made


def explanation(field: Field) -> str:
    """Return what a field does and what it accepts, as rich text for a tooltip."""
    accepted = tr("Accepted: {0}.").format(field.accepted)
    name = f"--set {field.name}={field.show(field.default)}"
    return (
        f"<p style='white-space:normal; width:290px'><b>{tr(field.label)}</b><br>{tr(field.help)}"
        f"</p><p>{accepted}<br><code>{name}</code></p>"
    )


def _teller(changes: Changes, name: str) -> Callable[..., None]:
    def tell(*_value: object) -> None:
        changes.happened.emit(name)

    return tell
