"""What the inspected network reads in one part of the digits at hand, kept up to date."""

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.state.digits_note import is_own
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.shared_readings import ReadingClient
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr


class PartReading(QObject):
    """Requests a reading for each other network or digits, while somebody can see it."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._part = Part.TEST
        self._watched = True
        self._found: SplitReading | None = None
        self._reading_client = ReadingClient(session.readings, self)
        self._reading_client.answered.connect(self._set_found)
        session.inspected_changed.connect(self._request)
        session.dataset_changed.connect(self._request)
        session.digit_facts.known.connect(self._follow_facts)

    @property
    def part(self) -> Part:
        """Which part is read."""
        return self._part

    @property
    def found(self) -> SplitReading | None:
        """What was read last; None before anything of this part has been read."""
        return self._found

    @property
    def dataset(self) -> Dataset | None:
        """The digits at hand where the reading is about them; None while it is about others."""
        is_of_these = self._found is not None and self._found.split is self._split
        return self._session.dataset if is_of_these else None

    def set_part(self, part: Part) -> None:
        """Read another part, at once: a person waits for it."""
        if part is not self._part:
            self._part, self._found = part, None
            self._reading_client.cancel()  # its answer would be taken for one about the new part
            self._request()
            self._session.readings.end_cooldown()

    def set_watched(self, watched: bool) -> None:
        """Ask only while somebody can see the answer, and catch up then."""
        self._watched = watched
        self._request()

    def why_empty(self, untrained: str) -> str:
        """Say why there is no reading yet, by a given sentence where there is no network."""
        if self._session.inspected.network is None or self._session.dataset is None:
            return untrained
        if self._session.misfit:
            return self._session.misfit
        if self._split is not None:
            return tr("The network reads the {0}...").format(self._part.digits)
        if _divided_by(self._session) is None:
            return tr("It is not known which digits this network was validated on.")
        return tr("This run holds no digits back for validation.")

    @property
    def _split(self) -> Split | None:
        return split_of(self._session, self._part)

    @Slot()
    def _request(self) -> None:
        network, split = self._session.inspected.network, self._split
        if network is None or split is None:
            self._reading_client.cancel()
            self._found = None
            self.changed.emit()
        elif self._watched:
            self._reading_client.request(network, split)
            if self._found is None:  # else what is said of the digits shown stands
                self.changed.emit()

    @Slot()
    def _follow_facts(self) -> None:
        """Request a reading anew, as only now it may be known whether the digits are the run's."""
        self._request()
        self.changed.emit()

    @Slot(object)
    def _set_found(self, found: tuple[SplitReading]) -> None:
        (self._found,) = found
        self.changed.emit()


def split_of(session: Session, part: Part) -> Split | None:
    """Return the digits of a part of the data set, divided as the inspected run divides them.

    All training digits count as learnt from where no run has divided them; there are no validation
    digits then.
    """
    dataset, config = session.readable_digits, _divided_by(session)
    if dataset is None or part is Part.TEST:
        return dataset.test if dataset is not None else None
    if config is None:
        return dataset.train if part is Part.TRAINING else None
    train, valid = session.divided_digits.divide(config, dataset)
    found = train if part is Part.TRAINING else valid
    return found if len(found) else None


def _divided_by(session: Session) -> TrainingConfig | None:
    """Return the settings that divide the training digits; None if they are not the run's own."""
    run, dataset = session.inspected.run, session.dataset
    if run is None or dataset is None or not is_own(session, run, dataset):
        return None
    return run.config
