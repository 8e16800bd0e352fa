"""Puts into words which training digits made a reading, for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent


def format_blame(record: Mapping[str, Any]) -> str:
    """Write the record of ``mnistgui blame`` as lines.

    Parameters
    ----------
    record : mapping of str to object
        As ``--json`` prints it.

    Returns
    -------
    str
    """
    read_as = f"{record['read_as']} ({per_cent(record['probability'])})"
    digit = f"{record['part']} digit {thousands(record['index'])}"
    lines = [
        f"{digit} is a {record['class']}, read as {read_as}",
        f"spoke for {record['target']}: {_in_words(record['proponents'])}",
        f"spoke against it: {_in_words(record['opponents'])}",
    ]
    return "\n".join([*lines, *_what_if_lines(record.get("what_if"))])


def _in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    words = [f"{one['index']} (a {one['class']}, {one['influence']:+.3g})" for one in rows]
    return ", ".join(words) or "none"


def _what_if_lines(found: Mapping[str, Any] | None) -> list[str]:
    if found is None:
        return []
    before, without = (per_cent(p) for p in found["probability_of_target"])
    read_as = f"{found['read_as']} ({per_cent(found['probability'])})"
    rose, estimated = found["loss_change"], found["estimated_loss_change"]
    gained, lost = len(found["mistakes_gained"]), len(found["mistakes_lost"])
    accuracy, then = (found[f"test_accuracy{end}"][-1] for end in ("", "_without"))
    correlation = found["rank_correlation"]
    ranked = "none, as nothing changed" if correlation is None else f"{correlation:.2f}"
    return [
        f"without these {len(found['left_out'])}: read as {read_as}",
        f"the probability of the class went from {before} to {without}",
        f"its loss rose by {rose:.3g} nats; {estimated:.3g} were estimated",
        f"{gained} test digits are misread that were not, {lost} are read right that were misread",
        f"test accuracy {per_cent(accuracy)}, then {per_cent(then)}",
        f"rank correlation of estimate and truth over the test digits: {ranked}",
    ]
