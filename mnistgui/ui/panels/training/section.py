"""A group of the form: a heading under which its fields can be folded away."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mnistgui.training.fields import Field
from mnistgui.ui.panels.training.editors import Editor, explanation
from mnistgui.ui.strings import tr


class Section(QWidget):
    """A heading and the fields of one group.

    Parameters
    ----------
    title : str
        The group's name.
    open_ : bool
        Whether its fields are to be seen at first.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, title: str, *, open_: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        self._head = QToolButton()
        self._head.setText(tr(title))
        self._head.setObjectName(f"section_{title.lower().replace(' ', '_')}")
        self._head.setAccessibleName(tr("Settings: {0}").format(tr(title)))
        self._head.setProperty("heading", True)  # noqa: FBT003 - the style sheet's mark
        self._head.setCheckable(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._body = QWidget()
        self._form = QFormLayout(self._body)
        self._form.setContentsMargins(4, 2, 0, 8)
        self._form.setHorizontalSpacing(10)
        self._form.setVerticalSpacing(5)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._head)
        layout.addWidget(self._body)
        self._head.toggled.connect(self._fold)
        self._head.setChecked(open_)
        self._fold(open_)

    def add(self, field: Field, editor: Editor) -> None:
        """Add a field below the others."""
        name = QLabel(tr(field.label))
        name.setWordWrap(True)
        name.setMinimumWidth(94)
        name.setBuddy(editor.widget)
        name.setToolTip(explanation(field))
        self._form.addRow(name, editor.widget)
        self._rows[field.name] = (name, editor.widget)

    def open(self) -> None:
        """Unfold the fields."""
        self._head.setChecked(True)

    def add_button(self, button: QWidget) -> None:
        """Add a button below the fields."""
        self._form.addRow(button)

    def set_relevant(self, name: str, *, relevant: bool) -> None:
        """Show a field only while it has an effect, and the heading while it has fields."""
        if name in self._rows:
            self._form.setRowVisible(self._rows[name][1], relevant)
            self.setVisible(any(self._form.isRowVisible(w) for _, w in self._rows.values()))

    @Slot(bool)
    def _fold(self, opened: bool) -> None:
        self._body.setVisible(opened)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._head.setArrowType(arrow)
