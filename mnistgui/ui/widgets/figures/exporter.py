"""Copies and saves the plots and pictures of one window."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QWidget

from mnistgui.errors import UserError
from mnistgui.files.tables import Cell, Table, markdown_text, save_csv, table_text
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.figure import Figure
from mnistgui.ui.widgets.figures.scale import FOR_A_SLIDE
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnistgui.ui.widgets.figures.recording import Recording

_Lines = tuple[tuple[Cell, ...], ...]
_SCALES = (FOR_A_SLIDE, 1, 2, 4, 8)
_COPIED_SCALE = 2
_SCALE_KEY, _COLOURS_KEY = "figures/scale", "figures/colours_of_window"


@dataclass(frozen=True, eq=False)
class Services:
    """The services of the window that the exporter uses.

    Parameters
    ----------
    dialogs : FileDialogs
        Opens dialogs for files.
    write : callable
        Called with a path and a function that writes the file, which runs in another thread.
    show_fault : callable
        Shows a fault in a sentence.
    confirm : callable
        Says in a sentence what was done that nobody sees.
    theme : callable
        Returns the theme of the window.
    settings : QSettings
        Stores the person's choices.
    """

    dialogs: FileDialogs
    write: Callable[[Path, Callable[[], None]], None]
    show_fault: Callable[[str], None]
    confirm: Callable[[str], None]
    theme: Callable[[], Theme]
    settings: QSettings


class FigureExporter(QObject):
    """Carries out what the menu of a plot or picture offers; found by :func:`exporter_of`."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._jobs = JobRunner(
            self
        )  # its own: copying cancels no other job, and no other cancels it
        self._options = QMenu(tr("Pictures"), window)
        self._options.setObjectName("figure_options")
        self._scales = QActionGroup(self._options)
        self._make_options()

    def add_options(self, menu: QMenu) -> None:
        """Add the options that hold for all figures to the menu of a figure."""
        menu.addSeparator()
        menu.addMenu(self._options)

    def copy_picture(self, figure: Figure) -> None:
        """Copy the picture to the clipboard, twice as large as on the screen."""
        if self._numbers(figure) is not None:
            recording = self._recorded(figure)
            work = partial(_painted, recording)
            done = partial(self._use_copy, QGuiApplication.clipboard().setImage)
            self._jobs.start(
                tr("Copying"), work, partial(done, tr("The picture is copied: {0}"), figure.name)
            )

    def copy_data(self, figure: Figure) -> None:
        """Copy the numbers to the clipboard, separated by tabs as spreadsheets accept them."""
        self._copy_text(figure, partial(table_text, delimiter="\t"))

    def copy_markdown(self, figure: Figure) -> None:
        """Copy the numbers to the clipboard as a Markdown table."""
        self._copy_text(figure, markdown_text)

    def shut_down(self) -> None:
        """Wait until the thread that copies has ended."""
        self._jobs.shut_down()

    def _copy_text(
        self, figure: Figure, write: Callable[[tuple[tuple[Cell, ...], ...]], str]
    ) -> None:
        table = self._numbers(figure)
        if table is not None:
            work = partial(_written, write, table)
            done = partial(self._use_copy, QGuiApplication.clipboard().setText)
            self._jobs.start(
                tr("Copying"), work, partial(done, tr("The data are copied: {0}"), figure.name)
            )

    def _use_copy(
        self, take: Callable[[Any], None], words: str, name: str, copied: QImage | str
    ) -> None:
        """Put something into the clipboard, and say so: nobody sees it there."""
        take(copied)
        self._services.confirm(words.format(name))

    def save_picture(self, figure: Figure) -> None:
        """Ask for a file and write the picture in another thread."""
        from mnistgui.files.exporting import PICTURES  # noqa: PLC0415 - slow to load

        kinds = {suffix: tr(text) for suffix, text in PICTURES.items()}
        path = self._ask_path(figure, tr("Save picture"), kinds)
        if path is not None:
            recording, title = self._recorded(figure), figure.name
            from mnistgui.ui.widgets.figures.formats import save_picture  # noqa: PLC0415 - rare

            self._services.write(path, partial(save_picture, path, recording, title, self.scale))

    def save_data(self, figure: Figure) -> None:
        """Ask for a file and write the numbers in another thread."""
        path = self._ask_path(figure, tr("Save data"), {".csv": tr("Table")})
        if path is not None:
            self._services.write(path, partial(_save_table, path, figure.table()))

    @property
    def scale(self) -> int:
        """The pixels of a PNG for each pixel of the screen, or :data:`FOR_A_SLIDE`."""
        scale = self._services.settings.value(_SCALE_KEY, FOR_A_SLIDE, int)
        return scale if scale in _SCALES else FOR_A_SLIDE

    @property
    def theme(self) -> Theme:
        """The theme of pictures: the light one, unless the person chose that of the window."""
        wanted = bool(self._services.settings.value(_COLOURS_KEY, False, bool))  # noqa: FBT003
        return self._services.theme() if wanted else LIGHT

    def _recorded(self, figure: Figure) -> "Recording":
        return figure.recorded(self.theme, self._services.theme())

    def _numbers(self, figure: Figure) -> Table | None:
        """Return the table of a figure; None, after showing a fault, if it is empty."""
        table = figure.table()
        if not table.rows:
            self._services.show_fault(tr("There is nothing to copy or save in this picture yet."))
            return None
        return table

    def _ask_path(self, figure: Figure, title: str, kinds: dict[str, str]) -> Path | None:
        """Ask for a file; return None if the dialog is cancelled."""
        if self._numbers(figure) is None:
            return None
        try:
            return self._services.dialogs.save(title, figure.stem + next(iter(kinds)), kinds)
        except UserError as error:
            self._services.show_fault(str(error))
            return None

    def _make_options(self) -> None:
        for scale in _SCALES:
            words = tr("PNG as large as a slide") if not scale else tr("PNG {0} times as large")
            action = self._options.addAction(words.format(scale))
            action.setData(scale)
            action.setCheckable(True)
            action.setChecked(scale == self.scale)
            self._scales.addAction(action)
        self._scales.triggered.connect(self._choose_scale)
        self._options.addSeparator()
        colours = self._options.addAction(tr("In the colours of the window"))
        colours.setCheckable(True)
        colours.setChecked(bool(self._services.settings.value(_COLOURS_KEY, False, bool)))  # noqa: FBT003
        colours.toggled.connect(self._choose_colours)

    @Slot(QAction)
    def _choose_scale(self, action: QAction) -> None:
        self._services.settings.setValue(_SCALE_KEY, action.data())

    @Slot(bool)
    def _choose_colours(self, of_window: bool) -> None:
        self._services.settings.setValue(_COLOURS_KEY, of_window)


def exporter_of(widget: QWidget) -> FigureExporter | None:
    """Return the exporter of the window in which a widget lies; None if there is none."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    around: QWidget | None = widget
    while around is not None:
        found = around.findChild(FigureExporter, "", directly)
        if found is not None:
            return found
        around = around.parentWidget()
    return None


def _painted(recording: "Recording", _report: Report) -> QImage:
    """Any thread: Paint a picture."""
    from mnistgui.ui.widgets.figures.formats import to_image  # noqa: PLC0415 - rare

    return to_image(recording, _COPIED_SCALE)


def _written(write: Callable[[_Lines], str], table: Table, _report: Report) -> str:
    """Any thread: Write a table as text."""
    return write(table.lines)


def _save_table(path: Path, table: Table) -> None:
    """Any thread: Write a table to a CSV file."""
    save_csv(path, table.lines)
