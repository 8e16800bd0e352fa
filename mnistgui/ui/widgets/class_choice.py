"""A choice of one class, or of none in particular."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

_NONE = -2  # Qt gives out -1 itself
_AROUND_PIXELS = 19  # the words of a button and its frame, in pixels


class ClassChoice(QWidget):
    """A button for each class, and one for none in particular.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        What the choice is for; for screen readers.
    none : str
        On the first button.
    class_names : tuple of str
        One button each.
    parent : QWidget, optional
        The Qt parent.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        none: str,
        class_names: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = title
        self._names: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._emit_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._none = self._add(none, _NONE)
        self.set_class_names(class_names)

    @property
    def chosen(self) -> int | None:
        """The chosen class; None for none in particular."""
        index = self._group.checkedId()
        return index if index >= 0 else None

    def button(self, index: int | None) -> QToolButton:
        """Return the button of a class, or the one of none in particular."""
        found = self._none if index is None else self._group.button(index)
        if not isinstance(found, QToolButton):
            raise IndexError(f"there is no class {index}")
        return found

    def choose(self, index: int) -> None:
        """Press the button of a class."""
        self.button(index).click()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Show the classes of another network, with none in particular chosen."""
        if names == self._names:
            return
        for index in range(len(self._names)):
            button = self.button(index)
            self._group.removeButton(button)
            button.deleteLater()
        self._names = names
        for index, name in enumerate(names):
            self._add(name, index)
        self._none.setChecked(True)

    def _add(self, text: str, index: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setMaximumWidth(button.fontMetrics().horizontalAdvance(text) + _AROUND_PIXELS)
        button.setCheckable(True)
        button.setAccessibleName(f"{self._title}: {text}")
        self._group.addButton(button, index)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        return button

    @Slot()
    def _emit_chosen(self) -> None:
        self.changed.emit()
