"""What of the window can be filmed."""

from PySide6.QtWidgets import QMainWindow, QWidget

from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.film.film_maker import FilmMaker, FilmServices
from mnistgui.ui.commands.film.settings import WINDOW
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_throttle import RedrawThrottle


def filmed_panels() -> tuple[tuple[str, str], ...]:
    """Return name and title of each panel that follows the time line."""
    return tuple((spec.name, tr(spec.title)) for spec in PANELS if spec.shows_step)


def make_film_maker(
    window: QMainWindow,
    session: Session,
    jobs: JobRunner,
    redraws: RedrawThrottle,
    docks: Docks,
) -> FilmMaker:
    """Return what films the window or one of its docks."""

    def bring(name: str) -> QWidget:
        if name == WINDOW:
            return window
        docks.bring(name)
        return docks[name]

    return FilmMaker(FilmServices(session, jobs, redraws, bring), window)
