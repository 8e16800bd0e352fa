"""Offers to show the report that a crash or a fault has left; nothing of it is sent anywhere."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.files.left_crashes import left_reports
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.keeping.report_dialog import ReportDialog
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner


class CrashOffer(QObject):
    """Reports crashes of earlier visits at the start, and faults of this one at once.

    Parameters
    ----------
    banner : Banner
        Offers the reports.
    window : QWidget
        Owner of the dialog.
    folder : Path
        Where reports are.
    live : Path or None
        The report of this visit; None where none can be written.
    """

    def __init__(self, banner: Banner, window: QWidget, folder: Path, live: Path | None) -> None:
        super().__init__(window)
        self._banner = banner
        self._window = window
        self._folder = folder
        self._live = live
        self._jobs = JobRunner(self)
        self._jobs.failed.connect(banner.show_fault)

    def offer_reports(self) -> None:
        """Offer the crash reports that earlier visits have left."""
        title = tr("Looking for crash reports")
        self._jobs.start(title, partial(_left, self._folder), self._offer)

    def shut_down(self) -> None:
        """Wait for the search to end."""
        self._jobs.shut_down()

    @Slot(str)
    def show_fault(self, sentence: str) -> None:
        """Tell of a fault that has just happened.

        Parameters
        ----------
        sentence : str
            What happened.
        """
        if self._live is None:
            self._banner.show_fault(sentence)
        else:
            self._banner.show_fault(
                sentence, (tr("Show the report"), partial(self.show, self._live))
            )

    def show(self, path: Path) -> None:
        """Show a report."""
        ReportDialog(path, self._window).show()

    def _offer(self, reports: list[Path]) -> None:
        if reports:
            self._banner.show_notice(
                tr(
                    "mnistgui crashed during an earlier visit. A report of it is on this computer; "
                    "nothing was sent anywhere."
                ),
                (tr("Show the report"), partial(self.show, reports[0])),
            )


def _left(folder: Path, _report: Report) -> list[Path]:
    return left_reports(folder)
