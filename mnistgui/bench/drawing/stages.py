"""Measures on recordings how much each stage from pen to pixels adds to the accuracy.

Every recording is put on a canvas of a random size, with a random pen, at a random place and
scale, its points rounded to whole pixels as a mouse gives them. It is then read four times, with
one more stage switched on each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.drawing.stage_readings import StageReadings, read_in_stages
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress, no_report

CANVAS_SIZE = (100.0, 800.0)
PEN_SHARE = (0.02, 0.15)
EXTENT_SHARE = (0.2, 0.9)

_MOST_CONFUSIONS = 10
_PARTS = 4


@dataclass(frozen=True)
class Scene:
    """A recording put on a canvas.

    Parameters
    ----------
    strokes : Strokes
        In pixels of the canvas.
    canvas : float
        Side of the canvas, in pixels.
    extent : float
        Longer side of the digit's line as a share of the canvas.
    """

    strokes: Strokes
    canvas: float
    extent: float

    @property
    def pen_share(self) -> float:
        """Pen width as a share of the canvas."""
        return (self.strokes.pen_width or 0.0) / self.canvas


@dataclass(frozen=True)
class MisreadPair:
    """A digit that is read as another.

    Parameters
    ----------
    true, read : int
        The digit drawn and the digit read.
    count : int
        How often.
    """

    true: int
    read: int
    count: int


@dataclass(frozen=True)
class DrawingReport:
    """Accuracies, as shares of the recordings read right.

    Parameters
    ----------
    count : int
        Recordings read.
    stages : dict of str to float
        The plain network on the canvas merely shrunk (``shrink``), fitted and centred
        (``centred``) and redrawn at MNIST's pen width (``pen_width``); then the model in its
        place (``default_model``). What follows is the last one's.
    per_digit : dict of str to float
        By the digit drawn; those that are among the recordings.
    by_canvas, by_pen, by_extent : dict of str to float
        By the canvas' size in pixels, and by pen and digit as shares of it.
    confusions : tuple of MisreadPair
        The most frequent first.
    """

    count: int
    stages: dict[str, float]
    per_digit: dict[str, float]
    by_canvas: dict[str, float]
    by_pen: dict[str, float]
    by_extent: dict[str, float]
    confusions: tuple[MisreadPair, ...]


def put_on_canvas(strokes: Strokes, rng: np.random.Generator) -> Scene:
    """Put a drawing on a random canvas.

    Parameters
    ----------
    strokes : Strokes
        Not empty.
    rng : numpy.random.Generator
        Draws size (evenly in its logarithm), pen, scale and place (evenly).

    Returns
    -------
    Scene
        The line lies on the canvas as a whole; a thick pen may reach over its edge.
    """
    canvas = float(np.rint(np.exp(rng.uniform(*np.log(CANVAS_SIZE)))))
    pen = float(rng.uniform(*PEN_SHARE)) * canvas
    extent = float(rng.uniform(*EXTENT_SHARE))
    points = np.concatenate(strokes.lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    scale = extent * canvas / max(float(size.max()), 1e-9)
    corner = rng.uniform(0, 1, 2) * (canvas - size * scale)
    lines = tuple(np.rint((line - low) * scale + corner) for line in strokes.lines)
    return Scene(Strokes(lines, pen), canvas, extent)


def measure_drawing(
    drawings: Sequence[Drawing],
    plain: Network,
    model: Network,
    rng: np.random.Generator,
    watch: OnProgress = no_report,
) -> DrawingReport:
    """Read recordings with one stage more each time.

    Parameters
    ----------
    drawings : sequence of Drawing
        Labelled; at least one.
    plain : Network
        A network that learnt from a data set as it is.
    model : Network
        The network to be judged, such as the default model.
    rng : numpy.random.Generator
        Of the canvases.
    watch : callable
        Shown ``(drawings made pixels, drawings in all)`` after each; every stage makes all of them.

    Returns
    -------
    DrawingReport

    Raises
    ------
    UserError
        A drawing has no label or no strokes.
    """
    labels = labels_of(drawings)
    scenes = [put_on_canvas(drawing.strokes, rng) for drawing in drawings]
    canvases = [(scene.strokes, scene.canvas) for scene in scenes]
    readings = read_in_stages(canvases, labels, plain, {"default_model": model}, watch)
    return _report(readings, scenes)


def _report(readings: StageReadings, scenes: Sequence[Scene]) -> DrawingReport:
    labels, read = readings.labels, readings.read["default_model"]
    right = read == labels
    digits = sorted(set(labels.tolist()))
    return DrawingReport(
        count=len(labels),
        stages=readings.accuracies,
        per_digit={str(d): float(right[labels == d].mean()) for d in digits},
        by_canvas=_by_part(np.array([s.canvas for s in scenes]), right, *CANVAS_SIZE),
        by_pen=_by_part(np.array([s.pen_share for s in scenes]), right, *PEN_SHARE),
        by_extent=_by_part(np.array([s.extent for s in scenes]), right, *EXTENT_SHARE),
        confusions=_confusions(read, labels),
    )


def _by_part(
    values: NDArray[np.float64], right: NDArray[np.bool_], least: float, most: float
) -> dict[str, float]:
    """Return the accuracy in each quarter of a range; quarters without a recording are left out."""
    edges = np.linspace(least, most, _PARTS + 1)
    part = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, _PARTS - 1)
    return {
        f"{edges[i]:.4g} to {edges[i + 1]:.4g}": float(right[part == i].mean())
        for i in range(_PARTS)
        if (part == i).any()
    }


def _confusions(read: Indices, labels: NDArray[np.uint8]) -> tuple[MisreadPair, ...]:
    table = np.zeros((CLASSES, CLASSES), int)
    np.add.at(table, (labels, read), 1)
    np.fill_diagonal(table, 0)
    worst = np.argsort(-table, axis=None, kind="stable")[:_MOST_CONFUSIONS]
    pairs = [divmod(int(cell), CLASSES) for cell in worst]
    return tuple(MisreadPair(t, r, int(table[t, r])) for t, r in pairs if table[t, r])
