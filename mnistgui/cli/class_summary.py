"""Tells how well each class is read: how many digits, precision, recall, and what is confused."""

from collections.abc import Mapping, Sequence
from typing import Any

import click
import numpy as np

from mnistgui.inspection.confusion import Confusion, confusion_matrix
from mnistgui.nn.heads import Head
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.summary import finite

_PAIRS = 5


def class_summary(records: Sequence[Mapping[str, Any]], head: Head) -> dict[str, Any]:
    """Count by classes.

    Parameters
    ----------
    records : sequence of dict
        With ``label`` and ``prediction``, as from ``mnistgui.drawing.predictions``.
    head : Head
        Of the network that read them.

    Returns
    -------
    dict
        ``classes``, a record for each with ``name, count, precision, recall``, and ``confused``,
        the pairs of classes that are confused most often; empty without labels.
    """
    confusion = _confusion(records, head)
    if confusion is None:
        return {}
    names = head.class_names
    columns = zip(names, confusion.class_sizes, confusion.precision, confusion.recall, strict=True)
    pairs = confusion.most_confused(_PAIRS)
    return {
        "classes": [
            {
                "name": name,
                "count": int(count),
                "precision": finite(float(precision)),
                "recall": finite(float(recall)),
            }
            for name, count, precision, recall in columns
        ],
        "confused": [
            {"true": names[p.true], "read_as": names[p.predicted], "count": p.count} for p in pairs
        ],
    }


def tell_classes(records: Sequence[Mapping[str, Any]], head: Head) -> None:
    """Print the same in sentences, a line a class and a line a pair."""
    found = class_summary(records, head)
    for one in found.get("classes", ()):
        shares = [
            "unknown" if one[name] is None else per_cent(one[name])
            for name in ("precision", "recall")
        ]
        click.echo(
            f"{one['name']}: {thousands(one['count'])} digits, precision {shares[0]}, "
            f"recall {shares[1]}"
        )
    for one in found.get("confused", ()):
        click.echo(f"{one['true']} is read as {one['read_as']}: {thousands(one['count'])} digits")


def _confusion(records: Sequence[Mapping[str, Any]], head: Head) -> Confusion | None:
    known = [record for record in records if record["label"] is not None]
    if not known:
        return None
    targets = head.targets(np.array([record["label"] for record in known], np.uint8))
    predicted = np.array([record["prediction"] for record in known], np.intp)
    return confusion_matrix(targets, predicted, len(head.class_names))
