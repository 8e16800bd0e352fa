"""A button that changes the run that trains to the settings of the form."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from mnistgui.training.config import TrainingConfig, field_named, is_relevant
from mnistgui.training.interventions import differences
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import add_shortcut, explain

_KEY = "Ctrl+Shift+F5"


class RunChangesButton(QPushButton):
    """Is enabled while the form has other settings that the training run can take over.

    Parameters
    ----------
    session : Session
        Whose run is changed.
    draft : Draft
        The settings of the form.
    """

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__(tr("Change run"))
        self.setObjectName("change_run")
        self.setAccessibleName(tr("Change the run that trains"))
        self._training = session.training
        self._draft = draft
        add_shortcut(_KEY, self, self.click, everywhere=True)
        self.clicked.connect(self._apply)
        draft.changed.connect(self.refresh)
        session.training.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what would be changed."""
        run = self._training.alive
        changes = self._changes(run)
        if self.isEnabled() != bool(changes):
            self.setEnabled(bool(changes))
        tip = _tip(run, changes)
        if self.toolTip() != tip:
            explain(self, tip)

    @Slot()
    def _apply(self) -> None:
        self._training.change(self._changes(self._training.alive))
        self.refresh()

    def _changes(self, run: Run | None) -> dict[str, Any]:
        """The settings that differ, have an effect, and were not requested already."""
        wanted = self._draft.config
        if run is None or wanted is None:
            return {}
        now = self._training.wanted_config(run)
        return {
            name: value
            for name, value in differences(now, wanted).items()
            if is_relevant(field_named(name), _as_changed(now, wanted))
        }


def _as_changed(now: TrainingConfig, wanted: TrainingConfig) -> TrainingConfig:
    """What would be in force if all that differs were changed."""
    return replace(now, **differences(now, wanted))


def _tip(run: Run | None, changes: dict[str, Any]) -> str:
    if run is None:
        return tr("Gives a run that trains settings of the form at once, without a new start")
    if not changes:
        return tr(
            "Run {0} has all settings of the form that can be changed while it trains"
        ).format(run.number)
    fields = [(field_named(name), value) for name, value in changes.items()]
    listed = "; ".join(f"{tr(field.label)}: {shown(field, value)}" for field, value in fields)
    return tr("Change run {0} from its next step on: {1} ({2})").format(run.number, listed, _KEY)
