"""The L2 penalty: ``l2 * sum(W**2)`` over all weights, biases left alone."""

import numpy as np

from mnistgui.nn.network import Network


def l2_penalty(network: Network, l2: float) -> float:
    """What the penalty adds to the loss.

    Parameters
    ----------
    network : Network
    l2 : float
        Its strength; 0 for none.

    Returns
    -------
    float
    """
    if not l2:
        return 0.0
    return l2 * sum(float(np.vdot(layer.W, layer.W)) for layer in network.layers)
