"""What is said of a unit in words."""

import numpy as np

from mnistgui.notation import three_significant, with_minus
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.units.finding import FoundUnits
from mnistgui.ui.strings import tr

_STATES = {"dead": "dead", "saturated": "saturated", "alive": "alive"}
_FEW_LOGITS = 2  # of which the strongest and the weakest are one


def outgoing_names(found: FoundUnits) -> tuple[str, ...]:
    """Return the names of the classes that have a logit."""
    return found.question.network.head.class_names[-found.outgoing.shape[1] :]


def unit_words(found: FoundUnits, unit: int, note: str = "") -> str:
    """Say what a unit is like.

    Parameters
    ----------
    found : FoundUnits
    unit : int
        Counted from 0.
    note : str
        Which test digits are meant where they are not the run's own.

    Returns
    -------
    str
        Sentences.
    """
    layer, network = found.question.layer, found.question.network
    output = layer == len(network.layers)
    sentences = [_name(found, unit, output=output) + _activity(found, unit, note)]
    bias = with_minus(f"{float(network.dense_layers()[layer - 1].b[unit]):.3g}")
    lengths = tr("Bias {0}; length of the weights {1}").format(
        bias, three_significant(float(found.norms[unit]))
    )
    if found.moved is not None:
        moved = three_significant(float(found.moved[unit]))
        lengths += tr(", moved by {0} since the start").format(moved)
    sentences.append(lengths + ".")
    speaks = found.outgoing[unit]
    if not output and len(speaks) > _FEW_LOGITS and np.isfinite(speaks).all():
        names = outgoing_names(found)
        words = tr("It speaks most for {0} and most against {1}.")
        sentences.append(words.format(names[int(speaks.argmax())], names[int(speaks.argmin())]))
    if layer > 1:
        sentences.append(
            tr("The picture is pulled back through the layers, as if all units on the way fired.")
        )
    return " ".join(sentences)


def _name(found: FoundUnits, unit: int, *, output: bool) -> str:
    if output:
        return tr("Output for {0}").format(outgoing_names(found)[unit])
    return tr("Unit {0} of hidden layer {1}").format(unit + 1, found.question.layer)


def _activity(found: FoundUnits, unit: int, note: str) -> str:
    activity = found.activity
    if activity is None:
        return "."
    fires = per_cent(float(activity.states.fires[unit]), 1)
    state = tr(_STATES[activity.state_name(unit)])
    words = tr(": {0}, fires for {1} of the test digits.").format(state, fires)
    return f"{words.removesuffix('.')} {note}." if note else words
