import numpy as np
import pytest

from mnistgui.inspection.connections import connections_of, flow
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs

IMAGE = blobs(3).images[2]


@pytest.fixture
def network() -> Network:
    return make_network(TrainingConfig(hidden=(12, 7), precision="float64"))


def test_without_a_digit_the_largest_weights_are_found(network: Network) -> None:
    seen = flow(network, count=9)
    assert seen.activations == ()
    for one, layer in zip(seen.strongest, network.dense_layers(), strict=True):
        order = np.argsort(-np.abs(layer.W), axis=None)[:9]
        rows, columns = np.unravel_index(order, layer.W.shape)
        assert one.sources.tolist() == rows.tolist()
        assert one.units.tolist() == columns.tolist()
        assert one.values.tolist() == layer.W[rows, columns].tolist()


def test_what_flows_is_that_of_plain_numpy(network: Network) -> None:
    seen = flow(network, IMAGE, count=5)
    (W1, b1), (W2, b2), (W3, b3) = ((one.W, one.b) for one in network.dense_layers())
    x = IMAGE / 255
    a1 = np.maximum(x @ W1 + b1, 0)
    a2 = np.maximum(a1 @ W2 + b2, 0)
    z = a2 @ W3 + b3
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    for found, right in zip(seen.activations, (x, a1, a2, p), strict=True):
        assert found == pytest.approx(right)
    for one, a, W in zip(seen.strongest, (x, a1, a2), (W1, W2, W3), strict=True):
        flowing = a[:, None] * W
        most = np.sort(np.abs(flowing), axis=None)[::-1][:5]
        assert np.abs(one.values) == pytest.approx(most)
        assert one.values == pytest.approx(flowing[one.sources, one.units])


def test_the_connections_of_a_unit_lead_into_it_and_from_it(network: Network) -> None:
    into, out = connections_of(flow(network), 2, 3, count=4)
    W2, W3 = network.dense_layers()[1].W, network.dense_layers()[2].W
    assert (into.layer, out.layer) == (2, 3)
    assert into.units.tolist() == [3] * 4
    assert into.sources.tolist() == np.argsort(-np.abs(W2[:, 3]))[:4].tolist()
    assert out.sources.tolist() == [3] * 4
    assert out.values == pytest.approx(W3[3, out.units])
    assert len(connections_of(flow(network), 3, 0)) == 1


def test_zeros_are_no_connections(network: Network) -> None:
    blank = flow(network, np.zeros(784, np.uint8))
    assert len(blank.strongest[0].values) == 0
    nothing = flow(make_network(TrainingConfig(hidden=(4,), initializer="zeros")))
    assert [len(one.values) for one in nothing.strongest] == [0, 0]


def test_one_output_is_drawn_as_one_unit() -> None:
    seen = flow(make_network(TrainingConfig(model="logistic")), IMAGE)
    assert [len(one) for one in seen.activations] == [784, 1]


def test_what_flows_through_enormous_weights_is_infinite_and_no_fault() -> None:
    network = make_network(TrainingConfig(hidden=(12, 7)))
    for layer in network.dense_layers():
        layer.W *= np.float32(1e20)
    into, out = connections_of(flow(network, IMAGE), 2, 0)
    assert np.isinf(into.values).any()
    assert np.isinf(out.values).any()
