"""The table of conditions, and how they are typed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from mnistgui.errors import UserError
from mnistgui.training.watch.answers import AnswerFlips, DigitFalls
from mnistgui.training.watch.condition import Condition
from mnistgui.training.watch.loss import LossJumps
from mnistgui.training.watch.sizes import GradientsGrow, NotANumber, WeightsGrow
from mnistgui.training.watch.units import UnitDies

# In the order in which the window offers them.
_ALL: tuple[type[Condition], ...] = (
    LossJumps,
    DigitFalls,
    AnswerFlips,
    UnitDies,
    WeightsGrow,
    GradientsGrow,
    NotANumber,
)
CONDITIONS: Mapping[str, type[Condition]] = MappingProxyType({one.name: one for one in _ALL})


def parse_condition(text: str) -> Condition:
    """Read a condition as people type it.

    Parameters
    ----------
    text : str
        A name, with values for its fields where they differ from the defaults, such as
        ``"digit_falls=8,5"``.

    Returns
    -------
    Condition

    Raises
    ------
    UserError
        There is no such condition, or a value is not accepted.
    """
    name, _, values = text.partition("=")
    kind = CONDITIONS.get(name.strip().replace("-", "_"))
    if kind is None:
        raise UserError(f"there is no condition {name!r}; {', '.join(CONDITIONS)} are accepted")
    wanted = numbers_of(kind)
    given = values.split(",") if values else []
    if len(given) > len(wanted):
        raise UserError(f"{usage(kind)} is accepted, not {text}")
    numbers = {}
    for one, value in zip(wanted, given, strict=False):
        try:
            numbers[one.name] = one.read(value)
        except ValueError:
            raise UserError(f"{usage(kind)} is accepted, not {text}") from None
    return kind(**numbers)


@dataclass(frozen=True)
class Number:
    """A number that a condition asks for.

    Parameters
    ----------
    name : str
    default : float
    whole : bool
        Whether it counts something.
    """

    name: str
    default: float
    whole: bool

    def read(self, text: str) -> float:
        """Read what a person has typed; raises ValueError where it is no such number."""
        value = int(text) if self.whole else float(text)
        if not 0 <= value < math.inf:
            raise ValueError(text)
        return value


def numbers_of(kind: type[Condition]) -> tuple[Number, ...]:
    """List the numbers that a condition asks for.

    Parameters
    ----------
    kind : type
        One of :data:`CONDITIONS`.

    Returns
    -------
    tuple of Number
    """
    declared = fields(kind)  # type: ignore[arg-type]
    return tuple(
        Number(one.name, one.default, isinstance(one.default, int))
        for one in declared
        if isinstance(one.default, int | float)
    )


def usage(kind: type[Condition]) -> str:
    """Return how a condition is typed, with the defaults of its numbers."""
    values = ",".join(f"{one.default:g}" for one in numbers_of(kind))
    return f"{kind.name}={values}" if values else kind.name
