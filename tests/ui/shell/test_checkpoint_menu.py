"""The room for checkpoints is chosen in the Training menu and remembered."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.shell.main_window import MainWindow


def test_the_choice_holds_for_every_run_and_is_stored(window: MainWindow) -> None:
    menu = window.findChild(QMenu, "menu_checkpoints")
    assert menu is not None
    run = window.session.runs.create(TrainingConfig(), None)
    assert window.session.runs.checkpoint_bytes == 200_000_000
    smaller = menu.findChild(QAction, "checkpoints_10")
    assert smaller is not None
    smaller.trigger()
    assert smaller.isChecked()
    assert window.session.runs.checkpoint_bytes == run.checkpoints.budget_bytes == 10_000_000
    assert window._settings.value("checkpoints/megabytes", 0, int) == 10
