"""How far digits are warped."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Augmentation:
    """Greatest warps; each digit gets its own, drawn evenly up to these. 0 leaves one out.

    Parameters
    ----------
    shift : float
        Pixels, across and down independently.
    scale : float
        Share by which width and height independently grow or shrink; at most 0.9.
    rotate : float
        Degrees either way.
    shear : float
        Pixels across for a pixel down.
    elastic : float
        Root mean square, in pixels, of a smooth random displacement.
    stroke_width : float
        Pixels by which strokes get thicker or thinner; at most 2.
    """

    shift: float = 1.0
    scale: float = 0.12
    rotate: float = 12.0
    shear: float = 0.2
    elastic: float = 0.7
    stroke_width: float = 0.6
