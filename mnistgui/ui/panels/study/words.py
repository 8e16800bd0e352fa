"""What the Study panel says."""

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.sweeps.results import StudyResults
from mnistgui.sweeps.study import CANCEL, PAUSE
from mnistgui.ui.panels.study.estimator import Estimate
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.job_line import remaining


def in_advance(estimate: Estimate) -> str:
    """Say how many cells a study has, and how long it takes here; or why it cannot be made."""
    if estimate.plan is None:
        return estimate.fault
    words = tr("{0} cells, {1} at a time: about {2} on this machine")
    return words.format(
        thousands(estimate.plan.n_cells), estimate.workers, duration(estimate.seconds)
    )


def progress(results: StudyResults, workers: int, seconds_left: float | None) -> str:
    """Say how far a study is, and what is best so far."""
    counts = results.counts
    parts = [tr("{0} of {1} cells").format(thousands(results.ended), thousands(len(results.cells)))]
    if counts["pruned"]:
        parts.append(tr("{0} given up early").format(thousands(counts["pruned"])))
    if counts["failed"]:
        parts.append(tr("{0} failed").format(thousands(counts["failed"])))
    if results.ended < len(results.cells):
        parts.append(_course(results, workers, seconds_left))
    if results.best is not None and results.best.mean is not None:
        values = ", ".join(f"{name}={value}" for name, value in results.best.values.items())
        parts.append(tr("best {0} with {1}").format(per_cent(results.best.mean), values))
    return "; ".join(parts)


def _course(results: StudyResults, workers: int, seconds_left: float | None) -> str:
    if results.command == PAUSE:
        return tr("paused")
    if results.command == CANCEL:
        return tr("cancelled, what is done is kept")
    running = tr("{0} running, {1} workers of this window").format(
        results.counts["running"], workers
    )
    return running if seconds_left is None else f"{running}, {remaining(seconds_left)}"


def duration(seconds: float) -> str:
    """Return a time in words."""
    if seconds < 90:
        return tr("{0} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{0} min").format(minutes)
    return tr("{0} h {1} min").format(minutes // 60, minutes % 60)
