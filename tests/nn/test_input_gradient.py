import numpy as np
import pytest

from mnistgui.nn.activations import activation
from mnistgui.nn.heads import Softmax
from mnistgui.nn.input_gradient import input_gradients
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "tanh", "sigmoid"])
def test_gradient_is_the_slope_of_differences(name: str) -> None:
    rng = np.random.default_rng(3)
    widths = (12, 7, 5, 10)
    layers = [
        Dense(rng.normal(0, 1, (a, b)), rng.normal(0, 1, b), activation(kind))
        for a, b, kind in zip(widths, widths[1:], (name, name, "identity"), strict=False)
    ]
    network = Network(layers, Softmax())
    x, upstream = rng.normal(0, 1, (1, 12)), rng.normal(0, 1, (3, 10))
    kept = upstream.copy()
    found = input_gradients(network, network.forward(x), upstream)
    step = 1e-6 * np.eye(12)
    more, less = network.forward(x + step)[-1], network.forward(x - step)[-1]
    numeric = upstream @ (more - less).T / 2e-6
    assert found == pytest.approx(numeric, abs=1e-7)
    assert np.array_equal(upstream, kept)
