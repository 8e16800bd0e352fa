"""Measures how many test digits the loaded network reads correctly."""

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.ui.state.misfit import misfit_words, readable_digits
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.state.shared_readings import ReadingClient
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr

SHIPPED = "Network shipped"  # what the network that comes with the program is called


class Pretrained(QObject):
    """Reads the test digits with the loaded network, and again when one of them changes."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = False
        self._asked: tuple[object, object] = (None, None)
        self._reading_client = ReadingClient(session.readings, self)
        self.accuracy: float | None = None
        self._reading_client.answered.connect(self._set_result)
        session.source_changed.connect(self._request)
        session.dataset_changed.connect(self._request)

    @property
    def read_by(self) -> str:
        """A sentence on which network read which digits; empty before there is a result."""
        dataset = self._session.dataset
        if self._session.loaded is None or dataset is None:
            return ""
        misfit = misfit_words(self._session.loaded, dataset)
        if misfit:
            return misfit
        name = self._session.loaded_name
        if name == tr(SHIPPED):
            words = tr("No weights given: the network that comes with the program reads {0}.")
            return words.format(dataset.name)
        return tr("{0} reads {1}.").format(name, dataset.name)

    def read_inspected(self) -> None:
        """Read the test digits by the loaded network, now and whenever another one is loaded."""
        self._wanted = True
        self._session.set_source(Source.LOADED)
        self._request()

    def stop(self) -> None:
        """Stop reading, since something else is shown."""
        self._wanted = False
        self._asked = (None, None)
        self._reading_client.cancel()

    @Slot()
    def _request(self) -> None:
        network, dataset = self._session.loaded, self._session.dataset
        if not self._wanted or network is None or dataset is None:
            return
        if readable_digits(network, dataset) is None:
            self.accuracy = None
            self.changed.emit()
            return
        if self._asked == (network, dataset):
            return
        self._asked, self.accuracy = (network, dataset), None
        self.changed.emit()
        self._reading_client.request(network, dataset.test)
        self._session.readings.end_cooldown()

    @Slot(object)
    def _set_result(self, found: tuple[SplitReading]) -> None:
        self.accuracy = found[0].reading.accuracy
        self.changed.emit()
