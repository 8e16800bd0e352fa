"""Makes a network from the arrays of a file, after checking that they fit each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.picture_kind import CLASSES, MAX_CLASSES, PIXELS, side_of
from mnistgui.errors import UserError
from mnistgui.files.weights.description import (
    ACTIVATION,
    PIXEL_SCALING,
    Description,
    from_texts,
)
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Activation, Identity
from mnistgui.nn.heads import Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.notation import thousands

MAX_LAYERS = 32
MAX_WIDTH = 16_384
MAX_PARAMETERS = 200_000_000


class LayerArrays(NamedTuple):
    """The arrays of one layer as a file holds them, in this program's orientation.

    Parameters
    ----------
    W : ndarray of shape (fan_in, fan_out), any float dtype
    b : ndarray of shape (fan_out,), any float dtype
    """

    W: NDArray[Any]
    b: NDArray[Any]


def check_shapes(shapes: Sequence[tuple[int, ...]], where: str) -> None:
    """Refuse shapes that cannot read digits, before any array is read.

    Parameters
    ----------
    shapes : sequence of (fan_in, fan_out)
        Of the weights, the layer at the pixels first.
    where : str
        The file's name, for sentences.

    Raises
    ------
    UserError
        They do not lead from the pixels of a square to 2 to 62 classes (or 1 for logistic
        regression), or ask for an absurd amount of memory.
    """
    if not 1 <= len(shapes) <= MAX_LAYERS:
        raise UserError(f"{where} holds {len(shapes)} dense layers; 1 to {MAX_LAYERS} are accepted")
    fan_in, total = first_width(shapes[0]), 0
    for number, shape in enumerate(shapes, 1):
        if len(shape) != 2 or shape[0] != fan_in or not 1 <= shape[1] <= MAX_WIDTH:
            raise UserError(
                f"{where}: the weights of layer {number} have shape {shape} (fan_in, fan_out); "
                f"{fan_in} x 1 to {MAX_WIDTH} are accepted there"
            )
        fan_in, total = shape[1], total + shape[0] * shape[1]
    if not 1 <= fan_in <= MAX_CLASSES or total > MAX_PARAMETERS:
        raise UserError(
            f"{where} ends in {fan_in} outputs and holds {thousands(total)} weights; 10 outputs, "
            f"other numbers up to {MAX_CLASSES}, and at most {thousands(MAX_PARAMETERS)} weights "
            "are accepted"
        )


def first_width(shape: Sequence[int]) -> int:
    """How many pixels a first layer reads: as many as its weights have rows, if they are a square.

    Parameters
    ----------
    shape : sequence of int
        Of its weights, (fan_in, fan_out).

    Returns
    -------
    int
        784 where no picture has so many pixels, which is then what is accepted.
    """
    return shape[0] if len(shape) == 2 and side_of(shape[0]) is not None else PIXELS


def assemble(layers: Sequence[LayerArrays], description: Description, where: str) -> Network:
    """Make a network.

    Parameters
    ----------
    layers : sequence of LayerArrays
        The layer at the pixels first.
    description : Description
        How the weights are to be used.
    where : str
        The file's name, for sentences.

    Returns
    -------
    Network
        In float32, with arrays of its own.

    Raises
    ------
    UserError
        The arrays do not fit each other or the description, or are not finite numbers.
    """
    check_shapes([layer.W.shape for layer in layers], where)
    units = layers[-1].W.shape[1]
    if units != description.head.units:
        raise UserError(
            f"{where} has {units} outputs, but its head needs {description.head.units}; a file "
            "with one output must name its digit, such as head = logistic:2"
        )
    activations = _activations(description, len(layers) - 1, where)
    dense = [
        Dense(
            _numbers(layer.W, layer.W.shape, f"{where}: weights of layer {number}"),
            _numbers(layer.b, layer.W.shape[1:], f"{where}: biases of layer {number}"),
            chosen,
        )
        for number, (layer, chosen) in enumerate(zip(layers, activations, strict=True), 1)
    ]
    return Network(dense, description.head, description.pixel_scaling)


def stored(
    layers: Sequence[LayerArrays],
    texts: Mapping[str, str],
    where: str,
    remarks: Sequence[str] = (),
) -> StoredNetwork:
    """Make a network, and note what its file leaves open.

    Parameters
    ----------
    layers : sequence of LayerArrays
        The layer at the pixels first.
    texts : mapping of str to str
        What the file says of activations, head and pixel scaling.
    where : str
        The file's name, for sentences.
    remarks : sequence of str
        Sentences on what was taken for granted in reading it.

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        As :func:`assemble`; also where a text is none of the known ones.
    """
    description = _with_head(from_texts(texts, where), layers)
    network = assemble(layers, description, where)
    open_keys = [key for key in (PIXEL_SCALING, ACTIVATION) if key not in texts]
    if len(layers) == 1 and ACTIVATION in open_keys:
        open_keys.remove(ACTIVATION)
    return StoredNetwork(network, tuple(open_keys), tuple(remarks))


def _with_head(description: Description, layers: Sequence[LayerArrays]) -> Description:
    """Number the classes of other networks than those of digits, where nothing names them."""
    units = layers[-1].W.shape[-1] if layers else 0
    if description.head != Softmax() or units == CLASSES or not 2 <= units <= MAX_CLASSES:
        return description
    return replace(description, head=Softmax(tuple(map(str, range(units)))))


def _activations(description: Description, hidden: int, where: str) -> list[Activation]:
    """Return one activation for each layer; the last layer has none, as it gives logits."""
    named = description.activations
    if len(named) not in (1, hidden):
        raise UserError(f"{where} names {len(named)} activations for {hidden} hidden layers")
    return [*(named if len(named) == hidden else named * hidden), Identity()]


def _numbers(array: NDArray[Any], shape: tuple[int, ...], where: str) -> NDArray[np.float32]:
    """Return the array in float32, C-contiguous, after checking that every number is finite."""
    if array.shape != shape:
        raise UserError(f"{where} have shape {array.shape}; {shape} is accepted there")
    if array.dtype.kind != "f" or array.dtype.itemsize > 8:
        raise UserError(f"{where} hold {array.dtype}; float16, float32 and float64 are accepted")
    with np.errstate(over="ignore"):
        numbers = np.array(array, np.float32, order="C")
    if not np.isfinite(numbers).all():
        raise UserError(f"{where} hold NaN or infinite numbers; finite ones are accepted")
    return numbers
