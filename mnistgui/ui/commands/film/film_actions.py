"""The command that saves a film of the selected run."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.errors import UserError
from mnistgui.ui.commands.film.dialog import FilmDialog
from mnistgui.ui.commands.film.film_maker import FilmMaker
from mnistgui.ui.commands.film.settings import FilmSettings
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.messages import Topic


class FilmActions(QObject):
    """Asks what is to be filmed and where it is saved, and tells what came of it.

    Parameters
    ----------
    maker : FilmMaker
    dialogs : FileDialogs
    banner : Banner
    panels : sequence of (str, str)
        Name and title of each panel that can be filmed.
    window : QWidget
        The Qt parent.
    """

    def __init__(
        self,
        maker: FilmMaker,
        dialogs: FileDialogs,
        banner: Banner,
        panels: Sequence[tuple[str, str]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._maker = maker
        self._dialogs = dialogs
        self._banner = banner
        self._panels = panels
        self._window = window
        self._dialog: FilmDialog | None = None
        maker.ended.connect(self._tell)

    @Slot()
    def open_dialog(self) -> None:
        """Ask what is to be filmed, or say why nothing can be."""
        try:
            run = self._maker.check()
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.RUN_NEEDED)
            return
        self._dialog = FilmDialog(_about(run), self._panels, self._window)
        self._dialog.accepted.connect(self._ask_path)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    @Slot()
    def _ask_path(self) -> None:
        from mnistgui.files.film import film_kinds  # noqa: PLC0415 - seldom needed

        if self._dialog is None:
            return
        settings = self._dialog.settings
        kinds = {ending: tr(words) for ending, words in film_kinds().items()}
        try:
            path = self._dialogs.save(tr("Save a film"), tr("film.gif"), kinds)
            if path is not None:
                self._begin(settings, path)
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)

    def _begin(self, settings: FilmSettings, path: Path) -> None:
        self._maker.begin(settings, path)

    @Slot(object)
    def _tell(self, path: Path | None) -> None:
        if path is not None:
            self._banner.show_notice(tr("Saved: {0}").format(path))


def _about(run: Run) -> str:
    from mnistgui.files.film import NO_ENCODER, find_encoder  # noqa: PLC0415 - seldom needed

    words = tr("Run {0} is shown from its first step to its newest while it is filmed.")
    told = words.format(run.number)
    if find_encoder() is not None:
        return told
    return f"{told} {tr('MP4 is not offered: {0}.').format(tr(NO_ENCODER))}"
