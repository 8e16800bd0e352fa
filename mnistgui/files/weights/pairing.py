"""Finds the layers in arrays that a person has saved: by chaining shapes, then by names.

Weights lie as ``(fan_in, fan_out)`` or ``(fan_out, fan_in)``, under names such as ``W1``, ``w_1``,
``weights1``, ``fc1.weight`` or ``arr_0``; biases as ``(n,)``, ``(1, n)`` or ``(n, 1)``. The order
is that of the names where it leads from 784 pixels to the end, else the only one that does.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from mnistgui.data.picture_kind import MAX_CLASSES, PIXELS, side_of
from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import MAX_LAYERS, LayerArrays, check_shapes
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.ordering import natural_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_SEARCHED = 8  # layers among whose orders is searched
_MOST_LISTED = 8

Link = tuple[FileArray, bool]  # and whether fan_out comes first in it


def holds_layers(arrays: Sequence[FileArray]) -> bool:
    """Whether arrays seem to be weights, not digits.

    Parameters
    ----------
    arrays : sequence of FileArray
        All arrays of floats in a file.

    Returns
    -------
    bool
        True where one is named as weights are, or shapes lead from pixels to ten digits with biases
        for each layer.
    """
    if any(one.named_weight and len(one.shape) >= 2 for one in arrays):
        return True
    weights = [one for one in arrays if one.is_matrix]
    if not 1 <= len(weights) <= MAX_LAYERS:
        return False
    chain = next(_chains(weights), None)
    lengths = [one.length for one in arrays]
    return (
        chain is not None
        and _fan_out(chain[-1]) in (1, 10)
        and all(_fan_out(link) in lengths for link in chain)
    )


def paired(arrays: Sequence[FileArray], where: str, *, in_order: bool = False) -> list[LayerArrays]:
    """Find the layers, and read their arrays.

    Parameters
    ----------
    arrays : sequence of FileArray
        All arrays of floats in a file.
    where : str
        The file's name, for sentences.
    in_order : bool
        Whether the order of the arrays is that of the layers; else that of the names is tried.

    Returns
    -------
    list of LayerArrays

    Raises
    ------
    UserError
        They are no chain of dense layers from 784 pixels to 10 digits (or 1), or a sentence about
        convolutions.
    """
    if any(len(one.shape) in (3, 4, 5) and one.named_weight for one in arrays):
        raise UserError(convolution(where))
    given = arrays if in_order else sorted(arrays, key=lambda one: natural_key(one.name))
    weights = [one for one in given if one.is_matrix]
    chain = _chain(weights, where)
    check_shapes([one.shape[::-1] if turned else one.shape for one, turned in chain], where)
    left = [one for one in given if not one.is_matrix]
    biases = _biases([one for one in left if one.length is not None], chain, where)
    return [_layer(link, bias) for link, bias in zip(chain, biases, strict=True)]


def convolution(where: str) -> str:
    """Say that a network of convolutions is not read.

    Parameters
    ----------
    where : str
        The file's name.

    Returns
    -------
    str
    """
    return f"{where} holds convolutional layers; networks of dense layers alone are accepted"


def _chain(weights: Sequence[FileArray], where: str) -> list[Link]:
    """The weights in the order of the layers."""
    if not 1 <= len(weights) <= MAX_LAYERS:
        raise UserError(
            f"{where} holds {len(weights)} matrices of weights; 1 to {MAX_LAYERS} are accepted"
        )
    found = list(islice(_chains(weights), 2)) or list(islice(_other_chains(weights), 2))
    if not found:
        _refuse_other_pixels(weights, where)
        listed = ", ".join(map(str, weights[:_MOST_LISTED]))
        raise UserError(
            f"{where} holds {listed}, which do not lead from {PIXELS} pixels to 10 digits; "
            f"weights as (fan_in, fan_out) or (fan_out, fan_in), the first with {PIXELS}, are "
            "accepted"
        )
    if len(found) > 1:
        raise UserError(
            f"{where} holds weights that chain in several orders; names with numbers in the order "
            "of the layers, such as W1, W2, ..., are accepted"
        )
    return found[0]


def _refuse_other_pixels(weights: Sequence[FileArray], where: str) -> None:
    """Say so where weights chain, but from another number of pixels than 784."""
    for fan_in in dict.fromkeys(weights[0].shape):
        for beside in (0, 1):  # biases may be a column of the weights, as in MATLAB's Theta
            chain = _linked(weights, fan_in, beside)
            if chain and fan_in != PIXELS and _fan_out(chain[-1]) in (1, 10):
                pixels = fan_in - beside
                side = math.isqrt(pixels)
                size = f" ({side} x {side})" if side * side == pixels else ""
                within = ", with biases among the weights" if beside else ""
                raise UserError(
                    f"{where} holds {weights[0]} for digits of {pixels} pixels{size}{within}; "
                    f"weights for {PIXELS} (28 x 28) and biases of their own are accepted"
                )


def _chains(weights: Sequence[FileArray]) -> Iterator[list[Link]]:
    """Orders of weights that chain, that of the sequence first."""
    direct = _linked(weights)
    if direct is not None:
        yield direct
        return
    if len(weights) <= _MOST_SEARCHED:
        yield from _search(PIXELS, list(weights))


def _other_chains(weights: Sequence[FileArray]) -> Iterator[list[Link]]:
    """Orders of weights that chain from squares of other pixels to classes."""
    widths = {width for one in weights for width in one.shape}
    pixels = {width for width in widths if side_of(width) is not None} - {PIXELS}
    for fan_in in sorted(pixels):
        direct = _linked(weights, fan_in)
        found = [direct] if direct else []
        if not direct and len(weights) <= _MOST_SEARCHED:
            found = list(islice(_search(fan_in, list(weights)), 2))
        yield from (chain for chain in found if _fan_out(chain[-1]) <= MAX_CLASSES)


def _linked(
    weights: Sequence[FileArray], fan_in: int = PIXELS, beside: int = 0
) -> list[Link] | None:
    """Chain weights in the order given; None where they do not fit."""
    chain: list[Link] = []
    for one in weights:
        ways = _ways(one, fan_in, chain)
        if not ways:
            return None
        chain.append((one, ways[0]))
        fan_in = _fan_out(chain[-1]) + beside
    return chain


def _ways(one: FileArray, fan_in: int, chain: Sequence[Link]) -> list[bool]:
    """In which orientations weights follow: fan_out first or not; a square one as those before."""
    rows, columns = one.shape
    if rows == columns == fan_in:
        return [chain[0][1] if chain else True]
    return [True] if columns == fan_in else [False] if rows == fan_in else []


def _search(fan_in: int, left: list[FileArray]) -> Iterator[list[Link]]:
    """Every order that uses all weights."""
    if not left:
        yield []
    for place, one in enumerate(left):
        for way in _ways(one, fan_in, ()):
            others = left[:place] + left[place + 1 :]
            for rest in _search(_fan_out((one, way)), others):
                yield [(one, way), *rest]


def _fan_out(link: Link) -> int:
    one, fan_out_first = link
    return one.shape[0] if fan_out_first else one.shape[1]


def _biases(
    biases: Sequence[FileArray], chain: Sequence[Link], where: str
) -> list[FileArray | None]:
    """The biases of each layer, by what names have in common, else in their order, else by size."""
    if not biases:
        return [None] * len(chain)
    by_stem = {one.stem: one for one in biases}
    matched = [by_stem.get(one.stem) for one, _ in chain]
    if all(found is None for found in matched) or not _fit(matched, chain):
        matched = [*biases] if len(biases) == len(chain) else []
    if not _fit(matched, chain):
        matched = [_of_size(biases, _fan_out(link)) for link in chain]
    strange = [one for one in biases if one not in matched]
    if strange or len({*matched} - {None}) != len(biases):
        listed = ", ".join(map(str, (strange or biases)[:_MOST_LISTED]))
        layers = ", ".join(str(one) for one, _ in chain[:_MOST_LISTED])
        raise UserError(f"{where} holds {listed}, which are no biases of {layers}")
    return matched


def _fit(biases: Sequence[FileArray | None], chain: Sequence[Link]) -> bool:
    """Whether biases are as long as their layers are wide."""
    if len(biases) != len(chain):
        return False
    pairs = zip(biases, chain, strict=True)
    return all(one is None or one.length == _fan_out(link) for one, link in pairs)


def _of_size(biases: Sequence[FileArray], size: int) -> FileArray | None:
    """The only biases of this size."""
    found = [one for one in biases if one.length == size]
    return found[0] if len(found) == 1 else None


def _layer(link: Link, bias: FileArray | None) -> LayerArrays:
    """Read the arrays of one layer."""
    one, fan_out_first = link
    W: NDArray[Any] = one.read()
    W = W.T if fan_out_first else W
    return LayerArrays(
        W, np.zeros(W.shape[1], W.dtype) if bias is None else bias.read().reshape(-1)
    )
