"""The columns of the table of runs: what each says of a run, and of a group of runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from mnistgui.notation import thousands, three_significant
from mnistgui.training.fields import Field
from mnistgui.training.run_groups import (
    Spread,
    best_epoch,
    differing_fields,
    seconds_of,
    spread_of,
)
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr

Key = tuple[int, float, str]  # by which a column is sorted: what is missing, numbers, words
_MISSING: Key = (0, 0.0, "")
FIRST_SETTING = 7


@dataclass(frozen=True)
class TableCell:
    """What stands in a cell, and what it is sorted by."""

    text: str = ""
    key: Key = _MISSING


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Parameters
    ----------
    name : str
        Under which it is stored whether it is shown.
    title, tip : str
        The heading, and its tooltip.
    letters : str
        As wide as this text.
    of_run : callable
        Given a run, returns its cell.
    of_group : callable
        Given the runs of a group, returns its cell.
    right : bool
        Whether it has numbers, which stand at the right.
    letters_of_group : str
        The text of a group that needs most room; empty where it needs no more than a run.
    """

    name: str
    title: str
    tip: str
    letters: str
    of_run: Callable[[Run], TableCell]
    of_group: Callable[[Sequence[Run]], TableCell]
    right: bool = True
    letters_of_group: str = ""


def columns_of(runs: Sequence[Run]) -> tuple[Column, ...]:
    """Return the columns for some runs, those of the settings in which they differ last.

    Parameters
    ----------
    runs : sequence of Run

    Returns
    -------
    tuple of Column
    """
    settings = differing_fields([run.config for run in runs])
    return (*_usual_columns(), *map(_setting_column, settings))


def _usual_columns() -> tuple[Column, ...]:
    words = "mmmmmmmmmmmm"
    return (
        Column("name", tr("Run"), "", words, _no_cell, _no_cell_of_group, right=False),
        _figures("valid", tr("Valid."), tr("Validation digits read right, in per cent")),
        _figures("test", tr("Test"), tr("Test digits read right, in per cent")),
        _numbers(
            "best",
            tr("Best epoch"),
            tr("The epoch with most validation digits read right; of test digits without any"),
            _best,
        ),
        _numbers("seconds", tr("Seconds"), tr("Time spent in steps, in whole epochs"), _seconds),
        Column("tags", tr("Tags"), "", words, _tags, _no_cell_of_group, right=False),
        Column("note", tr("Note"), "", words, _note, _no_cell_of_group, right=False),
    )


def _figures(part: str, title: str, tip: str) -> Column:
    """A column of accuracies in per cent, with mean and spread for groups."""

    def value(run: Run) -> float | None:
        accuracy = run.accuracy(part)
        return None if accuracy is None else 100 * accuracy

    of_run, of_group = partial(_hundredths, value), partial(_mean, value, 2)
    widest = "97.31 \N{PLUS-MINUS SIGN} 0.12"
    return Column(part, title, tip, "100.00", of_run, of_group, letters_of_group=widest)


def _numbers(name: str, title: str, tip: str, value: Callable[[Run], float | None]) -> Column:
    def cell(run: Run) -> TableCell:
        number = value(run)
        return TableCell() if number is None else _number(number, three_significant(number))

    return Column(name, title, tip, "Best epochm", cell, partial(_mean, value, 1))


def _setting_column(field: Field) -> Column:
    title = tr(field.label)
    return Column(
        f"set {field.name}",
        title,
        tr("The setting {0}").format(title),
        f"{title}mm",
        partial(_setting, field),
        partial(_setting_of_group, field),
        right=False,
    )


def _number(value: float, text: str) -> TableCell:
    return TableCell(text, (1, value, ""))


def _words(text: str) -> TableCell:
    return TableCell(text, (2, 0.0, text.casefold())) if text else TableCell()


def _hundredths(value: Callable[[Run], float | None], run: Run) -> TableCell:
    number = value(run)
    return TableCell() if number is None else _number(number, f"{number:.2f}")


def _mean(value: Callable[[Run], float | None], digits: int, runs: Sequence[Run]) -> TableCell:
    spread = spread_of(map(value, runs))
    return TableCell() if spread is None else _number(spread.mean, in_words(spread, digits))


def in_words(spread: Spread, digits: int) -> str:
    """Return a mean with its standard deviation, such as "97.31 ± 0.12"."""
    mean = thousands(spread.mean, digits)
    if spread.deviation is None:
        return mean
    return f"{mean} \N{PLUS-MINUS SIGN} {thousands(spread.deviation, digits)}"


def _best(run: Run) -> float | None:
    best = best_epoch(run.history)
    return None if best is None else best.epoch


def _seconds(run: Run) -> float | None:
    return seconds_of(run.history)


def _tags(run: Run) -> TableCell:
    return _words(", ".join(run.note.tags))


def _note(run: Run) -> TableCell:
    return _words(" ".join(run.note.text.split()))


def _setting(field: Field, run: Run) -> TableCell:
    value = getattr(run.config, field.name)
    text = shown(field, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _words(text)
    return _number(float(value), text)


def _setting_of_group(field: Field, runs: Sequence[Run]) -> TableCell:
    """The value that all runs of a group have; nothing of the seed, which tells them apart."""
    same = {getattr(run.config, field.name) for run in runs}
    return _setting(field, runs[0]) if len(same) == 1 else TableCell()


def _no_cell(_run: Run) -> TableCell:
    return TableCell()


def _no_cell_of_group(_runs: Sequence[Run]) -> TableCell:
    return TableCell()
