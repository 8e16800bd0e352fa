"""Words on the batch of a step, and on how far the step moved the weights."""

import numpy as np

from mnistgui.files.tables import Table
from mnistgui.notation import thousands, three_significant
from mnistgui.training.batches import BatchOfStep
from mnistgui.ui.strings import tr


def in_short(batch: BatchOfStep) -> str:
    """Return how many digits a step learnt from, and how they were read before it."""
    words = tr("Step {0} learnt from {1} digits; before it, {2} were read right, loss {3}")
    right = thousands(int(np.count_nonzero(batch.right)))
    loss = three_significant(float(batch.losses.mean()))
    return words.format(thousands(batch.step), thousands(len(batch.rows)), right, loss)


def movements(batch: BatchOfStep) -> str:
    """Return how far the step moved each array of weights or biases."""
    parts = [
        tr("{0}: {1} on average, {2} at most").format(
            key,
            three_significant(float(np.abs(array).mean())),
            three_significant(float(np.abs(array).max())),
        )
        for key, array in batch.moved.items()
    ]
    return tr("It moved {0}").format("; ".join(parts))


def caption(batch: BatchOfStep, place: int, classes: tuple[str, ...]) -> str:
    """Return the name of a digit's class and its loss."""
    return f"{classes[batch.labels[place]]}: {three_significant(float(batch.losses[place]))}"


def in_words(
    batch: BatchOfStep, place: int, names: tuple[str, ...], classes: tuple[str, ...]
) -> str:
    """Return a digit of a batch in a sentence; ``names`` are those that the network answers."""
    words = tr("Training digit {0}, learnt as {1}, was read as {2}; its loss was {3}")
    loss = three_significant(float(batch.losses[place]))
    read = names[batch.read[place]]
    label = classes[batch.labels[place]]
    return words.format(thousands(int(batch.rows[place])), label, read, loss)


def batch_table(batch: BatchOfStep | None, names: tuple[str, ...]) -> Table:
    """List the digits of a batch, that of the largest loss first."""
    if batch is None:
        return Table((), ())
    header = (tr("training digit"), tr("label"), tr("read as"), tr("loss"))
    rows = (
        (
            int(batch.rows[i]),
            int(batch.labels[i]),
            names[batch.read[i]],
            float(batch.losses[i]),
        )
        for i in batch.by_loss().tolist()
    )
    return Table.from_rows(header, rows)
