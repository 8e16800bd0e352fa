"""The runs of the list, or groups of them, as a table that is copied and saved."""

from collections.abc import Mapping, Sequence

from mnistgui.files.tables import Cell, Table
from mnistgui.training.run_groups import best_epoch, differing_fields, seconds_of, spread_of
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_grouping import group_name, groups_of
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr

_PARTS = ("valid", "test")


def table_of_runs(runs: Sequence[Run], names: Mapping[int, str]) -> Table:
    """List each run with its figures, what is written on it, and the settings that differ.

    Parameters
    ----------
    runs : sequence of Run
    names : mapping of int to str
        By the run's number.
    """
    fields = differing_fields([run.config for run in runs])
    heads = [tr("Run"), tr("Validation (%)"), tr("Test (%)"), tr("Began with"), tr("Best epoch")]
    heads += [tr("Seconds"), tr("Tags"), tr("Note"), *(tr(field.label) for field in fields)]
    rows = []
    for run in runs:
        best = best_epoch(run.history)
        row: list[Cell] = [names[run.number], *(_per_cent(run, part) for part in _PARTS)]
        row += [run.origin or None, None if best is None else best.epoch, seconds_of(run.history)]
        row += [", ".join(run.note.tags) or None, run.note.text or None]
        row += [shown(field, getattr(run.config, field.name)) for field in fields]
        rows.append(tuple(row))
    return Table.from_rows(tuple(heads), rows)


def table_of_groups(runs: Sequence[Run]) -> Table:
    """List groups of runs that differ in the seed alone, with mean and standard deviation."""
    heads = [tr("Group"), tr("Runs")]
    for words in (tr("Validation (%)"), tr("Test (%)"), tr("Seconds")):
        heads += [tr("{0}, mean").format(words), tr("{0}, standard deviation").format(words)]
    rows = []
    for group in groups_of(runs):
        row: list[Cell] = [group_name(group, runs), len(group)]
        for values in (
            *([_per_cent(run, part) for run in group] for part in _PARTS),
            [seconds_of(run.history) for run in group],
        ):
            spread = spread_of(values)
            row += [spread.mean, spread.deviation] if spread else [None, None]
        rows.append(tuple(row))
    return Table.from_rows(tuple(heads), rows)


def _per_cent(run: Run, part: str) -> float | None:
    accuracy = run.accuracy(part)
    return None if accuracy is None else 100 * accuracy
