"""A dialog that shows the settings of a run and can copy them to the form."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_ending import ending_sentence
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.run_settings import changes_sentence, differing_settings, digits_sentence
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label

_SIZE_PIXELS = QSize(520, 420)


class SettingsDialog(QDialog):
    """Lists all settings that differ from the default, and blocks nothing."""

    def __init__(self, run: Run, name: str, runs: Runs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("run_settings")
        self.setWindowTitle(tr("Settings of run {0}").format(name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE_PIXELS)
        self._number = run.number
        self._runs = runs
        rows = differing_settings(run.config)
        words = tr("Settings that are not the default:") if rows else tr("All are the defaults.")
        lines = (ending_sentence(run), changes_sentence(run), digits_sentence(run), words)
        about = label("\n".join(filter(None, lines)), "", "run_settings_about")
        about.setWordWrap(True)
        about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        use = buttons.addButton(tr("Use these settings"), QDialogButtonBox.ButtonRole.ActionRole)
        use.setObjectName("use_settings")
        use.setToolTip(tr("The form takes them over for the next run; Edit > Undo goes back"))
        use.clicked.connect(self._use)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (about, _table(rows), buttons):
            layout.addWidget(widget)

    @Slot()
    def _use(self) -> None:
        self._runs.settings_wanted.emit(self._number)
        self.close()


def _table(rows: list[tuple[str, str, str]]) -> QTreeWidget:
    table = QTreeWidget()
    table.setObjectName("run_settings_table")
    table.setAccessibleName(tr("Settings that are not the default"))
    table.setHeaderLabels([tr("Setting"), tr("This run"), tr("Default")])
    table.setRootIsDecorated(False)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.addTopLevelItems([QTreeWidgetItem(list(row)) for row in rows])
    return table
