"""The words on the progress of an experiment and on its best run."""

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.measuring import divided_sizes
from mnistgui.training.presets import Preset
from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.strings import tr


def how_far(preset: Preset, plan: Plan | None, *, under_way: bool) -> str:
    """Return how many runs of a preset have ended, in words.

    Parameters
    ----------
    preset : Preset
    plan : Plan or None
        Its runs; None before they were started.
    under_way : bool
        Whether one of them is alive.

    Returns
    -------
    str
    """
    if plan is None or not plan.begun:
        return tr("Start (F5) runs it.") if preset.trains else ""
    several, begun = len(plan.planned) > 1, len(plan.begun)
    digits = plan.dataset.name
    if under_way and several:
        words = tr("Run {0} of {1}, on {2}.").format(begun, len(plan.planned), digits)
    elif under_way:
        words = tr("Under way, on {0}.").format(digits)
    elif plan.ended:
        words = tr("Done, on {0}.").format(digits)
    else:
        words = tr("Stopped in run {0} of {1}.").format(begun, len(plan.planned))
    return f"{words} {_smaller(plan)}".strip()


def _smaller(plan: Plan) -> str:
    if not plan.smaller:
        return ""
    n = len(plan.dataset.train)
    _, n_valid = divided_sizes(plan.planned[0].config, n, plan.dataset.name)
    words = tr("The write-up had more digits; of these {0}, {1} are held back.")
    return words.format(thousands(n), thousands(n_valid))


def best_so_far(plan: Plan) -> str:
    """Return which of several runs reads validation digits best; empty while unknown."""
    best = plan.best()
    if best is None or len(plan.planned) < 2:
        return ""
    name = f"{best.label} ({tr('run {0}').format(best.number)})"
    accuracy = per_cent(best.accuracy("valid") or 0.0)
    start = tr("Best") if plan.ended else tr("Best so far")
    return tr("{0}: {1}, {2} of the validation digits read right.").format(start, name, accuracy)
