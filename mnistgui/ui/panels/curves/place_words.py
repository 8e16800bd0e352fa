"""The words at the cross-hair: which step and epoch a place is, and what was changed there."""

from mnistgui.notation import thousands
from mnistgui.training.branch_point import FROM_THE_START
from mnistgui.training.config import field_named
from mnistgui.training.interventions import of_person
from mnistgui.ui.panels.curves.series import CurveChoices
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr

_NEAR_SHARE = 0.01  # of the steps of a run


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
    changes = _changes_near(run, own)
    return f"{', '.join(words)}: {changes}" if changes else ", ".join(words)


def _changes_near(run: Run, step: int) -> str:
    """Return the new settings of a run at the changes nearest to a step; empty if none is near."""
    near = max(_NEAR_SHARE * len(run.history.steps), 1.0)
    changes = of_person(run.history.interventions)
    nearest = min((abs(one.step - step) for one in changes), default=near + 1)
    if nearest > near:
        return ""
    fields = [
        (field_named(one.name), one.value) for one in changes if abs(one.step - step) == nearest
    ]
    return ", ".join(f"{tr(field.label)} {shown(field, value)}" for field, value in fields)
