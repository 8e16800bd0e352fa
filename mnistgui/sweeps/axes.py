"""The axes of a study: which settings differ between its cells, and which values they take."""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.field_kinds import IntegerField, RealField, WidthsField
from mnistgui.training.fields import Field

Values = Mapping[str, Any]
"""A value for each axis by its name."""

_LAYER = re.compile(r"hidden_([1-9])\Z")
_RANGE = re.compile(r"(?P<low>[^:]+?)\.\.(?P<high>[^:]+?)(?P<log>:log)?\Z")


@dataclass(frozen=True)
class GridAxis:
    """A setting that takes each of some values.

    Parameters
    ----------
    name : str
        Of the setting, or ``hidden_1``, ``hidden_2``, ... for the width of one layer.
    values : tuple
    """

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class RangeAxis:
    """A setting that is drawn from a range.

    Parameters
    ----------
    name : str
        As in :class:`GridAxis`.
    low, high : float
        Both can be drawn.
    log : bool
        Whether its logarithm is drawn evenly.
    """

    name: str
    low: float
    high: float
    log: bool = False

    def at(self, share: float) -> float | int:
        """Return the value at a share of the range.

        Parameters
        ----------
        share : float
            From 0 to 1.

        Returns
        -------
        float or int
            As the setting takes it.
        """
        if self.log:
            value = float(self.low * (self.high / self.low) ** share)
        else:
            value = float(self.low + (self.high - self.low) * share)
        whole = isinstance(axis_field(self.name), IntegerField)
        return round(value) if whole else float(f"{value:.6g}")


Axis = GridAxis | RangeAxis


def axis_field(name: str) -> Field:
    """Return the field that checks the values of an axis.

    Parameters
    ----------
    name : str

    Returns
    -------
    Field

    Raises
    ------
    UserError
        There is no such setting, or it holds several values itself.
    """
    if _LAYER.match(name):
        widths = field_named("hidden")
        assert isinstance(widths, WidthsField)  # noqa: S101 - as it is declared
        return IntegerField(
            name=name,
            label=f"Width of layer {name[-1]}",
            help="Units of one hidden layer.",
            group=widths.group,
            default=0,
            minimum=1,
            maximum=widths.maximum,
        )
    if name == "seed":
        raise UserError("seed is no axis of a study; --seeds K runs every cell with K seeds")
    field = field_named(name)
    if isinstance(field, WidthsField):
        raise UserError("hidden holds several widths; hidden_1=100,200 and hidden_2=... are axes")
    return field


def parse_grid(text: str) -> GridAxis:
    """Read ``FIELD=a,b,c``.

    Parameters
    ----------
    text : str

    Returns
    -------
    GridAxis

    Raises
    ------
    UserError
        It is written otherwise, there is no such setting, or a value is not accepted.
    """
    name, equals, listed = text.partition("=")
    if not equals or not listed.strip():
        raise UserError(f"{text!r} is no axis; write FIELD=a,b,c, such as learning_rate=0.1,0.01")
    field = axis_field(name.strip())
    values = tuple(dict.fromkeys(field.parse(value) for value in listed.split(",")))
    if not all(isinstance(value, str | int | float) for value in values):
        raise UserError(f"{field.name} holds lists of values, so it is no axis of a study")
    return GridAxis(field.name, values)


def parse_range(text: str) -> RangeAxis:
    """Read ``FIELD=low..high`` or ``FIELD=low..high:log``.

    Parameters
    ----------
    text : str

    Returns
    -------
    RangeAxis

    Raises
    ------
    UserError
        It is written otherwise, there is no such setting, or a bound is not accepted.
    """
    name, _, words = text.partition("=")
    found = _RANGE.match(words.strip())
    if not found:
        raise UserError(
            f"{text!r} is no range; write FIELD=low..high or FIELD=low..high:log, "
            "such as learning_rate=0.01..1:log"
        )
    field = axis_field(name.strip())
    if not isinstance(field, IntegerField | RealField):
        raise UserError(f"{field.name} has no range; --grid {field.name}=a,b takes its values")
    low, high = (_number(field, found[side]) for side in ("low", "high"))
    log = found["log"] is not None
    if low >= high or (log and low <= 0):
        raise UserError(
            f"{text!r} is no range: the lower bound comes first, and is above 0 for logarithms"
        )
    return RangeAxis(field.name, low, high, log)


def _number(field: Field, text: str) -> float:
    value = field.parse(text)
    assert isinstance(value, int | float)  # noqa: S101 - as both kinds of fields parse
    return value


def applied(config: TrainingConfig, values: Values) -> TrainingConfig:
    """Put the values of a cell into settings.

    Parameters
    ----------
    config : TrainingConfig
    values : mapping of str to object

    Returns
    -------
    TrainingConfig

    Raises
    ------
    UserError
        A value is not accepted, or a layer is named whose lower ones are missing.
    """
    changes: dict[str, Any] = {n: v for n, v in values.items() if not _LAYER.match(n)}
    widths = list(config.hidden)
    for name in sorted(values.keys() - changes.keys()):
        place = int(name[-1])
        if place > len(widths) + 1:
            raise UserError(f"{name} needs the layers below it; hidden_{place - 1} is missing")
        widths[place - 1 : place] = [values[name]]
    return dataclasses.replace(config, hidden=tuple(widths), **changes)


def combinations(axes: Sequence[Axis]) -> Iterator[Values]:
    """Yield every combination of the values of grid axes, the last axis changing fastest.

    Parameters
    ----------
    axes : sequence of GridAxis

    Yields
    ------
    mapping of str to object
    """
    found: list[dict[str, Any]] = [{}]
    for axis in axes:
        assert isinstance(axis, GridAxis)  # noqa: S101 - a plan has axes of one kind
        found = [{**values, axis.name: value} for values in found for value in axis.values]
    yield from found


def drawn(axes: Sequence[Axis], number: int, seed: int) -> Iterator[Values]:
    """Draw settings that cover every range evenly (a Latin hypercube), again and again.

    The draw depends on nothing but its arguments, so that a study has the same cells whichever
    worker comes first.

    Parameters
    ----------
    axes : sequence of RangeAxis
    number : int
        Into how many layers each range is divided.
    seed : int

    Yields
    ------
    mapping of str to object
    """
    rng = np.random.default_rng([seed, number])
    while True:
        shares = [(rng.permutation(number) + rng.random(number)) / number for _ in axes]
        for row in zip(*shares, strict=True):
            yield {a.name: _value(a, share) for a, share in zip(axes, row, strict=True)}


def _value(axis: Axis, share: float) -> Any:
    if isinstance(axis, GridAxis):
        return axis.values[min(int(share * len(axis.values)), len(axis.values) - 1)]
    return axis.at(share)
