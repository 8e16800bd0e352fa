"""The content of the rows of the table of runs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_colours import colouring, number_colour
from mnistgui.ui.runs.run_digits import groups
from mnistgui.ui.runs.run_ending import ending_sentence
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.runs.run_settings import settings_tip
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import Theme

PARTS = ("valid", "test")


@dataclass(frozen=True)
class RowLook:
    """The content of a row; a row is redrawn only if its content has changed."""

    name: str
    tip: str
    visible: bool
    colour: str
    values: tuple[float | None, ...]
    best: tuple[bool, ...]


def row_looks(runs: tuple[Run, ...], theme: Theme) -> dict[int, RowLook]:
    """Return the content of each row by the run's number, with the best values marked."""
    names, best = distinguishing_names(runs), _best(runs)
    colours = colouring([run for run in runs if run.visible], theme).colours
    return {
        run.number: RowLook(
            names[run.number],
            _tip(run, names[run.number]),
            run.visible,
            colours.get(run.number) or number_colour(run.number, theme),
            _values(run),
            best[run.number],
        )
        for run in runs
    }


def _tip(run: Run, name: str) -> str:
    """Return the tooltip of a row: its end, words on it, settings and digits."""
    tags = tr("Tags: {0}").format(", ".join(run.note.tags)) if run.note.tags else ""
    state = (f"{name}: {tr(run.status.value)}", ending_sentence(run))
    lines = (*state, tags, run.note.text, settings_tip(run))
    return "\n".join(line for line in lines if line)


def _values(run: Run) -> tuple[float | None, ...]:
    return tuple(run.accuracy(part) for part in PARTS)


def _best(runs: Iterable[Run]) -> dict[int, tuple[bool, ...]]:
    """Return which values are the highest among runs on the same digits with the same classes."""
    best = {}
    for group in _comparable(runs):
        highest = [
            max((value for value in column if value is not None), default=None)
            for column in zip(*map(_values, group), strict=True)
        ]
        for run in group:
            pairs = zip(_values(run), highest, strict=True)
            best[run.number] = tuple(
                len(group) > 1 and value is not None and value == top for value, top in pairs
            )
    return best


def _comparable(runs: Iterable[Run]) -> list[list[Run]]:
    """Return groups of runs with the same digits and the same classes."""
    found: defaultdict[tuple[int, int | None], list[Run]] = defaultdict(list)
    for place, group in enumerate(groups(runs)):
        for run in group:
            digit = run.config.digit if run.config.model == "logistic" else None
            found[place, digit].append(run)
    return list(found.values())
