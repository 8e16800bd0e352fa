"""Collects what an imported model does, step by step, and makes a network of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import LayerArrays, stored
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Identity, Sigmoid
from mnistgui.nn.scaling import RAW

SOFTMAX = "softmax"
# A model that begins by multiplying with less, such as 1 / 255, is given grey values as they are.
_RAW_BELOW = 0.02


def sigmoids_remark(where: str) -> str:
    """Say how answers of one sigmoid a digit are shown."""
    return (
        f"{where} ends in a sigmoid for each digit; the largest answer is the same, but what is "
        "shown as probabilities is the softmax of the same logits"
    )


class Chain:
    """A model in the making: dense layers and activations in the order they are applied.

    Parameters
    ----------
    where : str
        The file's name, for sentences.
    remarks : sequence of str
        Sentences on what was taken for granted.
    """

    def __init__(self, where: str, remarks: Sequence[str] = ()) -> None:
        self._where = where
        self._remarks = remarks
        self._layers: list[LayerArrays] = []
        self._activations: list[str] = []
        self._pending: tuple[NDArray[Any], NDArray[Any]] | None = None  # of the next layer's input
        self._begins_with_factor: float | None = None

    def dense(self, W: NDArray[Any], b: NDArray[Any] | None = None) -> None:
        """Multiply with weights and add biases.

        Parameters
        ----------
        W : ndarray of shape (fan_in, fan_out)
        b : ndarray of shape (fan_out,) or None
            None for biases of 0.

        Raises
        ------
        UserError
            W is no matrix.
        """
        if W.ndim != 2:
            raise UserError(f"{self._where}: weights of shape {W.shape}; matrices are accepted")
        layer = LayerArrays(W, np.zeros(W.shape[1], W.dtype) if b is None else b)
        self._layers.append(self._with_pending(layer))
        self._activations.append(Identity.name)

    def affine(self, factor: NDArray[Any], offset: NDArray[Any]) -> None:
        """Multiply each number with a factor and add an offset, as a normalisation does.

        The layer before takes it over where it has no activation yet, else the next one.

        Parameters
        ----------
        factor, offset : ndarray of shape (), (1,) or (units,)

        Raises
        ------
        UserError
            They fit no layer.
        """
        factor, offset = np.asarray(factor, np.float64), np.asarray(offset, np.float64)
        if self._layers and self._activations[-1] == Identity.name:
            W, b = self._layers[-1]
            with self._fitting():
                self._layers[-1] = LayerArrays(W * factor, b * factor + offset + 0 * W[0])
            return
        if not self._layers and self._pending is None and factor.size == 1:
            self._begins_with_factor = abs(float(factor.reshape(())))
        before, shift = self._pending or (np.ones(1), np.zeros(1))
        with self._fitting():
            self._pending = (before * factor, shift * factor + offset)

    def _with_pending(self, layer: LayerArrays) -> LayerArrays:
        """The layer with what was done to its input before."""
        if self._pending is None:
            return layer
        factor, offset = self._pending
        self._pending = None
        W, b = layer
        with self._fitting():
            factors, offsets = (np.broadcast_to(one, W.shape[:1]) for one in (factor, offset))
            return LayerArrays(W * factors[:, None], b + offsets @ W)

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        """Say so where shapes do not fit, or numbers leave the range of floats."""
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                yield
        except ValueError as fault:
            raise UserError(f"{self._where} normalises with arrays that fit no layer") from fault

    def activate(self, name: str) -> None:
        """Apply an activation to the last layer's output.

        Parameters
        ----------
        name : str
            As files name it, such as ``"relu"`` or ``"leaky_relu:0.01"``; or ``"softmax"``.

        Raises
        ------
        UserError
            There is no layer yet, or it has an activation already.
        """
        if not self._layers or self._activations[-1] != Identity.name or self._pending:
            raise UserError(f"{self._where} applies {name} where no dense layer has just ended")
        self._activations[-1] = name

    def network(self, texts: Mapping[str, str]) -> StoredNetwork:
        """Make the network.

        Parameters
        ----------
        texts : mapping of str to str
            What the file says of head and pixel scaling.

        Returns
        -------
        StoredNetwork
            Its activations are known.

        Raises
        ------
        UserError
            The layers make no digit reader.
        """
        if not self._layers:
            raise UserError(f"{self._where} holds no dense layers")
        if self._pending:
            raise UserError(f"{self._where} normalises its answers; that is not accepted")
        *hidden, last = self._activations
        units = self._layers[-1].W.shape[1]
        remarks = list(self._remarks)
        if last == Sigmoid.name and units > 1:
            remarks.append(sigmoids_remark(self._where))
        elif last not in (Identity.name, Sigmoid.name, SOFTMAX):
            raise UserError(f"{self._where} ends in {last}; softmax over ten digits is accepted")
        said = {**texts, ACTIVATION: ",".join(hidden)}
        if self._begins_with_factor is not None and self._begins_with_factor < _RAW_BELOW:
            said.setdefault(PIXEL_SCALING, RAW.name)
        return stored(self._layers, said, self._where, remarks)
