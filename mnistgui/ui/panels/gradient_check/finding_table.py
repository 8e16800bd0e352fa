"""The points of the plots of a check, as a table for other programs."""

from collections.abc import Iterator

from mnistgui.files.tables import Cell, Table
from mnistgui.nn.difference_curve import DifferenceCurve
from mnistgui.training.decay_runs import DecayRun, DecayRuns
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.panels.gradient_check.function_check import FunctionAnswer
from mnistgui.ui.strings import tr


def finding_table(answer: Answer) -> Table:
    """List differences against N, or for mistake B the rates and losses of two runs."""
    if answer.runs is not None:
        header = (tr("run"), tr("measure"), tr("epoch"), tr("value"))
        return Table.from_rows(header, _of_runs(answer.runs))
    found = answer.found.curve
    right = tr("right"), None if answer.rightly is None else answer.rightly.curve
    curves = [(tr("mistaken"), found), right] if answer.question.mistake else [(tr("right"), found)]
    points = (point for name, curve in curves if curve for point in _differences(name, curve))
    return Table.from_rows((tr("curve"), "N", tr("largest difference")), points)


def function_table(answer: FunctionAnswer) -> Table:
    """List differences and relative errors of a single function against N."""
    found = answer.found
    columns = (found.n.tolist(), found.max_difference.tolist(), found.relative_error.tolist())
    points = ((answer.function.title, *point) for point in zip(*columns, strict=True))
    return Table.from_rows(
        (tr("function"), "N", tr("largest difference"), tr("relative error")), points
    )


def _differences(name: str, curve: DifferenceCurve) -> Iterator[tuple[Cell, ...]]:
    for n, difference in zip(curve.n.tolist(), curve.max_difference.tolist(), strict=True):
        yield name, n, difference


def _of_runs(runs: DecayRuns) -> Iterator[tuple[Cell, ...]]:
    pairs: tuple[tuple[str, DecayRun], ...] = (
        (tr("right"), runs.meant),
        (tr("mistaken"), runs.with_mistake),
    )
    for name, run in pairs:
        for step, rate in enumerate(run.rates.tolist(), start=1):
            yield name, tr("learning rate"), step / runs.steps_per_epoch, rate
        for epoch, loss in enumerate(run.losses.tolist(), start=1):
            yield name, tr("loss"), epoch, loss
