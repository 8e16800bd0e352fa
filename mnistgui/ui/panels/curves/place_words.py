"""The words at the cross-hair: which step and epoch a place of the horizontal axis is."""

from mnistgui.notation import thousands
from mnistgui.training.branch_point import FROM_THE_START
from mnistgui.ui.panels.curves.changes import changes_near
from mnistgui.ui.panels.curves.series import CurveChoices
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr


def in_words(run: Run | None, x: float, begin: float, choices: CurveChoices) -> str:
    """Return step and epoch of a place, the step of a branch itself, and what was changed there.

    Parameters
    ----------
    run : Run or None
        The one that is selected.
    x, begin : float
        The place, and where the run begins on the axis: more than 0 for a branch among others.
    choices : CurveChoices
        Of the axis.
    """
    per_epoch = run.steps_per_epoch if run else None
    if run is None or per_epoch is None:
        return tr("step {0}").format(thousands(max(round(x), 0)))
    own = round((x - begin) * per_epoch if choices.by_epoch else x - begin)
    first = run.branch_point if begin else FROM_THE_START
    step, epoch = max(first.step + own, 0), max(first.epoch + own / per_epoch, 0.0)
    words = [tr("step {0}, epoch {1:.2f}").format(thousands(step), epoch)]
    if begin and own >= 0:
        words.append(tr("step {0} of run {1}").format(thousands(own), run.number))
    changes = changes_near(run, own)
    return f"{', '.join(words)}: {changes}" if changes else ", ".join(words)
