"""Says what went wrong with a run, and offers the settings with which to try again."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.commands.setting_commands import SettingCommands
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Offer, Topic

# A network that overfits reads its digits as well as one can with them: that is no fault.
_NOTICES = ("overfitting",)


class RunTroubles(QObject):
    """Shows the trouble of a run with one button, which trains a new run; the old one stays."""

    def __init__(
        self, session: Session, draft: Draft, commands: SettingCommands, banner: Banner
    ) -> None:
        super().__init__(banner)
        self._session = session
        self._draft = draft
        self._commands = commands
        self._banner = banner
        self._said: dict[int, str] = {}  # by number of the run
        session.training.troubled.connect(self._show)
        session.planner.begun.connect(self._withdraw)

    @Slot(object)
    def _show(self, run: Run) -> None:
        self._banner.withdraw(self._said.pop(run.number, ""))
        if run.trouble is None:
            return
        self._said[run.number] = run.sentence
        if run.trouble.name in _NOTICES:
            self._banner.show_notice(run.sentence, *self._offers(run))
        else:
            self._banner.show_fault(run.sentence, *self._offers(run), topic=Topic.TRAINING)

    def _offers(self, run: Run) -> list[Offer]:
        """Offer the remedy, unless a lesson keeps its settings or other runs are to follow."""
        plan = self._session.planner.plan
        remedied = run.trouble.remedied(run.last_config) if run.trouble else None
        several = plan is not None and len(plan.planned) > 1
        if run.trouble is None or remedied is None or several or self._draft.lesson is not None:
            return []
        words = tr("Try: {0}").format(tr(run.trouble.remedy_words(run.last_config)))
        return [(words, partial(self._try, remedied, words))]

    def _try(self, config: TrainingConfig, words: str) -> None:
        if self._draft.lesson is not None:
            return
        self._commands.use_config(config, words)
        self._session.planner.stop()
        self._session.planner.train((PresetRun("", config),), Order.RUN)

    @Slot()
    def _withdraw(self) -> None:
        for said in self._said.values():
            self._banner.withdraw(said)
        self._said.clear()
