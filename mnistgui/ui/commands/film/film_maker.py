"""Films a run: shows step after step in the window, takes a picture of each, and writes a film."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mnistgui.errors import UserError
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.commands.film.frames import FrameRequest, FrameSource
from mnistgui.ui.commands.film.settings import FilmSettings
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_throttle import RedrawThrottle

_LOOK_MS = 10  # between two looks whether all panels show a step
_REST_SECONDS = 0.12  # so long nothing has changed
_LONGEST_SECONDS = 10.0  # then a picture is taken all the same
_TAKING_SHARE = 0.8  # of a film's time goes into its pictures, the rest into its file
_PARTS = 1000


@dataclass(frozen=True, eq=False)
class FilmServices:
    """The services of the window that films need.

    Parameters
    ----------
    session : Session
    jobs : JobRunner
        Shows progress, time left and Cancel.
    redraws : RedrawThrottle
        Tells whether anything is still to be drawn.
    bring : callable
        Given the name of a panel or of the window, brings it to the front and returns it.
    """

    session: Session
    jobs: JobRunner
    redraws: RedrawThrottle
    bring: Callable[[str], QWidget]


class FilmMaker(QObject):
    """Makes one film at a time; the window can be watched meanwhile.

    Parameters
    ----------
    services : FilmServices
    parent : QObject
        The Qt parent.
    """

    ended = Signal(object)  # Path of the film; None where it was given up

    def __init__(self, services: FilmServices, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = services.session, services.jobs
        self._redraws, self._bring = services.redraws, services.bring
        self._source = FrameSource(self)
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._film = 0  # the number of the newest
        self._request: FrameRequest | None = None
        self._shown: QWidget | None = None
        self._asked_at = self._calm_since = 0.0
        self._source.wanted.connect(self._show_step)
        self._looks.timeout.connect(self._look)
        self._jobs.progressed.connect(self._notice_end)

    @property
    def busy(self) -> bool:
        """Whether a film is being made."""
        return self._shown is not None

    def check(self) -> Run:
        """Return the run that can be filmed; raise UserError where there is none."""
        run = self._session.runs.current
        if run is None or not len(run.history.steps):
            raise UserError(tr("There is no run to film yet; train one first."))
        if run.status is Status.RUNNING:
            raise UserError(tr("Run {0} trains; pause it, and film it then.").format(run.number))
        if (run.dataset or self._session.dataset) is None:
            words = tr("Run {0} can be filmed once its digits are open.")
            raise UserError(words.format(run.number))
        return run

    def begin(self, settings: FilmSettings, target: Path) -> None:
        """Make a film of the selected run.

        Parameters
        ----------
        settings : FilmSettings
        target : pathlib.Path

        Raises
        ------
        UserError
            There is nothing to be filmed, or the file cannot be written.
        """
        from mnistgui.files.film import check_film_target, film_steps  # noqa: PLC0415 - rare

        run = self.check()
        check_film_target(target)
        self._jobs.cancel()  # its end is told at once, and would be taken for that of this film
        self._shown = self._bring(settings.shown)
        steps = film_steps(len(run.history.steps), settings.frames)
        self._film += 1
        frame = partial(self._source.frame, self._film)
        work = partial(_make, frame, steps, target, settings.per_second)
        self._jobs.start(tr("Filming run {0}").format(run.number), work, self._done)

    @Slot(object)
    def _show_step(self, request: FrameRequest) -> None:
        """Show a step of which a picture is wanted."""
        if self._shown is None or request.film != self._film:  # cancelled meanwhile
            return
        self._request = request
        self._asked_at = self._calm_since = time.monotonic()
        self._session.show_step(request.step)
        self._looks.start()

    @Slot()
    def _look(self) -> None:
        """Take the picture once nothing moves any more."""
        now, request, shown = time.monotonic(), self._request, self._shown
        if request is None or shown is None:
            self._looks.stop()
            return
        if not self._is_calm(request.step):
            self._calm_since = now
        if now - self._calm_since < _REST_SECONDS and now - self._asked_at < _LONGEST_SECONDS:
            return
        self._looks.stop()
        self._request = None
        request.image = shown.grab().toImage()
        request.taken.set()

    def _is_calm(self, step: int) -> bool:
        session = self._session
        found = session.past.replay is None and session.inspected.step == step
        return found and self._redraws.idle and not self._works()

    def _works(self) -> bool:
        """Return whether anything that is shown is still being worked out."""
        owners = (self._session, self._shown)
        return any(
            worker.busy for owner in owners if owner for worker in owner.findChildren(LatestWins)
        )

    def _done(self, target: Path) -> None:
        self._end(target)

    @Slot(object)
    def _notice_end(self, progress: JobProgress | None) -> None:
        """Return to the newest step where the film was cancelled, or has failed."""
        if progress is None and self.busy:
            self._end(None)

    def _end(self, target: Path | None) -> None:
        self._shown = self._request = None
        self._looks.stop()
        self._session.past.return_to_now()
        self.ended.emit(target)


def _make(
    frame: Callable[[int, Callable[[], None]], QImage],
    steps: tuple[int, ...],
    target: Path,
    per_second: int,
    report: Report,
) -> Path:
    """Job thread: Take a picture of each step, and write the film."""
    from mnistgui.files.film import write_film  # noqa: PLC0415 - seldom needed

    with TemporaryDirectory(prefix="mnistgui-film-") as folder:
        frames = []
        for number, step in enumerate(steps):
            part = round(_PARTS * _TAKING_SHARE * number / len(steps))
            image = frame(step, partial(report, part, _PARTS))
            frames.append(Path(folder) / f"frame-{number:04}.png")
            if not image.save(str(frames[-1])):
                raise UserError(tr("The pictures of the film have no room on the disk."))

        def report_writing(done: int, total: int) -> None:
            rest = (1 - _TAKING_SHARE) * done / max(total, 1)
            report(round(_PARTS * (_TAKING_SHARE + rest)), _PARTS)

        write_film(frames, target, per_second, report_writing)
    return target
