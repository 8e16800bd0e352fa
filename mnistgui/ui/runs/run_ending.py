"""Why a run is over, when that was, and how long its steps took, in words."""

from mnistgui.notation import thousands
from mnistgui.training.ending import ending
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr


def ending_sentence(run: Run) -> str:
    """Return why and when a run ended, and how long it took; empty for one that can be resumed."""
    why = ending_words(run)
    if run.checkpoint is None or not why:
        return ""
    seconds = run.checkpoint.state.facts["seconds"]
    return tr("Ended: {0}; {1} s of steps.").format(why, thousands(seconds, 1))


def ending_words(run: Run) -> str:
    """Return why and when a run ended; empty for one that can be resumed."""
    if run.checkpoint is None or run.checkpoint.ended is None:
        return ""
    step = int(run.checkpoint.state.facts["step"])
    return ending(run.checkpoint.ended, step, run.config)
