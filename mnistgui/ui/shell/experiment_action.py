"""The menu entry that opens the experiments by question, and what choosing one does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.training.presets import Preset
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr

if TYPE_CHECKING:
    from mnistgui.ui.shell.experiment_list import ExperimentList


class ExperimentAction(QObject):
    """Chooses an experiment as the form does; while a lesson is held there is none to choose."""

    def __init__(self, window: QMainWindow, menu: QMenu, draft: Draft, requests: Requests) -> None:
        super().__init__(window)
        self._window = window
        self._draft = draft
        self._requests = requests
        self._list: ExperimentList | None = None
        self.action = QAction(tr("&Experiments by question..."), menu)
        self.action.setObjectName("experiments_by_question")
        self.action.triggered.connect(self._open)
        menu.addAction(self.action)
        draft.lesson_held.connect(self._enable)

    @Slot()
    def _open(self) -> None:
        if self._list is None:
            from mnistgui.ui.shell.experiment_list import ExperimentList  # noqa: PLC0415 - lazy

            self._list = ExperimentList(self._window)
            self._list.chosen.connect(self._choose)
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()
        self._list.field.setFocus()

    @Slot(object)
    def _choose(self, preset: Preset) -> None:
        if self._draft.lesson is None:
            self._draft.choose_preset(preset)
            self._requests.show_panel("training")

    @Slot(bool)
    def _enable(self, held: bool) -> None:
        self.action.setEnabled(not held)
