"""Tells which ended run Start repeats to the same bits, and offers what would be something new."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.interventions import OF_ANY_LENGTH, same_course
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Offer

_MOST_EPOCHS = 50_000  # half of what the setting accepts


class RepeatCheck(QObject):
    """Compares the draft with the runs that have ended; Start begins a repetition all the same."""

    def __init__(self, session: Session, draft: Draft, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._banner = banner
        self._said = ""
        self._repeated: Run | None = None
        draft.changed.connect(self._withdraw)
        session.planner.begun.connect(self._withdraw)
        session.runs.on_list_changed(self._look_again)

    def announce(self, run: Run) -> None:
        """Say which run the one that begins repeats."""
        self._repeated = run
        words = tr("Run {0} had the same settings, seed and digits: this one comes out the same.")
        self._said = words.format(run.number)
        self._banner.show_notice(self._said, *self._offers(run))

    def repeated_run(self) -> Run | None:
        """The ended run that Start would repeat to the same bits; the last, if several."""
        config = self._draft.config
        if self._session.training.alive or self._draft.preset is not None:
            return None
        dataset = self._session.dataset
        over = (Status.FINISHED, Status.DIVERGED)
        repeated = [
            run
            for run in self._session.runs
            if run.status in over and not run.origin
            if _same_course(run) == config and run.dataset is dataset
        ]
        return repeated[-1] if repeated else None

    def _offers(self, run: Run) -> list[Offer]:
        offers: list[Offer] = []
        if self._draft.lesson is None:  # a lesson is about these settings and no others
            longer = _longer(run)
            if longer is not None:
                words = tr("Train run {0} on to {1} epochs").format(run.number, longer.epochs)
                offers.append((words, partial(self._train_on, run, longer)))
            offers.append(
                (tr("Another seed"), partial(self._reseed, _same_course(run) or run.config))
            )
        return offers

    def _train_on(self, run: Run, config: TrainingConfig) -> None:
        self._draft.set_config(config)
        self._session.planner.train_on(run, config)

    def _reseed(self, config: TrainingConfig) -> None:
        used = {run.config.seed for run in self._session.runs}
        seed = next(seed for seed in range(config.seed + 1, 2**31) if seed not in used)
        other = replace(config, seed=seed)
        self._draft.set_config(other)
        self._session.planner.stop()  # what merely repeats a run
        self._session.planner.train((PresetRun("", other),), Order.RUN)

    @Slot()
    def _look_again(self) -> None:
        run = self._repeated
        if run is not None and self._session.runs.get(run.number) is not run:
            self._withdraw()

    @Slot()
    def _withdraw(self) -> None:
        if self._said:
            self._banner.withdraw(self._said)
            self._said, self._repeated = "", None


def _same_course(run: Run) -> TrainingConfig | None:
    """Return the settings with which a run would have gone as it did; None if there are none."""
    return same_course(run.config, run.history.interventions)


def _longer(run: Run) -> TrainingConfig | None:
    """Return settings for a run twice as long; None if it would not begin as the same run."""
    whole = run.ended == "epochs" and run.checkpoint is not None
    config = _same_course(run)
    if not whole or config is None or config.schedule not in OF_ANY_LENGTH:
        return None
    return replace(config, epochs=2 * config.epochs) if config.epochs <= _MOST_EPOCHS else None
