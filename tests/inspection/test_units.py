import math

import numpy as np
import pytest

from mnistgui.inspection.unit_orders import UNIT_ORDERS, OrderedLayer
from mnistgui.inspection.units import (
    layer_activity,
    movements,
    outgoing,
    pulled_back,
    weight_norms,
)
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs

CONFIG = TrainingConfig(hidden=(15, 11), precision="float64", bias_sigma=0.3)
IMAGES = blobs(1500).images
ORDERS = {order.name: order for order in UNIT_ORDERS}


@pytest.fixture(scope="module")
def network() -> Network:
    return make_network(CONFIG)


def plain(network: Network) -> list[np.ndarray]:
    W1, W2, W3 = (layer.W for layer in network.dense_layers())
    b1, b2, b3 = (layer.b for layer in network.dense_layers())
    a1 = np.maximum(IMAGES / 255 @ W1 + b1, 0)
    a2 = np.maximum(a1 @ W2 + b2, 0)
    return [a1, a2, a2 @ W3 + b3]


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_activations_states_and_extreme_digits_are_those_of_plain_numpy(
    network: Network, layer: int
) -> None:
    found, a = layer_activity(network, layer, IMAGES), plain(network)[layer - 1]
    np.testing.assert_allclose(found.activations, a, atol=1e-12)
    np.testing.assert_array_equal(found.states.fires, (a > 0).mean(axis=0))
    assert found.strongest(3, 5).tolist() == np.argsort(-a[:, 3], kind="stable")[:5].tolist()
    weakest = found.weakest(3, 5)
    assert found.activations[weakest, 3].max() <= np.sort(found.activations[:, 3])[4]
    dead = layer < 3 and not (a[:, 3] > 0).any()
    assert found.state_name(3) == ("dead" if dead else "alive")


def test_a_unit_with_a_large_negative_bias_is_dead(network: Network) -> None:
    silenced = network.copy()
    silenced.dense_layers()[0].b[4] = -1e3
    assert layer_activity(silenced, 1, IMAGES).state_name(4) == "dead"


def test_pulled_back_pictures_are_products_of_the_weights(network: Network) -> None:
    W1, W2, W3 = (layer.W for layer in network.dense_layers())
    np.testing.assert_array_equal(pulled_back(network, 1), W1)
    np.testing.assert_allclose(pulled_back(network, 2), W1 @ W2)
    np.testing.assert_allclose(pulled_back(network, 3), W1 @ W2 @ W3)


def test_outgoing_weights_lead_to_the_logits(network: Network) -> None:
    _, W2, W3 = (layer.W for layer in network.dense_layers())
    np.testing.assert_allclose(outgoing(network, 1), W2 @ W3)
    np.testing.assert_allclose(outgoing(network, 2), W3)
    np.testing.assert_array_equal(outgoing(network, 3), np.eye(10))


def test_lengths_and_movements(network: Network) -> None:
    W = network.dense_layers()[0].W
    assert math.isclose(weight_norms(network, 1)[2], np.sqrt((W[:, 2] ** 2).sum()))
    moved = network.copy()
    moved.dense_layers()[0].W[7, 2] += 3.0
    expected = np.zeros(15)
    expected[2] = 3.0
    np.testing.assert_allclose(movements(moved, network, 1), expected, atol=1e-12)


def test_units_are_ordered_by_every_order(network: Network) -> None:
    moved = network.copy()
    moved.dense_layers()[1].W[:, 6] += 1.0
    layer = OrderedLayer(moved, 2, network, digit=7, image=IMAGES[3])
    W3 = network.dense_layers()[2].W
    assert ORDERS["number"].sort(layer).tolist() == list(range(11))
    norms = np.linalg.norm(moved.dense_layers()[1].W, axis=0)
    assert ORDERS["norm"].sort(layer).tolist() == np.argsort(-norms, kind="stable").tolist()
    assert ORDERS["outgoing"].sort(layer)[0] == W3[:, 7].argmax()
    assert ORDERS["movement"].sort(layer)[0] == 6
    a = layer_activity(moved, 2, IMAGES[3:4]).activations[0]
    assert ORDERS["drawing"].sort(layer)[0] == a.argmax()


def test_what_is_missing_leaves_the_units_in_their_order(network: Network) -> None:
    layer = OrderedLayer(network, 1)
    for name in ("drawing", "movement"):
        assert ORDERS[name].values(layer) is None
        assert ORDERS[name].missing
        assert ORDERS[name].sort(layer).tolist() == list(range(15))
