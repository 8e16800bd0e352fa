"""The ticks of a logarithmic axis, chosen so that no two labels overlap."""

import math
from collections.abc import Iterator
from itertools import pairwise

from mnistgui.notation import with_minus

_MULTIPLES = (tuple(range(1, 10)), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,))
_STEPS = (1.0, 2.0, 2.5, 5.0)  # of round numbers, times a power of ten
_MOST_TICKS = 200
_SUPERSCRIPTS = str.maketrans(
    "-0123456789", "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)

Ticks = tuple[float, ...]


def log_ticks(low: float, high: float, most: int) -> tuple[Ticks, Ticks]:
    """Choose round numbers for the labels of a logarithmic axis, and ticks between them.

    Parameters
    ----------
    low, high : float
        Ends of the axis, as logarithms to the base 10; ``low < high``.
    most : int
        How many labels fit on an axis of this length.

    Returns
    -------
    tuple of (tuple of float, tuple of float)
        Logarithms of the numbers with a label, at least ``1 / most`` of the axis apart, and of
        those whose lines have none.
    """
    apart = (high - low) / max(most, 1)
    for ticks in _candidates(low, high):
        gaps = [after - before for before, after in pairwise(ticks)]
        if len(ticks) > 1 and min(gaps) >= apart:
            return ticks, tuple(tick for tick in _digits(low, high) if tick not in ticks)
    middle = 10 ** ((low + high) / 2)
    return (math.log10(float(f"{middle:.2g}")),), ()


def tick_label(tick: float) -> str:
    """Return a number as people read it, such as 0.05, 300 or 2·10⁻⁵."""
    value = 10.0**tick
    if 1e-4 < value < 99_999:
        return with_minus(f"{value:.6g}")
    exponent = math.floor(tick + 1e-9)
    digits = with_minus(f"{10 ** (tick - exponent):.6g}")
    power = f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    return power if digits == "1" else f"{digits}\u00b7{power}"


def _candidates(low: float, high: float) -> Iterator[Ticks]:
    """Yield sets of ticks, from the densest for a short axis to the roundest for a long one."""
    if high - low < 1:
        yield from _linear(low, high)
    for multiples in _MULTIPLES:
        yield _in_decades(low, high, multiples)
    every = 2
    while every < high - low:
        yield tuple(float(n) for n in range(math.ceil(low), math.floor(high) + 1) if n % every == 0)
        every += 1


def _linear(low: float, high: float) -> Iterator[Ticks]:
    """Yield evenly spaced round numbers, from the finest to the coarsest."""
    first, last = 10.0**low, 10.0**high
    power = 10.0 ** math.floor(math.log10(last - first) - 1)
    for step in (step * power * ten for ten in (1, 10) for step in _STEPS):
        numbers = range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)
        yield tuple(math.log10(n * step) for n in numbers if n)


def _in_decades(low: float, high: float, multiples: tuple[int, ...]) -> Ticks:
    decades = range(math.floor(low), math.floor(high) + 1)
    if len(decades) * len(multiples) > _MOST_TICKS:
        return ()
    ticks = (math.log10(multiple) + decade for decade in decades for multiple in multiples)
    return tuple(tick for tick in ticks if low <= tick <= high)


def _digits(low: float, high: float) -> Ticks:
    return _in_decades(low, high, _MULTIPLES[0])
