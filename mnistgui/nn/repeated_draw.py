"""Draws first weights in the order in which another program drew them."""

from dataclasses import dataclass

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.initializers import Initializer, Rng


@dataclass(frozen=True)
class RepeatedDraw:
    """An initialiser whose random numbers become weights in another order.

    Parameters
    ----------
    initializer : Initializer
        Draws the numbers, each by itself.
    by_units : bool
        Whether they are the weights of one unit after another, rather than of one input after
        another.
    unused_layer : int
        Units of a hidden layer that is drawn before the output layer and then left out; 0 for none.
    """

    initializer: Initializer
    by_units: bool = False
    unused_layer: int = 0

    def draw(self, fan_in: int, fan_out: int, rng: Rng, *, output: bool) -> tuple[Array, Array]:
        """See :class:`mnistgui.nn.initializers.Initializer`."""
        if output and self.unused_layer:
            self.initializer.draw(fan_in, self.unused_layer, rng, output=False)
        W, b = self.initializer.draw(fan_in, fan_out, rng, output=output)
        if self.by_units:
            W = np.ascontiguousarray(W.reshape(fan_out, fan_in).T)
        return W, b
