"""Groups of runs that differ in the seed alone, and which runs a filter leaves."""

from collections.abc import Sequence

from mnistgui.training.run_groups import all_but_seed, differing_fields, grouped
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_digits import digits_key
from mnistgui.ui.runs.run_names import setting_in_words
from mnistgui.ui.runs.run_settings import differing_settings
from mnistgui.ui.strings import tr


def groups_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs on the same digits whose settings differ in the seed alone, together.

    Parameters
    ----------
    runs : sequence of Run

    Returns
    -------
    list of list of Run
        Branches stand by themselves, as their first weights do not follow from a seed.
    """
    keys = [
        (all_but_seed(run.config), digits_key(run), run.number if run.origin else 0) for run in runs
    ]
    return grouped(runs, keys)


def group_name(group: Sequence[Run], runs: Sequence[Run]) -> str:
    """Return how many runs a group has, and what tells it from the other groups."""
    config = group[0].config
    fields = [one for one in differing_fields([run.config for run in runs]) if one.name != "seed"]
    told = ", ".join(setting_in_words(field, config) for field in fields)
    count = tr("{0} seeds").format(len(group)) if len(group) > 1 else tr("1 run")
    return f"{count}: {told}" if told else count


def matches(run: Run, name: str, wanted: str) -> bool:
    """Return whether all words that a person typed are in what is said of a run.

    Parameters
    ----------
    run : Run
    name : str
        As it stands in the table.
    wanted : str
        Words, of which each may stand in the name, the settings, the tags or the note.
    """
    settings = [f"{label} {value}" for label, value, _ in differing_settings(run.config)]
    told = " ".join((name, *settings, *run.note.tags, run.note.text, tr(run.status.value)))
    return all(word in told.casefold() for word in wanted.casefold().split())
