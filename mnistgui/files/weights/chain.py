"""Collects the operations of an imported model in order, and makes a network of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import LayerArrays, stored
from mnistgui.files.weights.description import ACTIVATION
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Identity, Sigmoid

SOFTMAX = "softmax"


class Chain:
    """The dense layers and activations of a model, in the order in which they are applied.

    Parameters
    ----------
    where : str
        The file's name, for sentences.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._layers: list[LayerArrays] = []
        self._activations: list[str] = []

    def dense(self, W: NDArray[Any], b: NDArray[Any] | None = None) -> None:
        """Add a dense layer.

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
        self._layers.append(LayerArrays(W, np.zeros(W.shape[1], W.dtype) if b is None else b))
        self._activations.append(Identity.name)

    def add(self, b: NDArray[Any]) -> None:
        """Add biases to the last layer, which has none yet.

        Parameters
        ----------
        b : ndarray of shape (fan_out,)

        Raises
        ------
        UserError
            There is no layer yet, or it has biases or an activation already.
        """
        if not self._layers or self._activations[-1] != Identity.name or self._layers[-1].b.any():
            raise UserError(f"{self._where} adds something else than one bias to each layer")
        self._layers[-1] = self._layers[-1]._replace(b=b)

    def activate(self, name: str) -> None:
        """Add an activation to the last layer.

        Parameters
        ----------
        name : str
            As files name it, such as ``"relu"`` or ``"leaky_relu:0.01"``; or ``"softmax"``.

        Raises
        ------
        UserError
            There is no layer yet, or it has an activation already.
        """
        if not self._layers or self._activations[-1] != Identity.name:
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
        *hidden, last = self._activations
        units = self._layers[-1].W.shape[1]
        if last not in (Identity.name, Sigmoid.name if units == 1 else SOFTMAX):
            raise UserError(f"{self._where} ends in {last}; softmax over ten digits is accepted")
        said = {**texts, ACTIVATION: ",".join(hidden)}
        return stored(self._layers, said, self._where)
