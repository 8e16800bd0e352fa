"""Films a run in a window without a screen, for the command line."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize

from mnistgui.errors import UserError
from mnistgui.ui.background.job import JobProgress
from mnistgui.ui.background.job_runner import JobEnd
from mnistgui.ui.commands.film.settings import FilmSettings
from mnistgui.ui.startup.film_subject import FilmWish
from mnistgui.ui.startup.offscreen import OffscreenWindow
from mnistgui.ui.startup.run_pictures import PictureSubject

_SIZE_PIXELS = QSize(900, 640)


def film_run(wish: FilmWish, target: Path, watch: Callable[[float], None]) -> None:
    """Film a run and write the film.

    Parameters
    ----------
    wish : FilmWish
    target : pathlib.Path
    watch : callable
        Called with the share that is done, from 0 to 1.

    Raises
    ------
    UserError
        A system library or every font is missing, or the file cannot be written.
    """
    with OffscreenWindow() as offscreen:
        offscreen.show(PictureSubject(wish.name, wish.run, wish.dataset))
        window, faults = offscreen.window, list[str]()

        def notice(end: JobEnd) -> None:
            if end.fault:
                faults.append(end.fault)

        def pass_on(progress: JobProgress | None) -> None:
            if progress is not None and progress.fraction is not None:
                watch(progress.fraction)

        window.jobs.ended.connect(notice)
        window.jobs.progressed.connect(pass_on)
        offscreen.float_panel(wish.shown, _SIZE_PIXELS)
        settings = FilmSettings(wish.shown, wish.frames, wish.per_second)
        window.film_maker.begin(settings, target)
        offscreen.wait_without_end(lambda: not window.film_maker.busy)
        if faults:
            raise UserError(faults[0])
