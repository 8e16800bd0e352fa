"""Opens and saves networks and runs, and loads the network that comes with the program."""

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.open_files import OpenFiles
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.files.weights.trial import Settled
from mnistgui.nn.network import Network
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.network_usage import NetworkUsage
from mnistgui.ui.commands.recent import Recent, RecentKind
from mnistgui.ui.keeping.saver import Saver
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.pretrained import SHIPPED
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs, file_name
from mnistgui.ui.widgets.messages import Topic


class ModelActions(QObject):
    """Reads and writes files of networks and runs in another thread."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        banner: Banner,
        open_files: OpenFiles,
        dialogs: FileDialogs,
        requests: Requests,
        recent: Recent,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._recent = recent
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._dialogs = dialogs
        self.saver = Saver(session.runs, session.training, jobs, banner, open_files, self)
        self.usage = NetworkUsage(session, jobs, banner, window)
        banner.show_faults_of(jobs)
        requests.network_file_wanted.connect(self.open_network)

    def load_bundled(self) -> None:
        """Load the network that comes with the program."""
        # Lasting, since the file that the program was started with may be opened meanwhile.
        title = tr("Loading the network")
        self._session.expect_network(expected=True)
        self._jobs.ended.connect(self._stop_expecting)
        self._jobs.start(title, _load_shipped, self._use_shipped_result, lasting=True)

    @Slot()
    def _stop_expecting(self) -> None:
        self._session.expect_network(expected=False)

    @Slot()
    def use_shipped(self) -> None:
        """Inspect the network that comes with the program."""
        if tr(SHIPPED) in self._session.loaded_choice:  # it is being read at the very start
            self._session.choose_loaded(tr(SHIPPED))

    @Slot()
    def open_network(self) -> None:
        """Ask for a file of weights, and inspect its network."""
        path = self._dialogs.open(tr("Open a network"))
        if path:
            self.load_network(path)

    def load_network(self, path: Path) -> None:
        """Inspect the network in a file of weights."""

        def take(result: Settled) -> None:
            self.inspect_network(result, path)

        work = partial(_load_settled, path, self._session.dataset)
        self._jobs.start(tr("Loading {0}").format(path.name), work, take)

    def inspect_network(self, settled: Settled, path: Path) -> None:
        """Look at a network that was read from a file."""
        self._recent.add(RecentKind.NETWORK, path)
        self.usage.inspect(settled, path.name)

    @Slot()
    def export_as(self) -> None:
        """Ask for a name and export the inspected network, or the curves of the selected run."""
        from mnistgui.files.exporting import EXPORTS  # noqa: PLC0415 - the readers are slow to load

        kinds = {suffix: tr(text) for suffix, text in EXPORTS.items()}
        run = self._session.inspected.run
        suggested = _suggested(run) if run else tr("network")
        path = self._name_to_save(tr("Export the network or the curves"), suggested, kinds)
        if path:
            self.export(path)

    def export(self, path: Path) -> None:
        """Export the inspected network or the run's curves, in the format of the suffix."""
        from mnistgui.files.exporting import HISTORY_WRITERS, export  # noqa: PLC0415 - the readers are slow to load

        network, run = self._session.inspected.network, self._session.runs.current
        curves = path.suffix.lower() in HISTORY_WRITERS
        if run is None and curves:
            words = tr("There are no curves yet; train a network first.")
            self._banner.show_fault(words, topic=Topic.RUN_NEEDED)
        elif network is None and not curves:
            words = tr("There is no network to save yet; train one or open one.")
            self._banner.show_fault(words, topic=Topic.NETWORK_NEEDED)
        else:
            columns = {} if run is None else run.columns()
            self.saver.write(
                path, partial(export, path, lambda: cast("Network", network), lambda: columns)
            )

    @Slot()
    def open_run(self) -> None:
        """Ask for a run file and add its run to the list."""
        path = self._dialogs.open(tr("Open a run"), tr("Runs (*.h5);;All files (*)"))
        if path:
            self.load_run(path)

    def load_run(self, path: Path) -> None:
        """Add the run in a file to the list."""

        def take(result: SavedRun) -> None:
            self.add_run(result, path)

        self._jobs.start(tr("Loading {0}").format(path.name), partial(_load_run, path), take)

    def add_run(self, loaded: SavedRun, path: Path) -> None:
        """Add a run that was read from a file to the list."""
        self.saver.lock_file(path)
        self._recent.add(RecentKind.RUN, path)
        run = run_files.add_loaded(self._session.runs, loaded, loaded.label or path.stem)
        run.saved_checkpoint = run.checkpoint
        self._session.set_source(Source.TRAINED)

    @Slot()
    def save_run(self) -> None:
        """Ask for a name and save the selected run, which goes on meanwhile."""
        run = self._session.runs.current
        if run is None:
            words = tr("There is no run to save yet; train one first.")
            self._banner.show_fault(words, topic=Topic.RUN_NEEDED)
            return
        kinds = {".h5": tr("Runs")}
        path = self._name_to_save(tr("Save the run"), f"{_suggested(run)}.h5", kinds)
        if path:
            self.write_run(path)

    def write_run(self, path: Path) -> None:
        """Save the selected run, which goes on meanwhile if it trains."""
        run = self._session.runs.current
        if run is not None:
            self._recent.add(RecentKind.RUN, path)
            self.saver.save(run, path)

    def _use_shipped_result(self, network: Network) -> None:
        self._session.add_loaded(network, tr(SHIPPED))
        if self._session.runs.current is None:
            self._session.set_source(Source.LOADED)

    def _name_to_save(self, title: str, suggested: str, kinds: dict[str, str]) -> Path | None:
        try:
            return self._dialogs.save(title, suggested, kinds)
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return None


def _suggested(run: Run) -> str:
    """Return a file name for what a run has made."""
    return file_name(run.label, tr("run-{0}").format(run.number))


def _load_shipped(_report: Report) -> Network:
    """Any thread: Load the network that comes with the program."""
    from mnistgui.files.default_model import default_model  # noqa: PLC0415 - the readers are slow to load

    return default_model()


def _load_settled(path: Path, digits: Dataset | None, report: Report) -> Settled:
    """Any thread: Load a network and settle how its weights are used."""
    from mnistgui.files.models import load_settled  # noqa: PLC0415 - the readers are slow to load

    return load_settled(path, digits, report)


def _load_run(path: Path, _report: Report) -> SavedRun:
    """Any thread: Load a run."""
    return load_run(path)
