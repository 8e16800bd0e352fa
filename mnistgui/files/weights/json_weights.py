"""Weights in JSON: Nielsen's ``network.save`` and other objects of nested lists.

Michael Nielsen's "Neural networks and deep learning" saves ``sizes``, ``weights`` as lists of
``(fan_out, fan_in)``, ``biases`` as ``(n, 1)`` and ``cost``; its units are sigmoids throughout.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.json_text import parse_json, read_small_file
from mnistgui.files.weights.assembly import stored
from mnistgui.files.weights.chain import sigmoids_remark
from mnistgui.files.weights.description import ACTIVATION
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pairing import paired
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Sigmoid

_MAX_BYTES = 64 << 20
_NIELSEN = {"sizes", "weights", "biases"}
# Words without which an object is none of weights; strokes and lesson cards have none of them.
_WORDS = (b'"weights', b'"W1"', b'"w1"', b'"coefs', b'.weight"', b'"Theta1"')
_MAX_DEPTH = 6


def holds_json_weights(path: Path, beginning: bytes) -> bool:
    """Whether a file is an object of weights.

    Parameters
    ----------
    path : pathlib.Path
    beginning : bytes
        Its first bytes.

    Returns
    -------
    bool
    """
    if beginning.lstrip()[:1] != b"{":
        return False
    data = read_small_file(path, _MAX_BYTES)
    return any(word in data for word in _WORDS) and b'"strokes"' not in data


def from_json(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is no JSON, or its lists are no chain of dense layers.
    """
    where = str(path)
    found = parse_json(read_small_file(path, _MAX_BYTES), where, most_bytes=_MAX_BYTES)
    layers = paired(list(_arrays(found, "", 0, where)), where)
    if isinstance(found, dict) and set(found) >= _NIELSEN:
        return stored(layers, {ACTIVATION: Sigmoid.name}, where, [sigmoids_remark(where)])
    return stored(layers, {}, where)


def _arrays(value: Any, name: str, depth: int, where: str) -> Iterator[FileArray]:
    """The lists of numbers in an object, named by the way to them."""
    if depth > _MAX_DEPTH:
        raise UserError(f"{where} is nested too deeply for weights")
    members: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        members = iter(value.items())
    elif isinstance(value, list) and value and not _is_numbers(value):
        members = iter(enumerate(value))
    elif isinstance(value, list) and value and name != "sizes":
        array = np.array(value, np.float64)
        yield FileArray(name, array.shape, lambda: array)
    for key, inner in members:
        yield from _arrays(inner, f"{name}.{key}" if name else str(key), depth + 1, where)


def _is_numbers(value: list[Any]) -> bool:
    """Whether a list holds numbers, or lists of numbers that are all as long."""
    if all(isinstance(one, int | float) for one in value):
        return True
    rows = [one for one in value if isinstance(one, list)]
    if len(rows) < len(value) or len({len(row) for row in rows}) != 1 or not rows[0]:
        return False
    return all(isinstance(one, int | float) for row in rows for one in row)
