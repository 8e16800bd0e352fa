"""Groups runs by their digits, since figures of different digits are not compared."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from mnistgui.notation import thousands
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr


def digits_key(run: Run) -> Hashable:
    """Return a key that is the same for runs on the same digits, whatever file they came from."""
    if run.facts is not None:
        return run.facts.fingerprint
    return id(run.dataset)  # until another thread has worked out the fingerprint


def groups(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs in groups that share their digits."""
    found: defaultdict[Hashable, list[Run]] = defaultdict(list)
    for run in runs:
        found[digits_key(run)].append(run)
    return list(found.values())


def digits_names(runs: Iterable[Run]) -> dict[int, str]:
    """Return the name of each run's digits by the run's number; empty if all share the same."""
    several = groups(runs)
    if len(several) < 2:
        return {}
    names = [digits_name(group[0]) for group in several]
    by_number = {}
    for group, name in zip(several, names, strict=True):
        if names.count(name) > 1:
            name = tr("{0} ({1})").format(name, thousands(_train_size(group[0])))  # noqa: PLW2901
        by_number.update({run.number: name for run in group})
    return by_number


def digits_name(run: Run) -> str:
    """Return the name of a run's digits; empty for a run without any."""
    source = run.facts or run.dataset
    return source.name if source else ""


def _train_size(run: Run) -> int:
    if run.facts is not None:
        return run.facts.train_size
    return len(run.dataset.train) if run.dataset else 0
