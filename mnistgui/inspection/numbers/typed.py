"""Small networks and digits as people type them, an array a line."""

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np

from mnistgui.errors import UserError
from mnistgui.inspection.numbers.example import WORKED, SmallExample
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS

MOST_INPUTS = 1024  # numbers of a digit, and units of a layer
_MOST_LETTERS = 200_000
_FORM = (
    "lines such as 'x = [1, -1]', 'label = 0', 'W1^T = [[1, 2], [3, 4]]' (a row a unit), "
    "'b1 = [0, 0]', 'activation = relu' and 'rate = 0.5' are accepted"
)
_ACTIVATIONS = {one.name: one for one in HIDDEN_ACTIVATIONS}


def typed_text(small: SmallExample = WORKED) -> str:
    """Write a small network as people type it.

    Parameters
    ----------
    small : SmallExample

    Returns
    -------
    str
        What :func:`typed_example` reads.
    """
    lines = [f"x = {list(small.x)}", f"label = {small.label}"]
    for number, (W, b) in enumerate(zip(small.weights, small.biases, strict=True), 1):
        lines += [f"W{number}^T = {[list(row) for row in W]}", f"b{number} = {list(b)}"]
    lines += [f"activation = {small.activation.name}", f"rate = {small.rate:g}"]
    return "\n".join(lines) + "\n"


def typed_example(text: str) -> SmallExample:
    """Read a small network and its digit.

    Parameters
    ----------
    text : str
        As :func:`typed_text` writes it; ``W1`` without ``^T`` has a column a unit.

    Returns
    -------
    SmallExample

    Raises
    ------
    UserError
        A line is not understood, or shapes do not fit each other.
    """
    values = _values(text)
    x = _array(values, "x", 1)
    weights, biases = [], []
    width = len(x)
    for number in range(1, _layer_count(values) + 1):
        W, b = _weights(values, number), _array(values, f"b{number}", 1)
        if W.shape != (len(b), width):
            raise UserError(
                f"W{number}^T has {W.shape[0]} rows of {W.shape[1]} numbers; {len(b)} rows (one a "
                f"unit, as b{number} has) of {width} (one an input) are accepted"
            )
        weights.append(tuple(tuple(row) for row in W.tolist()))
        biases.append(tuple(b.tolist()))
        width = len(b)
    if width < 2:
        raise UserError("the last layer has 1 unit; 2 classes or more are accepted")
    return SmallExample(
        tuple(x.tolist()),
        _label(values, width),
        tuple(weights),
        tuple(biases),
        _ACTIVATIONS[_activation(values)](),
        _rate(values),
    )


def _values(text: str) -> dict[str, str]:
    if len(text) > _MOST_LETTERS:
        raise UserError(f"this is too long for a small network; {_FORM}")
    values = {}
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not name:
            raise UserError(f"{line.strip()[:60]!r} is not understood; {_FORM}")
        if name in values:
            raise UserError(f"{name} is given twice; one line for each is accepted")
        values[name] = value
    known = {"x", "label", "activation", "rate"}
    for name in values.keys() - known:
        if not (name[:1] in ("W", "b") and name[1:].removesuffix("^T").isdecimal()):
            raise UserError(f"{name!r} is no part of a small network; {_FORM}")
    return values


def _layer_count(values: Mapping[str, str]) -> int:
    numbers = sorted({int(name[1:].removesuffix("^T")) for name in values if name[0] in "Wb"})
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise UserError(f"layers are numbered from 1 without a gap; {_FORM}")
    return len(numbers)


def _weights(values: Mapping[str, str], number: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the weights of a layer, a row a unit."""
    if f"W{number}^T" in values:
        return _array(values, f"W{number}^T", 2)
    return _array(values, f"W{number}", 2).T


def _array(
    values: Mapping[str, str], name: str, ndim: int
) -> np.ndarray[Any, np.dtype[np.float64]]:
    if name not in values:
        raise UserError(f"there is no line for {name}; {_FORM}")
    try:
        found = np.array(ast.literal_eval(values[name]), np.float64)
    except (
        ValueError,
        TypeError,
        SyntaxError,
        MemoryError,
        RecursionError,
        OverflowError,
    ) as error:
        raise UserError(f"{name} = {values[name][:60]} is no list of numbers; {_FORM}") from error
    if found.ndim != ndim or not found.size or max(found.shape) > MOST_INPUTS:
        raise UserError(f"{name} has the wrong shape; {_FORM}, of at most {MOST_INPUTS} each")
    if not np.isfinite(found).all():
        raise UserError(f"{name} holds a number that is not finite; finite ones are accepted")
    return found


def _label(values: Mapping[str, str], classes: int) -> int:
    text = values.get("label", "0")
    if not text.isdecimal() or int(text) >= classes:
        raise UserError(f"label = {text[:20]} is no class; 0 to {classes - 1} are accepted")
    return int(text)


def _activation(values: Mapping[str, str]) -> str:
    name = values.get("activation", "relu")
    if name not in _ACTIVATIONS:
        accepted = ", ".join(_ACTIVATIONS)
        raise UserError(f"activation = {name[:20]} is not known; {accepted} are accepted")
    return name


def _rate(values: Mapping[str, str]) -> float:
    text = values.get("rate", "0.5")
    try:
        rate = float(text)
    except ValueError:
        rate = float("nan")
    if not 0 <= rate <= 1000:
        raise UserError(f"rate = {text[:20]} is no learning rate; 0 to 1000 are accepted")
    return rate
