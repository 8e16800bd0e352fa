"""Loads the digits: from a file that is opened or dropped, by a download, or drawn here."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.data.readers.names import set_of
from mnistgui.data.refusals import ChoiceNeededError
from mnistgui.data.turns import Correction
from mnistgui.errors import in_one_sentence
from mnistgui.notation import thousands
from mnistgui.ui.background.job import Report, Result
from mnistgui.ui.background.job_runner import JobEnd, JobRunner
from mnistgui.ui.commands import digit_jobs
from mnistgui.ui.commands.loaded_digits import LoadedDigits, load_digits
from mnistgui.ui.commands.recent import Recent, RecentKind, is_there
from mnistgui.ui.keeping.going_on import offer_to_go_on
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.messages import Offer, Topic

if TYPE_CHECKING:
    from mnistgui.inspection.turn_check import TurnCheck

FULL = (60_000, 10_000)
_FEW = "These few digits are synthetic, drawn by the program. There is more:"
_FEW_NOT_LAST = "These few digits are synthetic; the last visit had those of {0}."
_TURN_WORDS = {
    "transposed": "Transpose the digits",
    "inverted": "Invert the digits",
    "transposed-inverted": "Transpose and invert the digits",
    "labels-one-lower": "Make each label one lower",
}
_MOST_OFFERED = 3  # of several data sets in a folder


class DataActions(QObject):
    """Fetches digits in another thread and gives them to the session."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        banner: Banner,
        dialogs: FileDialogs,
        recent: Recent,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.recent = recent
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._dialogs = dialogs
        self._few = False  # whether the digits at hand are the few that the program drew
        self._may_offer = True
        self._fell_back = False
        self._last: list[Path] = []  # the data set of the last visit, if it can be offered
        self._asked_for = False  # whether the person asked for what the running job fetches
        jobs.ended.connect(self._on_job_ended)

    def load_first(self, path: Path | None) -> None:
        """Load the first digits: the given ones, downloaded ones, or a few synthetic ones."""
        last = self.recent.paths(RecentKind.DATA)[:1] if path is None else []
        take = partial(self._use_initial, last)
        self._start(
            tr("Looking for digits"), partial(digit_jobs.load_first, path), take, asked_for=False
        )

    def load(self, *paths: Path, troubles: Sequence[str] = ()) -> None:
        """Load the first of some files or folders that can be read, and report earlier troubles."""
        title = tr("Loading {0}").format(paths[0].name)
        self._start(title, partial(load_digits, paths, troubles), self._use_first_readable)

    @Slot()
    def open(self) -> None:
        """Let the person choose a file of digits, and load it."""
        path = self.choose_file(tr("Open a data set"))
        if path:
            self.load(path)

    def choose_file(self, title: str) -> Path | None:
        """Let the person choose a file of digits; None if the dialog is cancelled."""
        from mnistgui.data.layouts import dialog_patterns  # noqa: PLC0415 - the readers are slow to load

        kinds = tr("Digits ({0});;All files (*)").format(dialog_patterns())
        return self._dialogs.open(title, kinds)

    @Slot()
    def open_folder(self) -> None:
        """Let the person choose a folder of digits, and load it."""
        path = self._dialogs.open_folder(tr("Open a folder of digits"))
        if path:
            self.load(path)

    @Slot()
    def download(self) -> None:
        """Download MNIST; only ever because the person said so."""
        self._start(tr("Downloading MNIST"), digit_jobs.download, self.use)

    @Slot()
    def draw_all(self) -> None:
        """Draw a synthetic set of MNIST's size, or take it from the cache."""
        title = tr("Drawing {0} digits").format(thousands(sum(FULL)))
        self._start(title, partial(digit_jobs.draw_digits, *FULL), self.use)

    @property
    def few_digits_text(self) -> str:
        """The message that is shown while there are only a few synthetic digits."""
        return tr(_FEW_NOT_LAST).format(self._last[0]) if self._last else tr(_FEW)

    @property
    def offers_last(self) -> bool:
        """Whether the digits of the last visit can be had back by a button."""
        return bool(self._last)

    def withdraw_offer(self) -> None:
        """Withdraw the message about the few digits; the File menu offers the same."""
        self._few = False
        self._banner.withdraw(self.few_digits_text)

    @Slot(bool)
    def set_lesson_held(self, lesson_held: bool) -> None:
        """Offer no other digits while a lesson is held, which is about certain digits."""
        self._may_offer = not lesson_held
        if lesson_held:
            self._banner.withdraw(self.few_digits_text)
        elif self._few:
            self._offer_digits()

    def use(self, dataset: Dataset) -> None:
        """Use a data set in this window."""
        self.withdraw_offer()
        if not dataset.synthetic:
            self.recent.add(RecentKind.DATA, Path(dataset.source))
        stopped = self._session.training.alive
        self._session.set_dataset(dataset)
        if stopped is not None:
            why = tr("Run {0} was stopped, since other digits were opened.")
            offer_to_go_on(self._session, self._banner, stopped, why)

    def _use_first_readable(self, found: LoadedDigits | ChoiceNeededError) -> None:
        if isinstance(found, ChoiceNeededError):
            self._banner.show_notice(
                str(found), *self._offers_to_open(found.choices, tr("Open {0}"))
            )
            return
        dataset = found.dataset
        self.use(dataset)
        self._report_loaded(found)

    def _use_initial(self, last: Sequence[Path], found: LoadedDigits) -> None:
        dataset = found.dataset
        self.use(dataset)
        self._last = [path for path in last if is_there(path) and str(path) != dataset.source]
        self._report_loaded(found)
        self._few = dataset.synthetic
        if self._few and self._may_offer:
            self._offer_digits()
        elif self._last:
            words = tr("During the last visit the digits were those of {0}.")
            self._banner.show_notice(
                words.format(self._last[0]),
                *self._offers_to_open(self._last, tr("Open {0} again")),
                behind=True,
                stays_in_sight=True,
            )

    def load_kept(self, path: Path) -> None:
        """Load digits in the size that they have in their file."""
        title = tr("Loading {0}").format(path.name)
        self._start(title, partial(digit_jobs.load_kept, path), self._use_kept)

    def _use_kept(self, dataset: Dataset) -> None:
        self.use(dataset)
        self._report_loaded(LoadedDigits(dataset, dataset.left_out, None))

    def _report_loaded(self, found: LoadedDigits) -> None:
        """Say what is unusual, with buttons that turn or resize the digits, or open others."""
        dataset, troubles, check = found.dataset, found.troubles, found.check
        finding = "" if check is None else check.format_finding()
        told = [*filter(None, [finding]), *dataset.notes, *troubles]
        offers = [
            *self._offers_to_turn(dataset, check),
            *self._offers_to_open(dataset.others, tr("Open {0}")),
        ]
        if found.was_sized:
            keep = partial(self.load_kept, Path(dataset.source))
            offers.append((tr("Keep their own size"), keep))
        if offers or (told and not troubles):  # nothing is wrong: the person may choose
            self._banner.show_notice(in_one_sentence(told), *offers)
        elif told:
            self._banner.show_fault(in_one_sentence(told), topic=Topic.OPENING)

    def _offers_to_turn(self, dataset: Dataset, check: "TurnCheck | None") -> list[Offer]:
        """Return a button that turns digits upright which are stored turned or inverted."""
        if check is None or check.better is None:
            return []
        words = tr(_TURN_WORDS[check.better.name])
        return [(words, partial(self._turn, dataset, check.better))]

    def _turn(self, dataset: Dataset, turn: Correction) -> None:
        """Put right the digits at hand, in another thread; a person asked for it."""
        if self._session.dataset is dataset:
            title = tr("Putting digits right")
            self._start(title, partial(digit_jobs.turn_digits, dataset, turn), self.use)

    def _offers_to_open(self, paths: Sequence[Path], words: str) -> list[Offer]:
        """Return a button for each of a few data sets."""
        return [
            (words.format(_short_name(path)), partial(self.load, path))
            for path in paths[:_MOST_OFFERED]
        ]

    def _offer_digits(self) -> None:
        self._banner.show_notice(
            self.few_digits_text,
            *self._offers_to_open(self._last, tr("Open {0} again")),
            (tr("Download MNIST (11 MB)"), self.download),
            (tr("Open..."), self.open),
            (tr("Draw 70,000"), self.draw_all),
            behind=True,
            stays_in_sight=bool(self._last),
        )

    def _start(
        self,
        title: str,
        work: Callable[[Report], Result],
        done: Callable[[Result], None],
        *,
        asked_for: bool = True,
    ) -> None:
        self._asked_for = asked_for
        self._jobs.start(title, work, done)

    @Slot(object)
    def _on_job_ended(self, end: JobEnd) -> None:
        if end.fault:
            self._fail(end.fault)
        elif self._asked_for:  # digits that nobody asked for withdraw no fault
            self._banner.withdraw_topics(Topic.OPENING)

    def _fail(self, sentence: str) -> None:
        self._banner.show_fault(sentence, topic=Topic.OPENING)
        if self._session.dataset is None and not self._fell_back:
            self._fell_back = True  # tried once: a second time would fail likewise
            work = partial(digit_jobs.draw_digits, *digit_jobs.SMALL)
            self._start(tr("Drawing digits"), work, self.use, asked_for=False)


def _short_name(path: Path) -> str:
    """The name of a data set of which a file is given, such as ``emnist-digits``."""
    of_several_files = "-".join(set_of(path.name))
    return path.name if of_several_files in ("", path.stem) else of_several_files
