"""Dropout: in every training step each hidden unit falls silent with some probability.

Inverted dropout (Srivastava et al. 2014): kept units are scaled up by ``1 / (1 - rate)``, so a
network reads without any correction once it is trained.
"""

import numpy as np

from mnistgui.nn.arrays import EVERY_ROW, Array


class Dropout:
    """Draws and remembers the masks of one step.

    Parameters
    ----------
    rate : float
        Probability that a unit is silenced; at least 0, below 1.
    rng : numpy.random.Generator
        Drawn from at every step; its state belongs to the trainer's state.
    """

    def __init__(self, rate: float, rng: np.random.Generator) -> None:
        self.rate = rate
        self.rng = rng
        self._masks: dict[int, Array] = {}

    def draw(self, layer: int, a: Array) -> None:
        """Draw the mask of a hidden layer, for the next step.

        Parameters
        ----------
        layer : int
            Index of the hidden layer.
        a : ndarray of shape (n_samples, units)
            Of that shape and dtype, whatever it holds.
        """
        kept = self.rng.random(a.shape, np.float32) >= self.rate
        self._masks[layer] = kept * a.dtype.type(1 / (1 - self.rate))

    def mask(self, layer: int, a: Array, out: Array, rows: slice = EVERY_ROW) -> None:
        """Silence some units of a hidden layer, for which a mask has been drawn.

        Parameters
        ----------
        layer : int
            Index of the hidden layer, to find the mask again on the way back.
        a : ndarray of shape (n_samples, units)
            Left as it is: the activation's derivative is computed from it.
        out : ndarray of shape (n_samples, units)
            Filled with ``a``, some entries 0 and the others scaled up.
        rows : slice
            Which samples of the batch these are.
        """
        np.multiply(a, self._masks[layer][rows], out=out)

    def multiply_mask(self, layer: int, delta: Array, rows: slice = EVERY_ROW) -> None:
        """Carry an error signal back through the mask.

        Parameters
        ----------
        layer : int
            As given to :meth:`mask`.
        delta : ndarray of shape (n_samples, units)
            Overwritten with ``delta * mask``.
        rows : slice
            As given to :meth:`mask`.
        """
        np.multiply(delta, self._masks[layer][rows], out=delta)
