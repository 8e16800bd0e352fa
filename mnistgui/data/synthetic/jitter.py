"""Draws one variant of a digit many times, each time a little different, as people write.

Slant, proportion, joins, speed and tremble vary. Every function works on a whole batch of digits
of the same variant at once: arrays are (n_digits, n_points, 2) in
digit heights with y downward.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.synthetic.glyph_variant import GlyphVariant

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Jitter:
    """How much handwriting varies; every number is a standard deviation unless its line says else.

    Parameters
    ----------
    blend : float
        Concentration of the Dirichlet mixture of a variant's shapes; a small one keeps each digit
        near one shape.
    wander : float
        Of every control point's place, in digit heights, for a person of usual care.
    care : float
        Of the logarithm of that deviation from digit to digit.
    lift : float
        Of a stroke's place after a pen lift, in digit heights.
    join : float
        Of a stroke's length at both ends, as a share of its outermost stretch.
    slant, slant_mean : float
        Of the shear; positive leans to the right.
    turn : float
        Of the rotation, in radians.
    aspect : float
        Of the logarithm of width to height.
    proportion : float
        Of the bending and unequal stretching over the height and the width.
    haste : float
        Greatest share, from 0 to 1, by which fast writing rounds corners and bows.
    tremble : float
        Of a tremble of short wavelength, in digit heights.
    """

    blend: float = 0.8
    wander: float = 0.038
    care: float = 0.45
    lift: float = 0.03
    join: float = 0.14
    slant: float = 0.26
    slant_mean: float = 0.14
    turn: float = 0.09
    aspect: float = 0.2
    proportion: float = 0.12
    haste: float = 0.8
    tremble: float = 0.006


def draw(variant: GlyphVariant, n: int, jitter: Jitter, rng: np.random.Generator) -> list[Points]:
    """Draw a variant of a digit `n` times.

    Parameters
    ----------
    variant : GlyphVariant
        How it is written.
    n : int
        How often.
    jitter : Jitter
        How much handwriting varies.
    rng : numpy.random.Generator
        Source of the variation.

    Returns
    -------
    list of ndarray of shape (n, n_samples, 2), dtype float64
        One array a stroke, in digit heights.
    """
    mix = rng.dirichlet(np.full(len(variant.shapes), jitter.blend), n)
    points = np.einsum("ns,skd->nkd", mix, variant.control_points)
    care = np.exp(rng.normal(0, jitter.care, (n, 1, 1)))
    points += care * _wander(points.shape, jitter, rng)
    points = _reproportioned(points, jitter, rng)
    lines = []
    for stroke in variant.strokes:
        own = points[:, stroke.points] + care * rng.normal(0, jitter.lift, (n, 1, 2))
        lines.append(stroke.matrix @ _joined(own, jitter, rng))
    hasty = rng.uniform(0, jitter.haste, (n, 1, 1))
    lines = [_hurried(line, hasty) for line in lines]
    lines = [line + _tremble(line.shape, care * jitter.tremble, rng) for line in lines]
    return _leaned(lines, jitter, rng)


def _wander(shape: tuple[int, ...], jitter: Jitter, rng: np.random.Generator) -> Points:
    """Return displacements that neighbouring points share, so that bows stay bows."""
    own = rng.normal(0, jitter.wander, (shape[0], shape[1] + 1, shape[2]))
    return np.asarray(own[:, :-1] + own[:, 1:]) * 0.75


def _joined(points: Points, jitter: Jitter, rng: np.random.Generator) -> Points:
    """Start and end a stroke too early or too late, along its own direction."""
    out = points.copy()
    for end, inner in ((0, 1), (-1, -2)):
        longer = rng.normal(0, jitter.join, (len(points), 1))
        out[:, end] += longer * (points[:, end] - points[:, inner])
    return out


def _reproportioned(points: Points, jitter: Jitter, rng: np.random.Generator) -> Points:
    """Stretch halves unequally, widen towards one end, and bend."""
    n = len(points)
    x, y = points[..., 0], points[..., 1]
    middle = x.mean(axis=1, keepdims=True)
    u, v = 2 * (x - middle), 2 * y - 1
    a, b, c, d = rng.normal(0, jitter.proportion, (4, n, 1))
    high = y + a * (1 - v**2) / 2
    wide = middle + (u / 2) * (1 + 1.5 * b * v) + c * (1 - v**2) / 2 + d * u**2 / 3
    return np.stack([wide, high], axis=-1)


def _hurried(line: Points, hasty: Points) -> Points:
    """Round corners: blend the line with itself averaged over a sixth of a digit's height."""
    if line.shape[1] < 9:
        return line
    far = np.pad(line, ((0, 0), (4, 4), (0, 0)), mode="edge")
    weight = np.array([1, 2, 3, 4, 5, 4, 3, 2, 1]) / 25
    m = line.shape[1]
    smooth = sum(w * far[:, i : i + m] for i, w in enumerate(weight))
    rise = np.minimum(np.arange(m), np.arange(m)[::-1])[:, None] / 4
    return np.asarray(line + hasty * np.minimum(rise, 1) * (smooth - line))


def _tremble(shape: tuple[int, ...], size: Points, rng: np.random.Generator) -> Points:
    n, m, _ = shape
    rough = rng.normal(0, 1, (n, m + 4, 2))
    return np.asarray(size * sum(rough[:, i : i + m] for i in range(5)) / np.sqrt(5))


def _leaned(lines: list[Points], jitter: Jitter, rng: np.random.Generator) -> list[Points]:
    """Slant, turn and stretch the whole digit."""
    n = len(lines[0])
    slant = rng.normal(jitter.slant_mean, jitter.slant, n)
    angle = rng.normal(0, jitter.turn, n)
    wide = np.exp(rng.normal(0, jitter.aspect, n))
    cos, sin = np.cos(angle), np.sin(angle)
    stretch = np.stack([wide, -slant, np.zeros(n), np.ones(n)], axis=-1).reshape(n, 2, 2)
    turn = np.stack([cos, -sin, sin, cos], axis=-1).reshape(n, 2, 2)
    matrix = turn @ stretch
    return [np.einsum("nij,nmj->nmi", matrix, line) for line in lines]
