"""The colour of a run."""

from mnistgui.ui.runs.run import Run
from mnistgui.ui.widgets.theme import Theme


def run_colour(run: Run, theme: Theme) -> str:
    """The colour by which a run is known among others."""
    return theme.runs[(run.number - 1) % len(theme.runs)]
