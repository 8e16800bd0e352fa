"""How the weights of an opened file are used: tells what was assumed, and lets it be changed."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.files.weights.assumptions import in_words
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.trial import Settled, settle
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


class NetworkUsage(QObject):
    """Keeps how each network from a file is used."""

    def __init__(self, session: Session, jobs: JobRunner, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._window = window
        self._settled: dict[str, Settled] = {}  # by name

    def inspect(self, settled: Settled, name: str) -> None:
        """Inspect a network from a file, and say what was assumed of it."""
        self._settled[name] = settled
        words = in_words(settled, name)
        self._session.set_loaded(settled.network, name, note=words)
        self._session.set_source(Source.LOADED)
        if words:
            change = (tr("Change..."), self.open_dialog)
            self._banner.show_notice(words, *([change] if settled.assumed else []))

    @Slot()
    def open_dialog(self) -> None:
        """Let the person choose the scaling and the activations of the opened network."""
        name = self._session.loaded_name
        settled = self._settled.get(name)
        if settled is None:
            words = tr("Open a network from a file first; how others are used is known.")
            self._banner.show_fault(words, topic=Topic.NETWORK_NEEDED)
            return
        from mnistgui.ui.commands.usage_dialog import UsageDialog  # noqa: PLC0415 - seldom asked

        dialog = UsageDialog(name, settled, self._window)
        dialog.chosen.connect(partial(self._use, name, settled.stored))
        dialog.open()

    def _use(self, name: str, stored: StoredNetwork, wanted: Mapping[str, str]) -> None:
        def done(result: Settled) -> None:
            self.inspect(result, name)

        work = partial(_settle, stored, self._session.dataset, dict(wanted))
        self._jobs.start(tr("Using {0} in another way").format(name), work, done)


def _settle(
    stored: StoredNetwork, digits: Dataset | None, wanted: Mapping[str, str], report: Report
) -> Settled:
    """Any thread: Settle how the weights of a file are used."""
    return settle(stored, digits, wanted, progress=report)
