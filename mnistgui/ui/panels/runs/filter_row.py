"""The row above the table of runs: words that a run has to have, and whether runs are grouped."""

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, row

_GROUPED_KEY = "runs/grouped"


class FilterRow(QWidget):
    """Asks which runs are listed, and how.

    Parameters
    ----------
    settings : QSettings
        Stores whether runs are grouped.
    """

    changed = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self.line = QLineEdit()
        self.group = QToolButton()
        self.line.setObjectName("runs_filter")
        self.line.setAccessibleName(tr("Words that a run has to have"))
        self.line.setPlaceholderText(tr("Filter"))
        self.line.setClearButtonEnabled(True)
        self.group.setObjectName("runs_group")
        self.group.setText(tr("Group"))
        self.group.setCheckable(True)
        grouped = settings.value(_GROUPED_KEY, False, bool)  # noqa: FBT003 - Qt's signature
        self.group.setChecked(bool(grouped))
        words = tr(
            "Put runs that differ in the seed alone below one row, with mean and standard deviation"
        )
        explain(self.group, words)
        layout = row(self.line, self.group)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.line.textChanged.connect(self.changed)
        self.group.toggled.connect(self._store)

    @property
    def wanted(self) -> str:
        """The words; empty for all runs."""
        return self.line.text()

    @property
    def grouped(self) -> bool:
        """Whether runs that differ in the seed alone stand together."""
        return self.group.isChecked()

    @Slot()
    def ask(self) -> None:
        """Show the row, and let words be typed."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(bool)
    def _store(self, grouped: bool) -> None:
        self._settings.setValue(_GROUPED_KEY, grouped)
        self.changed.emit()
