"""Offers to go on with a run that was stopped by something else than Stop."""

from functools import partial

from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner


def offer_to_go_on(session: Session, banner: Banner, run: Run, why: str) -> None:
    """Say why a run was stopped, and show a button that resumes it."""
    words = tr("{0} The Training menu also goes on with it.").format(why.format(run.number))
    banner.show_notice(words, (tr("Go on"), partial(_go_on, session, run.number)))


def _go_on(session: Session, number: int) -> None:
    session.runs.select(number)
    session.planner.resume()
