"""Imitates other tablets: recordings as a slower, coarser or shakier pen would have made them.

Recordings from one tablet cannot tell how drawings from another are read. These are made worse in
the ways in which tablets, mice and fingers differ, each alone.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from mnistgui.drawing.predictions import drawings_to_pixels
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.ink.strokes import Line, Strokes
from mnistgui.nn.network import Network

Tablet = Callable[[Line, np.random.Generator], Line]

_FEWEST = 5  # a line of fewer points keeps its ends


def measure_tablets(
    drawings: Sequence[Drawing], model: Network, rng: np.random.Generator
) -> dict[str, float]:
    """Read recordings as other tablets would have given them.

    Parameters
    ----------
    drawings : sequence of Drawing
        Labelled; at least one.
    model : Network
    rng : numpy.random.Generator
        Of the trembles.

    Returns
    -------
    dict of str to float
        Share read right, for each of :data:`TABLETS`.

    Raises
    ------
    UserError
        A drawing has no label or no strokes.
    """
    labels = labels_of(drawings)
    shares = {}
    for name, tablet in TABLETS.items():
        drawn = [Drawing(_through(tablet, drawing.strokes, rng)) for drawing in drawings]
        read = model.probabilities(drawings_to_pixels(drawn)).argmax(axis=1)
        shares[name] = float((read == labels).mean())
    return shares


def _through(tablet: Tablet, strokes: Strokes, rng: np.random.Generator) -> Strokes:
    size = max(float(np.ptp(np.concatenate(strokes.lines), axis=0).max()), 1e-9)
    lines = tuple(tablet(line / size, rng) * size for line in strokes.lines)
    return Strokes(lines, strokes.pen_width)


def _every(nth: int) -> Tablet:
    return lambda line, _rng: np.concatenate((line[:-1:nth], line[-1:]))


def _grid(cells: int) -> Tablet:
    return lambda line, _rng: np.rint(line * cells) / cells


def _trembling(deviation: float) -> Tablet:
    return lambda line, rng: line + rng.normal(0.0, deviation, line.shape)


def _wider(factor: float) -> Tablet:
    return lambda line, _rng: line * (factor, 1.0)


def _hooked(deviation: float) -> Tablet:
    return lambda line, rng: np.concatenate((line, line[-1:] + rng.normal(0.0, deviation, (1, 2))))


def _without_ends(line: Line, _rng: np.random.Generator) -> Line:
    return line[1:-1] if len(line) >= _FEWEST else line


TABLETS: Mapping[str, Tablet] = MappingProxyType(
    {
        "as recorded": lambda line, _rng: line,
        "every third point": _every(3),
        "every fifth point": _every(5),
        "grid of 40 cells": _grid(40),
        "grid of 20 cells": _grid(20),
        "tremble of 1 %": _trembling(0.01),
        "tremble of 2 %": _trembling(0.02),
        "0.7 times as wide": _wider(0.7),
        "1.4 times as wide": _wider(1.4),
        "hook at pen lift": _hooked(0.04),
        "first and last point lost": _without_ends,
    }
)
