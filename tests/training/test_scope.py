import pytest

from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.scope import Layers, Scope


def network(*hidden: int) -> Network:
    model = "mlp" if hidden else "softmax"
    return make_network(TrainingConfig(model=model, hidden=hidden or (1,)))


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (Layers.ALL, [None, None, None]),
        (Layers.FIRST, [1, 1, 1]),
        (Layers.LAST_HIDDEN, [1, 1, 2]),
        (Layers.OUTPUT, [1, 2, 3]),
    ],
)
def test_layers_are_counted_from_1(layers: Layers, expected: list[int | None]) -> None:
    assert [layers.number(one) for one in (network(), network(9), network(9, 8))] == expected


def test_a_unit_is_one_of_the_layer_below() -> None:
    assert Scope(Layers.OUTPUT, unit=7).checked_layer(network(9, 8)) == 3
    with pytest.raises(UserError, match="units 0 to 7, and 8 is none of them"):
        Scope(Layers.OUTPUT, unit=8).checked_layer(network(9, 8))
    with pytest.raises(UserError, match="and -1 is none"):
        Scope(Layers.FIRST, unit=-1).checked_layer(network(9, 8))


def test_a_unit_needs_its_layer() -> None:
    with pytest.raises(UserError, match="a unit alone names no weights"):
        Scope(unit=1).checked_layer(network(9))
