"""Divides a drawing of several digits into its digits.

A drawing is a row of pieces, such as its strokes in the order drawn. Neighbouring pieces are joined
to candidates, a network and the judge of digits give each candidate a cost, and dynamic programming
finds the cheapest way to cover the whole row with candidates. The idea is that of the segmentation
graph in LeCun et al. 1998, "Gradient-based learning applied to document recognition".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.drawing.digit_judge import DigitJudge
from mnistgui.drawing.novelty import threshold
from mnistgui.ink.normalize import ALL_STAGES, PEN_WIDTH_PIXELS
from mnistgui.ink.rasterize import resample
from mnistgui.ink.strokes import Line, Strokes
from mnistgui.ink.together import to_pixels_together
from mnistgui.nn.network import Network

MOST_DIGITS = 12
"""A row that divides into more digits is not taken for a number."""

_MOST_PIECES_OF_A_DIGIT = 5
_MOST_PIECES = 40  # of more, a drawing is a scribble
_DOUBT_LOG_ODDS = -5.0  # a candidate that looks less like a digit than this costs more and more
_COST_OF_A_DIGIT = 0.3  # so that one digit is preferred to two that are as good
_USUAL_HEIGHT_SHARE = 0.55  # of the tallest; what is smaller is rather a part of a digit
_COST_OF_SMALLNESS = 8.0
_FREE_OVERLAP_SHARE = 0.35  # of the narrower digit's width: slanted digits overlap so far
_COST_OF_OVERLAP = 6.0
_MOST_COST_APART = 4.5  # a digit on average; nothing but digits stands apart in a row
_MOST_COST_TOUCHING = 1.7  # as parts of letters touch, too; 1 letter or sign in 3,000 costs less
_TOUCHING_SHARE = 0.1  # of the height: digits whose lines come nearer touch
_SPACING_SHARE = 0.02  # of the height: between the points whose distances are measured


@dataclass(frozen=True, eq=False)
class Candidate:
    """Neighbouring pieces that may be one digit.

    Parameters
    ----------
    first, end : int
        It joins the pieces ``first, ..., end - 1`` of the row.
    points : ndarray of shape (n_points, 2), dtype float64
        Points of its ink, in the drawing's unit.
    pixels : ndarray of shape (784,), dtype uint8
        It alone, as a network reads it.
    """

    first: int
    end: int
    points: NDArray[np.float64]
    pixels: NDArray[np.uint8]

    @cached_property
    def across(self) -> tuple[float, float]:
        """Where its ink begins and ends from left to right."""
        return float(self.points[:, 0].min()), float(self.points[:, 0].max())

    @cached_property
    def height(self) -> float:
        """How tall its ink is."""
        return float(np.ptp(self.points[:, 1]))

    @property
    def longer_side(self) -> float:
        """The longer side of its box."""
        return max(self.height, self.across[1] - self.across[0])


class Divider:
    """Divides rows of pieces into digits.

    Parameters
    ----------
    network : Network
        One that is known to read digits well, such as the shipped one. Which network reads the
        digits afterwards does not matter here.
    judge : DigitJudge
        Knows digits from shapes that are none.
    """

    def __init__(self, network: Network, judge: DigitJudge) -> None:
        if len(network.head.class_names) != CLASSES:
            raise ValueError("only a network that tells ten digits apart can divide a drawing")
        self._network = network
        self._judge = judge
        self._threshold = threshold(judge)

    def digits_of(self, strokes: Strokes) -> tuple[Strokes, ...]:
        """Divide a drawing into its digits.

        Parameters
        ----------
        strokes : Strokes

        Returns
        -------
        tuple of Strokes
            From left to right; the whole drawing alone where it is one digit, no digit, or empty.
        """
        if not 1 < len(strokes.lines) <= _MOST_PIECES:
            return (strokes,)
        # A bar may be drawn after the next digit, so that the order drawn is not the only one.
        orders = {tuple(range(len(strokes.lines))), _from_left_to_right(strokes.lines)}
        divisions = [self._in_order(strokes, order) for order in sorted(orders)]
        return min(divisions, key=lambda division: division[0])[1]

    def best(
        self, candidates: Sequence[Candidate], pen_width: float
    ) -> tuple[float, list[Candidate]]:
        """Find the candidates that cover a row of pieces at the least cost.

        Parameters
        ----------
        candidates : sequence of Candidate
            Exactly one of them joins all pieces.
        pen_width : float
            In the drawing's unit.

        Returns
        -------
        cost : float
            Of all that were chosen.
        chosen : list of Candidate
            In the order of the row; only the one that joins all pieces where the others are not
            convincing: one that the judge refuses, too many, or too costly.
        """
        costs, accepted = self._costs(candidates)
        cost, chosen = _cheapest(candidates, costs, pen_width)
        digits = [candidates[place] for place in chosen]
        most = _MOST_COST_TOUCHING if _touch(digits) else _MOST_COST_APART
        if len(chosen) <= MOST_DIGITS and accepted[chosen].all() and cost <= most * len(chosen):
            return cost, digits
        end = max(candidate.end for candidate in candidates)
        [whole] = [i for i, one in enumerate(candidates) if (one.first, one.end) == (0, end)]
        return float(costs[whole]), [candidates[whole]]

    def _costs(
        self, candidates: Sequence[Candidate]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the cost of each candidate alone, and whether the judge accepts it."""
        images = np.stack([candidate.pixels for candidate in candidates])
        sure = self._network.probabilities(images).max(axis=1).astype(np.float64)
        odds = self._judge.score(images)
        size = np.array([candidate.longer_side for candidate in candidates])
        tallest = max(candidate.height for candidate in candidates)
        small = np.maximum(_USUAL_HEIGHT_SHARE - size / max(tallest, 1e-9), 0)
        doubt = np.logaddexp(0, odds - _DOUBT_LOG_ODDS)
        costs = -np.log(sure) + doubt + _COST_OF_SMALLNESS * small + _COST_OF_A_DIGIT
        return costs, odds <= self._threshold

    def _in_order(
        self, strokes: Strokes, order: tuple[int, ...]
    ) -> tuple[float, tuple[Strokes, ...]]:
        lines = [strokes.lines[place] for place in order]
        candidates = _candidates(lines, strokes.pen_width)
        cost, chosen = self.best(candidates, strokes.pen_width or 0.0)
        if len(chosen) == 1:
            return cost, (strokes,)
        chosen.sort(key=lambda one: sum(one.across))
        return cost, tuple(
            Strokes(tuple(lines[one.first : one.end]), strokes.pen_width) for one in chosen
        )


def _candidates(lines: Sequence[Line], pen_width: float | None) -> list[Candidate]:
    """Join neighbouring strokes: up to five of them, and all."""
    n = len(lines)
    spans = {
        (first, end)
        for first in range(n)
        for end in range(first + 1, min(n, first + _MOST_PIECES_OF_A_DIGIT) + 1)
    }
    rows = sorted(spans | {(0, n)})
    drawings = [Strokes(tuple(lines[first:end]), pen_width) for first, end in rows]
    extent = max(float(np.ptp(np.concatenate(lines), axis=0).max()), 1e-9)
    images = to_pixels_together(drawings, ALL_STAGES, extent, [PEN_WIDTH_PIXELS] * len(rows))
    spacing = _SPACING_SHARE * extent
    dense = [resample(line, spacing) for line in lines]
    return [
        Candidate(first, end, np.concatenate(dense[first:end]), image)
        for (first, end), image in zip(rows, images, strict=True)
    ]


def _from_left_to_right(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the places of strokes by their middles."""
    middles = [float(line[:, 0].min() + line[:, 0].max()) for line in lines]
    return tuple(sorted(range(len(lines)), key=middles.__getitem__))


def _cheapest(
    candidates: Sequence[Candidate], costs: NDArray[np.float64], pen_width: float
) -> tuple[float, list[int]]:
    """Return the least cost of covering the row, and the places of the candidates that do."""
    n = max(candidate.end for candidate in candidates)
    best: list[tuple[float, list[int]]] = [(np.inf, []) for _ in range(n + 1)]
    best[0] = 0.0, []
    for place in sorted(range(len(candidates)), key=lambda i: candidates[i].first):
        one = candidates[place]
        before, chosen = best[one.first]
        cost = before + float(costs[place])
        if chosen:
            cost += _overlap_cost(candidates[chosen[-1]], one, pen_width)
        if cost < best[one.end][0]:
            best[one.end] = cost, [*chosen, place]
    return best[n]


def _overlap_cost(one: Candidate, other: Candidate, pen_width: float) -> float:
    """Return what it costs that two digits lie above each other rather than beside each other."""
    (left, right), (other_left, other_right) = one.across, other.across
    shared = min(right, other_right) - max(left, other_left)
    narrower = min(right - left, other_right - other_left) + pen_width
    return _COST_OF_OVERLAP * max(shared / max(narrower, 1e-9) - _FREE_OVERLAP_SHARE, 0.0)


def _touch(digits: Sequence[Candidate]) -> bool:
    """Return whether the ink of two neighbours meets."""
    reach = _TOUCHING_SHARE * max(digit.height for digit in digits)
    return any(
        ((one.points[:, None] - other.points) ** 2).sum(axis=-1).min() < reach**2
        for one, other in pairwise(digits)
    )
