"""The words of Blame on an answer, and on what a network without some digits reads."""

import math

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.blame import WhatIf
from mnistgui.nn.arrays import Indices
from mnistgui.notation import three_significant, with_minus
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.blame.question import BlameAnswer
from mnistgui.ui.strings import tr

_NAMED = 8


def reading_in_words(answer: BlameAnswer) -> str:
    """Return what was read, and what it is where that is known."""
    read = _read(answer.class_names, answer.probabilities)
    if answer.question.label is None:
        return tr("{0} is read as {1}.").format(answer.question.name, read)
    words = tr("{0} is a {1}, read as {2}.")
    return words.format(answer.question.name, answer.question.label_name, read)


def what_if_in_words(found: WhatIf, names: tuple[str, ...]) -> str:
    """Return the answer without the digits, beside what was estimated, line by line."""
    gained, lost = found.test.gained, found.test.lost
    rank = found.rank_correlation
    lines = [
        tr("Read as {0}, without them as {1}.").format(
            _read(names, found.before), _read(names, found.without)
        ),
        tr("Loss of {0}: {1} nats in truth, {2} by the estimate.").format(
            names[found.target], _change(found.change), _change(found.estimate)
        ),
        tr("Mistakes gained: {0}").format(_listed(gained)),
        tr("Mistakes lost: {0}").format(_listed(lost)),
        tr("Test accuracy {0}, without them {1}.").format(
            per_cent(found.curve[-1].accuracy), per_cent(found.run.test[-1].accuracy)
        ),
        tr("Nothing changed for any test digit.")
        if math.isnan(rank)
        else tr("Rank correlation of estimate and truth over the test digits: {0}.").format(
            with_minus(f"{rank:.2f}")
        ),
    ]
    return "\n".join(lines)


def _read(names: tuple[str, ...], probabilities: NDArray[np.floating]) -> str:
    best = int(probabilities.argmax())
    return tr("{0} ({1})").format(names[best], per_cent(float(probabilities[best])))


def _change(nats: float) -> str:
    return with_minus(("+" if nats >= 0 else "-") + three_significant(abs(nats)))


def _listed(indices: Indices) -> str:
    """How many, and the first of them."""
    if not len(indices):
        return "0"
    shown = ", ".join(map(str, indices[:_NAMED].tolist()))
    more = ", ..." if len(indices) > _NAMED else ""
    return f"{len(indices)} ({shown}{more})"
