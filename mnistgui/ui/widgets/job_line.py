"""A line that shows a long job: its title, its progress, its time left, and Cancel."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from mnistgui.ui.background.job import JobProgress
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import keep_room, row
from mnistgui.ui.widgets.elided_label import ElidedLabel

_PROGRESS_STEPS = 1000  # steps of a progress bar


class JobLine(QWidget):
    """Shows the job that runs in a job runner.

    Parameters
    ----------
    jobs : JobRunner
        Runs the job that is shown.
    name : str
        The prefix of its object names.
    keeps_room : bool
        Whether it keeps its room while no job runs, so that it moves nothing when one begins.
    title_pixels : int
        So wide is a title that needs it, however little room there is; longer ones are elided.
    """

    def __init__(
        self,
        jobs: JobRunner,
        name: str = "job",
        *,
        keeps_room: bool = True,
        title_pixels: int = 0,
    ) -> None:
        super().__init__()
        self._title_pixels = title_pixels
        self.setObjectName(name)
        self._title = ElidedLabel(f"{name}_title", "")  # elided, so that Cancel always has room
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_progress")
        self._bar.setAccessibleName(tr("Progress of the job"))
        self._bar.setMinimumWidth(30)
        self._bar.setMaximumWidth(160)
        self._bar.setTextVisible(False)
        self._left = QLabel()
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName(f"{name}_cancel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addLayout(row(self._bar, self._left, self._cancel))
        self._cancel.clicked.connect(jobs.cancel)
        jobs.progressed.connect(self._show)
        keep_room(self, kept=keeps_room)
        self.hide()

    @property
    def height_needed(self) -> int:
        """The height of the line while a job runs."""
        self._cancel.ensurePolished()
        return self._cancel.sizeHint().height()

    @Slot(object)
    def _show(self, progress: JobProgress | None) -> None:
        self.setVisible(progress is not None)
        if progress is None:
            return
        self._title.setText(progress.title)
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), self._title_pixels))
        self._bar.setRange(0, 0 if progress.fraction is None else _PROGRESS_STEPS)
        self._bar.setValue(round(_PROGRESS_STEPS * (progress.fraction or 0.0)))
        seconds = progress.seconds_left
        self._left.setText("" if seconds is None else remaining(seconds))


def remaining(seconds: float) -> str:
    """Return a time left in words."""
    if seconds < 60:
        return tr("{0} s left").format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{0} min left").format(minutes)
    return tr("{0} h {1} min left").format(minutes // 60, minutes % 60)
