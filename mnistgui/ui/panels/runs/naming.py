"""Lets a run be renamed in its row of the table of runs."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.strings import tr

NUMBER = Qt.ItemDataRole.UserRole  # where the table has a run's number
_LONGEST_LABEL_LETTERS = 80


class RunNaming(QStyledItemDelegate):
    """Edits the label of a run, but not its number."""

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs

    def createEditor(  # noqa: N802 - Qt's
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return an editor as high as the row."""
        line = QLineEdit(parent)
        line.setObjectName("run_name")
        line.setAccessibleName(tr("Name of the run"))
        line.setPlaceholderText(tr("Empty: named after its settings"))
        line.setMaxLength(_LONGEST_LABEL_LETTERS)
        return line

    def setEditorData(  # noqa: N802 - Qt's
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put the present name into the editor."""
        run = self._runs.get(index.data(NUMBER))
        if isinstance(editor, QLineEdit) and run is not None:
            editor.setText(run.label)

    def setModelData(  # noqa: N802 - Qt's
        self,
        editor: QWidget,
        _model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Rename the run, if the name has changed."""
        run = self._runs.get(index.data(NUMBER))
        if not isinstance(editor, QLineEdit) or run is None:
            return
        label = editor.text().strip()
        if label != run.label:
            self._runs.rename(run.number, label)


class NoNaming(QStyledItemDelegate):
    """Edits nothing: the other columns say what is."""

    def createEditor(  # noqa: N802 - Qt's
        self,
        _parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return no editor."""
        return None  # type: ignore[return-value] # as Qt allows
