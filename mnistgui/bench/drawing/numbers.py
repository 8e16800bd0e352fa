"""Measures how many numbers of two to four digits, put together from recordings, are read whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mnistgui.bench.drawing.personalize import by_writer
from mnistgui.drawing.division import Divider
from mnistgui.drawing.predictions import drawings_to_pixels
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.rasterize import resample
from mnistgui.ink.strokes import Line, Strokes
from mnistgui.nn.network import Network

_GAP_SHARE = (0.08, 0.35)  # of a digit's height: between the ink of two digits
_PEN_SHARE = 0.12  # of a digit's height
_TOUCHING_SHARE = (0.0, 0.9)  # of the pen's width: between the lines of two digits that touch
_HEIGHT_DEVIATION = 0.08
_RISE_DEVIATION = 0.05  # of a digit's height


@dataclass(frozen=True)
class NumberReport:
    """How numbers are read, as shares of them.

    Parameters
    ----------
    count : int
        Numbers of each kind.
    apart, touching : float
        Share of numbers of which every digit is read right, with gaps and where digits touch.
    single : float
        Share of single digits that are taken for one digit.
    """

    count: int
    apart: float
    touching: float
    single: float


def measure_numbers(
    drawings: Sequence[Drawing],
    divider: Divider,
    network: Network,
    rng: np.random.Generator,
    count: int = 500,
) -> NumberReport:
    """Make numbers from recordings of one writer each, and read them.

    Parameters
    ----------
    drawings : sequence of Drawing
        Labelled, with writers.
    divider : Divider
    network : Network
        Reads the digits.
    rng : numpy.random.Generator
        Chooses recordings, heights and gaps.
    count : int
        Numbers of each kind.

    Returns
    -------
    NumberReport

    Raises
    ------
    UserError
        No drawing names its writer.
    """
    writers = list(by_writer(drawings).values())
    kinds = {}
    for touching in (False, True):
        made = [_number(writers, rng, touching=touching) for _ in range(count)]
        kinds[touching] = float(np.mean([_read(divider, network, s) == text for text, s in made]))
    places = rng.integers(0, len(drawings), count).tolist()
    single = np.mean([len(divider.digits_of(drawings[place].strokes)) == 1 for place in places])
    return NumberReport(count, kinds[False], kinds[True], float(single))


def _read(divider: Divider, network: Network, strokes: Strokes) -> str:
    digits = [Drawing(part) for part in divider.digits_of(strokes)]
    return "".join(
        map(str, network.probabilities(drawings_to_pixels(digits)).argmax(axis=1).tolist())
    )


def _number(
    writers: Sequence[Sequence[Drawing]], rng: np.random.Generator, *, touching: bool
) -> tuple[str, Strokes]:
    """Return a number as a text and as a drawing in heights of a digit."""
    own = writers[int(rng.integers(len(writers)))]
    chosen = [own[place] for place in rng.integers(0, len(own), int(rng.integers(2, 5))).tolist()]
    lines: list[Line] = []
    last: list[Line] = []
    for drawing in chosen:
        digit = _as_tall(drawing.strokes, rng)
        if last:
            shift = _touching(last, digit, rng) if touching else _apart(lines, digit, rng)
            digit = [line + np.array([shift, 0.0]) for line in digit]
        lines, last = lines + digit, digit
    return "".join(str(drawing.label) for drawing in chosen), Strokes(tuple(lines), _PEN_SHARE)


def _as_tall(strokes: Strokes, rng: np.random.Generator) -> list[Line]:
    """Scale a digit to a height of about 1, at about the same line as the others."""
    points = np.concatenate(strokes.lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    scale = np.exp(rng.normal(0, _HEIGHT_DEVIATION)) / max(float(size.max()), 1e-9)
    rise = rng.normal(0, _RISE_DEVIATION)
    return [(line - low) * scale + np.array([0.0, rise]) for line in strokes.lines]


def _apart(before: Sequence[Line], digit: Sequence[Line], rng: np.random.Generator) -> float:
    right = np.concatenate(before)[:, 0].max()
    left = np.concatenate(digit)[:, 0].min()
    return float(right - left + _PEN_SHARE + rng.uniform(*_GAP_SHARE))


def _touching(before: Sequence[Line], digit: Sequence[Line], rng: np.random.Generator) -> float:
    """Return how far right a digit is moved until its ink touches that of the digit before."""
    near = _PEN_SHARE * rng.uniform(*_TOUCHING_SHARE)
    one, other = (np.concatenate([resample(line, 0.02) for line in d]) for d in (before, digit))
    rise = np.abs(one[:, None, 1] - other[None, :, 1])
    reach = np.sqrt(np.maximum(near**2 - rise**2, 0.0))
    shifts = np.where(rise <= near, one[:, None, 0] - other[None, :, 0] + reach, -np.inf)
    best = float(shifts.max())
    return best if np.isfinite(best) else _apart(before, digit, rng)
