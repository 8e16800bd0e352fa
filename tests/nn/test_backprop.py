import numpy as np
import pytest

from mnistgui.nn.activations import activation
from mnistgui.nn.backprop import Backprop, input_gradients
from mnistgui.nn.heads import Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import SGD
from mnistgui.nn.parameters import named_parameters
from tests.nn.worked_example import worked_example


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


def test_worked_example_forward() -> None:
    network = worked_example()
    a1, a2, z3 = network.forward(np.array([[1.0, -1.0, 1.0]]))
    assert a1.tolist() == [[5, 0]]
    assert a2.tolist() == [[6, 15]]
    assert z3.tolist() == [[42, -31, 25]]
    p = network.head.probabilities(z3)[0]
    assert p == pytest.approx([1, 1.98e-32, 4.14e-8], rel=2e-3)


def test_worked_example_step() -> None:
    network = worked_example()
    backprop = Backprop(network, 1)
    backprop.x[...] = [1, -1, 1]
    loss = backprop.run(np.array([2]))
    assert loss.mean == pytest.approx(17, abs=1e-6)
    sgd = SGD()
    for p, g in zip(named_parameters(network), backprop.gradients(), strict=True):
        sgd.update(p.key, p.array, g, 0.5, 0.0)
    first, second, third = network.dense_layers()
    assert pytest.approx(np.array([[-1, -5.5], [3, -3], [5, 8.5]]), abs=1e-6) == third.W.T
    assert third.b == pytest.approx([-0.5, -4, -1.5], abs=1e-6)
    assert pytest.approx(np.array([[1, -2], [0.5, 4]]), abs=1e-6) == second.W.T
    assert second.b == pytest.approx([1, -0.5], abs=1e-6)
    assert pytest.approx(np.array([[-0.5, -0.5, -0.5], [3, 4, -2]]), abs=1e-6) == first.W.T
    assert first.b == pytest.approx([-0.5, -2], abs=1e-6)
