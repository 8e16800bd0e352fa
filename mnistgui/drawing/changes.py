"""Makes changed copies of a drawing, each with one small change that a person could have drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.gaps import gaps
from mnistgui.ink.normalize import BOX_PIXELS, DEFAULT_PEN_SHARE, PEN_WIDTH_PIXELS, SIDE, Stages
from mnistgui.ink.strokes import Strokes
from mnistgui.ink.together import to_pixels_together

_TURN_DEGREES = (4, 8, 12, 16, 20, 25, 30, 36, 42, 50, 60)
_SLANT_DEGREES = (4, 8, 12, 16, 20, 25, 30, 37, 45)
_THICKER_PIXELS = (-1.6, -1.2, -0.8, -0.4, 0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0)
_FURTHEST_MOVE_PIXELS = 4


class ChangeKind(Enum):
    """The property of a drawing that is changed."""

    TURN = "turn"
    SLANT = "slant"
    THICKNESS = "thickness"
    GAP = "gap"
    MOVE = "move"


@dataclass(frozen=True, eq=False)
class Change:
    """A changed copy of a drawing.

    Parameters
    ----------
    kind : ChangeKind
    amount : float
        Of a turn: degrees clockwise; of a slant: degrees to the right; else pixels by which it is
        thicker, of the gap that was closed, or by which it was moved.
    strokes : Strokes
        The changed drawing.
    pen_pixels : float
        Width of the pen with which it is redrawn.
    move : tuple of int
        Pixels to the right and down.
    """

    kind: ChangeKind
    amount: float
    strokes: Strokes
    pen_pixels: float = PEN_WIDTH_PIXELS
    move: tuple[int, int] = (0, 0)


def changes(strokes: Strokes, canvas_size: float) -> list[Change]:
    """Change a drawing in every way, from hardly visible to obvious.

    Parameters
    ----------
    strokes : Strokes
        Not empty.
    canvas_size : float
        Longer side of the canvas in the drawing's unit.

    Returns
    -------
    list of Change
    """
    turned = [
        Change(ChangeKind.TURN, d, _mapped(strokes, _turn(d))) for d in _both_ways(_TURN_DEGREES)
    ]
    slanted = [
        Change(ChangeKind.SLANT, d, _mapped(strokes, _shear(d))) for d in _both_ways(_SLANT_DEGREES)
    ]
    thicker = [_thicker(strokes, more, canvas_size) for more in _THICKER_PIXELS]
    closed = [
        Change(
            ChangeKind.GAP,
            BOX_PIXELS * gap.share,
            replace(strokes, lines=(*strokes.lines, gap.bridge)),
        )
        for gap in gaps(strokes)
    ]
    steps = range(-_FURTHEST_MOVE_PIXELS, _FURTHEST_MOVE_PIXELS + 1)
    moves = [(x, y) for x in steps for y in steps if (x, y) != (0, 0)]
    moved = [Change(ChangeKind.MOVE, float(np.hypot(*move)), strokes, move=move) for move in moves]
    return [*turned, *slanted, *thicker, *closed, *moved]


def changed_images(made: Sequence[Change], stages: Stages, canvas_size: float) -> NDArray[np.uint8]:
    """Turn changed drawings into the pixels that a network reads.

    Parameters
    ----------
    made : sequence of Change
        At least one.
    stages : Stages
        Which stages from pen to pixels are carried out; moves come after them, as centring would
        undo them.
    canvas_size : float
        Longer side of the canvas in the drawing's unit.

    Returns
    -------
    ndarray of shape (n_changes, 784), dtype uint8
    """
    # All moves have the same strokes, so these are drawn once.
    drawings = {(id(change.strokes), change.pen_pixels): change for change in made}
    place = {key: row for row, key in enumerate(drawings)}
    images = to_pixels_together(
        [change.strokes for change in drawings.values()],
        stages,
        canvas_size,
        [change.pen_pixels for change in drawings.values()],
    )
    rows = [place[id(change.strokes), change.pen_pixels] for change in made]
    return np.stack(
        [_moved(images[row], *change.move) for row, change in zip(rows, made, strict=True)]
    )


def _both_ways(amounts: Sequence[int]) -> list[int]:
    return [sign * amount for amount in amounts for sign in (-1, 1)]


def _mapped(strokes: Strokes, matrix: NDArray[np.float64]) -> Strokes:
    """Return a drawing under a linear map about its middle."""
    points = np.concatenate(strokes.lines)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    lines = tuple((line - middle) @ matrix.T + middle for line in strokes.lines)
    return replace(strokes, lines=lines)


def _turn(degrees: float) -> NDArray[np.float64]:
    """Return the matrix of a clockwise turn; y points downward."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return np.array([[cosine, -sine], [sine, cosine]])


def _shear(degrees: float) -> NDArray[np.float64]:
    """Return the matrix of a shear that moves the top to the right."""
    return np.array([[1.0, -np.tan(np.radians(degrees))], [0.0, 1.0]])


def _thicker(strokes: Strokes, pixels: float, canvas_size: float) -> Change:
    """Return the drawing with a wider or narrower pen, also where stages do not redraw it."""
    own = strokes.pen_width or DEFAULT_PEN_SHARE * canvas_size
    pen = PEN_WIDTH_PIXELS + pixels
    drawn = replace(strokes, pen_width=own * pen / PEN_WIDTH_PIXELS)
    return Change(ChangeKind.THICKNESS, pixels, drawn, pen)


def _moved(image: NDArray[np.uint8], right: int, down: int) -> NDArray[np.uint8]:
    """Return the image shifted; paper comes in at one side, and ink is lost at the other."""
    wide = np.pad(image.reshape(SIDE, SIDE), _FURTHEST_MOVE_PIXELS)
    top, left = _FURTHEST_MOVE_PIXELS - down, _FURTHEST_MOVE_PIXELS - right
    return wide[top : top + SIDE, left : left + SIDE].reshape(-1)
