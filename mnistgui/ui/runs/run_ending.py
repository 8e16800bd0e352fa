"""Why a run is over, when that was, and how long its steps took, in a sentence."""

from mnistgui.training.ending import ending
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr


def ending_sentence(run: Run) -> str:
    """Return why and when a run ended; empty for one that can be resumed."""
    if run.checkpoint is None or run.checkpoint.ended is None:
        return ""
    facts = run.checkpoint.state.facts
    why = ending(run.checkpoint.ended, int(facts["step"]), run.config)
    return tr("Ended: {0}; {1} s of steps.").format(why, f"{facts['seconds']:,.1f}")
