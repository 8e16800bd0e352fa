"""The dialog in which a teacher turns the present settings into a lesson."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from mnistgui.files.lesson_card import PassMark
from mnistgui.training.fields import Field
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.combo import Combo

_SIZE_PIXELS = QSize(560, 620)
_SPLITS = {"test": "Test digits", "valid": "Validation digits", "train": "Training digits"}
_USUAL_MARK = 95.0


class LessonDialog(QDialog):
    """Asks for title, instructions, pass mark, and settings that pupils do not see.

    Parameters
    ----------
    about : str
        What the pupils start from, in a sentence.
    fields : sequence of Field
        Settings that can be hidden.
    parent : QWidget
        The window.
    """

    def __init__(self, about: str, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_maker")
        self.setWindowTitle(tr("Make a lesson card"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE_PIXELS)
        self._title = QLineEdit()
        self._instructions = QPlainTextEdit()
        self._split = Combo("lesson_maker_split")
        self._mark = QDoubleSpinBox()
        self._hidden = QListWidget()
        button = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(button.Save | button.Cancel)
        self._set_up(fields)
        self._lay_out(about)
        self._check()

    @property
    def title(self) -> str:
        """The title of the lesson."""
        return self._title.text().strip()

    @property
    def instructions(self) -> str:
        """What pupils are to do and to look at."""
        return self._instructions.toPlainText().strip()

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the settings that are fixed and hidden."""
        items = (self._hidden.item(row) for row in range(self._hidden.count()))
        checked = (item for item in items if item.checkState() is Qt.CheckState.Checked)
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in checked)

    @property
    def pass_mark(self) -> PassMark:
        """What a run must reach to pass."""
        return PassMark(str(self._split.currentData()), self._mark.value() / 100)

    def _set_up(self, fields: Sequence[Field]) -> None:
        self._title.setPlaceholderText(tr("Such as: A learning rate that is too high"))
        self._instructions.setPlaceholderText(tr("What to do, and what to look at."))
        self._instructions.setTabChangesFocus(True)
        self._hidden.setSpacing(2)
        for split, text in _SPLITS.items():
            self._split.addItem(tr(text), split)
        self._mark.setRange(0.0, 100.0)
        self._mark.setDecimals(2)
        self._mark.setValue(_USUAL_MARK)
        self._mark.setSuffix(" %")
        for field in fields:
            item = QListWidgetItem(tr(field.label), self._hidden)
            item.setData(Qt.ItemDataRole.UserRole, field.name)
            item.setToolTip(tr(field.help))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._title.textChanged.connect(self._check)
        self._instructions.textChanged.connect(self._check)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self, about: str) -> None:
        sentence = label(about, "muted", "lesson_maker_about")
        sentence.setWordWrap(True)
        mark = QHBoxLayout()
        mark.addWidget(self._split)
        mark.addWidget(self._mark)
        mark.addStretch(1)
        layout = QFormLayout(self)
        layout.addRow(sentence)
        layout.addRow(tr("Title"), _named(self._title, "lesson_maker_title"))
        layout.addRow(tr("Instructions"), _named(self._instructions, "lesson_maker_instructions"))
        layout.addRow(tr("To pass"), mark)
        layout.addRow(tr("Hide"), _named(self._hidden, "lesson_maker_hidden"))
        layout.addRow(self._buttons)
        _named(self._split, "lesson_maker_split").setAccessibleName(tr("Digits that are graded"))
        _named(self._mark, "lesson_maker_mark").setAccessibleName(tr("Accuracy that passes"))

    @Slot()
    def _check(self) -> None:
        """Enable the button only if the card has a title and instructions."""
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self.title and self.instructions))


def _named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget
