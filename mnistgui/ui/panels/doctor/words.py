"""The words of the Doctor panel."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.changes import Change, ChangeKind
from mnistgui.drawing.measures import Measure
from mnistgui.notation import with_minus
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr

_USUAL_TAIL_SHARE = 0.2  # less extreme than this share of the class on either side


def name_of(measure: Measure) -> str:
    """Return the name of a measure."""
    return {
        Measure.SLANT: tr("Slant"),
        Measure.WIDTH: tr("Width"),
        Measure.HEIGHT: tr("Height"),
        Measure.ACROSS: tr("Centre x"),
        Measure.DOWN: tr("Centre y"),
        Measure.STROKE: tr("Stroke"),
        Measure.INK: tr("Ink"),
    }[measure]


def value_of(measure: Measure, value: float) -> str:
    """Return the value of a measure with its unit."""
    unit = "°" if measure is Measure.SLANT else tr(" px")
    digits = 0 if measure in (Measure.SLANT, Measure.INK) else 1
    return with_minus(f"{value:.{digits}f}{unit}")


def those_of(class_name: str) -> str:
    """Return the name of a class in the plural."""
    if class_name.isdigit():
        return tr("the {0}s").format(class_name)
    return tr("those that are {0}").format(class_name)


def standing_of(measure: Measure, below: float, class_name: str) -> str:
    """Return a drawing's percentile rank among the digits of a class, in words.

    Parameters
    ----------
    measure : Measure
    below : float
        Share of the class that measures less.
    class_name : str

    Returns
    -------
    str
        Such as "slants further right than 97 % of the 7s".
    """
    those = those_of(class_name)
    if _usual(below):
        return tr("as usual for {0}").format(those)
    verb = tr("slants {0}") if measure is Measure.SLANT else "{0}"
    return verb.format(tr("{0} of {1}").format(briefly(measure, below), those))


def briefly(measure: Measure, below: float) -> str:
    """Return the same without the class, such as "further right than 97 %"."""
    if _usual(below):
        return tr("as usual")
    more, less = {
        Measure.SLANT: (tr("further right"), tr("further left")),
        Measure.WIDTH: (tr("wider"), tr("narrower")),
        Measure.HEIGHT: (tr("taller"), tr("shorter")),
        Measure.ACROSS: (tr("further right"), tr("further left")),
        Measure.DOWN: (tr("lower"), tr("higher")),
        Measure.STROKE: (tr("thicker"), tr("thinner")),
        Measure.INK: (tr("more ink"), tr("less ink")),
    }[measure]
    share = int(100 * max(below, 1 - below))  # rounded down: 99.9 % are not all
    return tr("{0} than {1}").format(more if below > 0.5 else less, per_cent(share / 100, 0))


def _usual(below: float) -> bool:
    return _USUAL_TAIL_SHARE <= below <= 1 - _USUAL_TAIL_SHARE


def change_of(change: Change) -> str:
    """Return a change in words, such as "turned 8° right"."""
    amount = abs(change.amount)
    more = change.amount > 0
    if change.kind is ChangeKind.TURN:
        way = tr("turned {0}° right") if more else tr("turned {0}° left")
    elif change.kind is ChangeKind.SLANT:
        way = tr("slanted {0}° right") if more else tr("slanted {0}° left")
    elif change.kind is ChangeKind.THICKNESS:
        way = tr("{0} px thicker") if more else tr("{0} px thinner")
    elif change.kind is ChangeKind.GAP:
        way = tr("a gap of {0} px closed")
    else:
        return _move_of(*change.move)
    return way.format(with_minus(f"{amount:.2g}"))


def _move_of(right: int, down: int) -> str:
    ways = ((right, "→" if right > 0 else "←"), (down, "↓" if down > 0 else "↑"))
    parts = [tr("{0} px {1}").format(abs(pixels), way) for pixels, way in ways if pixels]
    return tr("moved {0}").format(" ".join(parts))


def surely(probabilities: NDArray[np.floating], class_names: tuple[str, ...]) -> str:
    """Return the class that is read, and how surely."""
    best = int(probabilities.argmax())
    sure = per_cent(float(probabilities[best]), 0)
    return tr("reads {0} with {1}").format(class_names[best], sure)
