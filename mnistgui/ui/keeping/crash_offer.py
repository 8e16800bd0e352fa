"""Offers to show the report of a crash or a fault, of which nothing is sent anywhere."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from mnistgui.files.earlier_crashes import earlier_reports
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.basic import label

_SIZE_PIXELS = QSize(760, 480)


class ReportDialog(QDialog):
    """Shows a report with buttons to copy and save it; it does not block the window.

    Parameters
    ----------
    path : Path
        The report.
    parent : QWidget
        The window.
    """

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crash_report")
        self.setWindowTitle(tr("Crash report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE_PIXELS)
        words = tr(
            "This stays on this computer; mnistgui sends nothing anywhere. To have the fault "
            "mended, pass the report on to whoever looks after mnistgui for you. It lies in {0}."
        )
        note = label(words.format(path), "", "crash_report_note")
        note.setWordWrap(True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit(_read(path))
        self.text.setObjectName("crash_report_text")
        self.text.setAccessibleName(tr("The report"))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("crash_report_copy")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (note, self.text, buttons):
            layout.addWidget(widget)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return tr("{0} cannot be read: {1}").format(path, error.strerror or error)


class CrashOffer(QObject):
    """Offers reports of earlier crashes at the start, and of faults when they happen.

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
        """Wait until the search has ended."""
        self._jobs.shut_down()

    @Slot(str)
    def show_fault(self, sentence: str) -> None:
        """Show a fault that has just happened.

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
    """Any thread: Find the crash reports of earlier visits."""
    return earlier_reports(folder)
