"""A choice of one class, or of none in particular."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from mnistgui.ui.widgets.combo import Combo

_NONE = -2  # Qt gives out -1 itself
_MOST_BUTTONS = 10
_MOST_LETTERS = 20  # on all buttons; more need more room than a panel has
_LETTERS_IN_LIST = 10
_AROUND_PIXELS = 19  # the words of a button and its frame, in pixels


class ClassChoice(QWidget):
    """A button for each class, and one for none in particular; a list where classes are many.

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
        self.list = Combo(f"{name}_list", _LETTERS_IN_LIST)
        self.list.setAccessibleName(title)
        self.list.currentIndexChanged.connect(self._emit_chosen)
        layout.addWidget(self.list)
        self.set_class_names(class_names)

    @property
    def chosen(self) -> int | None:
        """The chosen class; None for none in particular."""
        index = self.list.currentIndex() - 1 if self._listed else self._group.checkedId()
        return index if index >= 0 else None

    @property
    def _listed(self) -> bool:
        """Whether a list takes the place of the buttons."""
        letters = sum(map(len, self._names))
        return len(self._names) > _MOST_BUTTONS or letters > _MOST_LETTERS

    def button(self, index: int | None) -> QToolButton:
        """Return the button of a class, or the one of none in particular."""
        found = self._none if index is None else self._group.button(index)
        if not isinstance(found, QToolButton):
            raise IndexError(f"there is no class {index}")
        return found

    def choose(self, index: int) -> None:
        """Choose a class, as if its button was pressed."""
        if self._listed:
            self.list.setCurrentIndex(index + 1)
        else:
            self.button(index).click()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Show the classes of another network, with none in particular chosen."""
        if names == self._names:
            return
        for index in range(0 if self._listed else len(self._names)):
            button = self.button(index)
            self._group.removeButton(button)
            button.deleteLater()
        self._names = names
        self._none.setVisible(not self._listed)
        self.list.setVisible(self._listed)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([self._none.text(), *names] if self._listed else [])
        for index, name in enumerate(() if self._listed else names):
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
