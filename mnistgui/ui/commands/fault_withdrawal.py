"""Withdraws the message about a fault as soon as that fault is overcome."""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


class FaultWithdrawal(QObject):
    """Withdraws the faults of a topic when they are overcome; the banner does so for files."""

    def __init__(self, session: Session, draft: Draft, banner: Banner) -> None:
        super().__init__(banner)
        self._session = session
        self._draft = draft
        self._banner = banner
        session.training.failed.connect(self._show_failed_training)
        session.past.refused.connect(self._show_refused_step)
        session.branched.connect(banner.show_notice)
        session.training.changed.connect(self._on_training_changed)
        session.planner.begun.connect(self._on_run_begun)
        session.runs.selected.connect(self._on_run_selected)
        session.inspected_changed.connect(self._on_inspected_changed)
        session.dataset_changed.connect(self._on_digits_changed)
        draft.changed.connect(self._on_settings_changed)

    @Slot(str)
    def _show_failed_training(self, sentence: str) -> None:
        self._banner.show_fault(sentence, topic=Topic.TRAINING)

    @Slot(str)
    def _show_refused_step(self, sentence: str) -> None:
        self._banner.show_fault(sentence, topic=Topic.DIGITS_NEEDED)

    @Slot()
    def _on_training_changed(self) -> None:
        if self._session.training.alive is None:
            self._banner.withdraw_topics(Topic.RUN_UNDER_WAY)

    @Slot()
    def _on_run_begun(self) -> None:
        self._banner.withdraw_topics(Topic.TRAINING, Topic.RUN_NEEDED, Topic.NETWORK_NEEDED)

    @Slot()
    def _on_run_selected(self) -> None:
        if self._session.runs.current is not None:
            self._banner.withdraw_topics(Topic.RUN_NEEDED)

    @Slot()
    def _on_inspected_changed(self) -> None:
        if self._session.inspected.network is not None:
            self._banner.withdraw_topics(Topic.NETWORK_NEEDED)

    @Slot()
    def _on_digits_changed(self) -> None:
        self._banner.withdraw_topics(Topic.DIGITS_NEEDED)

    @Slot()
    def _on_settings_changed(self) -> None:
        if self._draft.config is not None:
            self._banner.withdraw_topics(Topic.SETTINGS)
