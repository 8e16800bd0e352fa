"""Prepares the digits of the next run in another thread, so that Start is answered at once."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.digits_ahead import digits_ahead
from mnistgui.training.shared_digits import SharedDigits
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session

_REST_MS = 400  # after the last change of the settings, and of the digits


class NextDigits(QObject):
    """Holds the digits of the next run, as its trainer will ask for them.

    Parameters
    ----------
    session : Session
        Has the digits.
    draft : Draft
        Has the settings.
    parent : QObject
        The Qt parent.
    """

    def __init__(self, session: Session, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._wanted: tuple[TrainingConfig, Dataset] | None = None
        self._held: SharedDigits | None = None
        self._worker = LatestWins(self, cooldown_factor=0.0, min_cooldown_ms=0)
        self._worker.answered.connect(self._hold)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._prepare)
        session.dataset_changed.connect(self._follow)
        draft.changed.connect(self._follow)

    @property
    def held(self) -> SharedDigits | None:
        """What the next run will begin with; None where it is not prepared."""
        return self._held

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._rest.stop()
        self._worker.shut_down()

    @Slot()
    def _follow(self) -> None:
        """Prepare other digits once nothing has changed for a while."""
        config, dataset = self._draft.config, self._session.dataset
        wanted = None if config is None or dataset is None else (config, dataset)
        if wanted is None or self._wanted is None or wanted[1] is not self._wanted[1]:
            self._held = None  # no other digits are kept alive
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._worker.cancel()
        self._rest.start()

    @Slot()
    def _prepare(self) -> None:
        if self._wanted is not None:
            self._worker.submit(partial(_prepared, *self._wanted))

    @Slot(object)
    def _hold(self, digits: SharedDigits | None) -> None:
        self._held = digits


def _prepared(config: TrainingConfig, dataset: Dataset) -> SharedDigits | None:
    """Any thread: Prepare digits; none for settings that do not fit them, as Start will say."""
    try:
        return digits_ahead(config, dataset)
    except UserError:
        return None
