"""Finds the digits of a run from a file, so that it can be resumed; else offers a branch."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.digit_jobs import draw_digits
from mnistgui.ui.commands.recent import RecentKind
from mnistgui.ui.runs.digits_request import DigitsRequest
from mnistgui.ui.runs.plan import fitted_runs
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from mnistgui.ui.widgets.messages import Offer


class OwnDigits(QObject):
    """Finds the digits that runs from files learnt from, before these are trained."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        banner: Banner,
        data: DataActions,
    ) -> None:
        super().__init__(data)
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._data = data
        self.branch = QAction(self)
        self.branch.setObjectName("branch")
        self.branch.triggered.connect(self._branch_current)
        self.describe_branch()
        session.runs.on_list_changed(self.describe_branch)
        session.dataset_changed.connect(self.describe_branch)
        session.planner.digits_requested.connect(self.find)

    @Slot(object)
    def find(self, request: DigitsRequest) -> None:
        """Find the digits of a run in another thread, and then continue what needs them."""
        facts = request.run.facts
        if facts is None:
            raise ValueError(f"nothing is known of the digits of run {request.run.number}")
        title = tr("Looking for the digits of run {0}").format(request.run.number)
        recent = self._data.recent.paths(RecentKind.DATA)
        work = partial(_find, facts, self._session.dataset, recent)
        self._jobs.start(
            title, work, partial(self._use_found, request, self._session.training.alive)
        )

    def _use_found(self, request: DigitsRequest, alive: Run | None, result: object) -> None:
        """Continue, unless the person has begun something else while the digits were loaded."""
        if isinstance(result, UserError):
            self._refuse(request, str(result))
            return
        run = request.run
        if not isinstance(result, Dataset) or self._session.runs.get(run.number) is not run:
            return
        if self._session.training.alive is not alive:
            words = tr("The digits of run {0} were found; another run was begun meanwhile.")
            self._banner.show_notice(words.format(run.number))
            return
        run.dataset = result
        if result is not self._session.dataset:
            self._data.use(result)
        request.then()

    def _refuse(self, request: DigitsRequest, sentence: str) -> None:
        if self._session.dataset is None:
            self._data.load_first(
                None
            )  # the search has taken the place of the first digits' loading
        offers: list[Offer] = [(tr("Open its digits..."), partial(self._ask_for_digits, request))]
        dataset = self._session.dataset
        if request.branch_config is not None and dataset is not None:
            branch = partial(self._branch, request.run, request.branch_config, dataset)
            offers.append((tr("New run from its weights"), branch))
        message = tr("Run {0} cannot go on: {1}.").format(request.run.number, sentence)
        self._banner.show_fault(message, *offers)

    def _ask_for_digits(self, request: DigitsRequest) -> None:
        path = self._data.choose_file(tr("Open the digits of the run"))
        if path is None or request.run.facts is None:
            return
        title = tr("Loading {0}").format(path.name)
        work = partial(_load, request.run.facts, path)
        self._jobs.start(
            title, work, partial(self._use_found, request, self._session.training.alive)
        )

    @Slot()
    def describe_branch(self) -> None:
        """Name the run and the digits of the action, and enable it where there are both."""
        run, dataset = self._branchable(), self._session.dataset
        self.branch.setEnabled(run is not None and dataset is not None)
        if run is not None and dataset is not None:
            words = tr("&New run with the weights of run {0}, on {1}")
            self.branch.setText(words.format(run.number, dataset.name))
            self.branch.setToolTip(tr("The new run goes on from these weights; the old one stays"))
        else:
            self.branch.setText(tr("&New run with the weights of another"))
            tip = tr("Select a run that has learnt and has not diverged, and open digits")
            self.branch.setToolTip(tip)

    def _branchable(self) -> Run | None:
        """The selected run, if it has weights to begin with."""
        run = self._session.runs.current
        has_weights = run is not None and run.checkpoint is not None
        return run if has_weights and run and run.status is not Status.DIVERGED else None

    @Slot()
    def _branch_current(self) -> None:
        """Begin a new run on the digits at hand with the weights of the current one."""
        run, dataset = self._branchable(), self._session.dataset
        if run is not None and dataset is not None:
            self._branch(run, run.config, dataset)

    def _branch(self, run: Run, config: TrainingConfig, dataset: Dataset) -> None:
        """Train a new run, named after both, on the digits at hand; the old run stays."""
        if run.checkpoint is None:
            raise ValueError(f"run {run.number} has no weights to begin with")
        name = run.label or tr("run {0}").format(run.number)
        planned = PresetRun(tr("{0}, on {1}").format(name, dataset.name), config)
        (fitting,) = fitted_runs((planned,), len(dataset.train))
        planner = self._session.planner
        origin = run.origin_text, run.branch_point_at(int(run.checkpoint.state.facts["step"]))
        planner.start_alone(fitting, dataset, Order.RUN, run.checkpoint.state, origin)


def _find(
    facts: DataFacts, at_hand: Dataset | None, recent: Sequence[Path], report: Report
) -> Dataset | UserError:
    """Any thread: Return the digits of a run, or why they were not found."""
    from mnistgui.files.own_digits import own_digits  # noqa: PLC0415 - the readers are slow to load

    if at_hand is not None and facts.match(at_hand):
        return at_hand
    try:
        return own_digits(facts, partial(draw_digits, report=report), recent)
    except UserError as error:
        return error


def _load(facts: DataFacts, path: Path, _report: Report) -> Dataset | UserError:
    """Any thread: Load digits, and return them or why they are not the run's."""
    from mnistgui.files.own_digits import loaded_as_then  # noqa: PLC0415 - the readers are slow to load

    try:
        dataset = loaded_as_then(facts, path)
        facts.require(dataset)
    except UserError as error:
        return error
    return dataset
