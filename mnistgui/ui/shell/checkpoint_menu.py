"""The menu that sets how much room the checkpoints of a run may take."""

from pathlib import Path

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from mnistgui.notation import thousands
from mnistgui.training.checkpoints import BUDGET_BYTES
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.strings import tr

_KEY = "checkpoints/megabytes"
_MEGABYTE = 1_000_000
_CHOICES = (10, 50, BUDGET_BYTES // _MEGABYTE, 1000, 5000)


class CheckpointMenu(QMenu):
    """Offers some sizes; the choice is stored.

    Parameters
    ----------
    runs : Runs
        Whose checkpoints it is about.
    folder : pathlib.Path
        On whose disk they lie.
    settings : QSettings
        Where the choice is stored.
    parent : QWidget
        The Qt parent.
    """

    def __init__(self, runs: Runs, folder: Path, settings: QSettings, parent: QWidget) -> None:
        super().__init__(tr("Room for chec&kpoints of a run"), parent)
        self.setObjectName("menu_checkpoints")
        self.setToolTipsVisible(True)
        self._runs = runs
        self._settings = settings
        runs.keep_checkpoints_in(folder)
        stored = settings.value(_KEY, BUDGET_BYTES // _MEGABYTE, int)
        chosen = stored if stored in _CHOICES else BUDGET_BYTES // _MEGABYTE
        runs.set_checkpoint_bytes(int(chosen) * _MEGABYTE)
        group = QActionGroup(self)
        for size in _CHOICES:
            action = group.addAction(tr("{0} MB on the disk").format(thousands(size)))
            action.setObjectName(f"checkpoints_{size}")
            action.setToolTip(tr("The more room, the nearer any step of a long run is"))
            action.setData(size)
            action.setCheckable(True)
            action.setChecked(size == chosen)
            self.addAction(action)
        group.triggered.connect(self._choose)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._settings.setValue(_KEY, action.data())
        self._runs.set_checkpoint_bytes(action.data() * _MEGABYTE)
