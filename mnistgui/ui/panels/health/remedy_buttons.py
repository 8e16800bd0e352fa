"""The buttons that apply the remedy of a finding: to the next run, or to the one that trains."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from mnistgui.errors import UserError
from mnistgui.inspection.health import Finding
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.training.training_control import TrainingControl
from mnistgui.ui.widgets.basic import explain, row


class RemedyButtons(QWidget):
    """Two buttons that are always there, and enabled where they do something."""

    def __init__(self, draft: Draft, training: TrainingControl) -> None:
        super().__init__()
        self._draft = draft
        self._training = training
        self._finding: Finding | None = None
        self._run: Run | None = None
        self.next_run = QPushButton(tr("Set for the next run"))
        self.next_run.setObjectName("remedy_next_run")
        self.this_run = QPushButton(tr("Change this run"))
        self.this_run.setObjectName("remedy_this_run")
        layout = row(self.next_run, self.this_run, None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.next_run.clicked.connect(self._apply_to_next)
        self.this_run.clicked.connect(self._apply_to_this)
        draft.changed.connect(self._show)
        draft.lesson_changed.connect(self._show)
        training.changed.connect(self._show)
        self._show()

    def show_finding(self, finding: Finding | None, run: Run | None) -> None:
        """Offer the remedy of a finding in a run; None for none."""
        self._finding, self._run = finding, run
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = self._wanted()
        words = "" if self._finding is None else _in_words(self._finding)
        self.next_run.setEnabled(wanted is not None and wanted != self._draft.config)
        self.this_run.setEnabled(wanted is not None and self._is_live())
        explain(
            self.next_run,
            tr("Writes into the form: {0}. Undo takes it back.").format(words)
            if words
            else tr("Nothing is wrong here, or no setting helps."),
        )
        explain(
            self.this_run,
            tr("Trains on with: {0}. The change is kept with the run.").format(words)
            if self._is_live()
            else tr("Only while the run trains, and only settings that can be changed then."),
        )

    def _is_live(self) -> bool:
        """Return whether the run trains, and can be given all of the remedy."""
        finding, alive = self._finding, self._training.alive
        if finding is None or alive is None or alive is not self._run:
            return False
        settings = finding.remedy.settings
        return bool(settings) and all(field_named(name).changeable for name in settings)

    def _wanted(self) -> TrainingConfig | None:
        """Return the settings of the form with the remedy; None where that is not possible."""
        config, finding = self._draft.config, self._finding
        if config is None or finding is None or not finding.remedy.settings:
            return None
        if self._draft.lesson is not None:  # it keeps its settings
            return None
        try:
            return replace(config, **finding.remedy.settings)
        except UserError:
            return None

    @Slot()
    def _apply_to_next(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self._draft.choose_preset(None)
            self._draft.set_config(wanted)

    @Slot()
    def _apply_to_this(self) -> None:
        """Change the run, and the form, which shows the settings of the run that trains."""
        if self._finding is not None and self._is_live():
            settings = self._finding.remedy.settings
            self._apply_to_next()
            self._training.change(settings)


def _in_words(finding: Finding) -> str:
    fields = ((field_named(name), value) for name, value in finding.remedy.settings.items())
    return ", ".join(f"{tr(field.label)} {field.show(value)}" for field, value in fields)
