from mnistgui.nn.network import architecture
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import layer_widths, make_network, network_cost, parameter_count


def test_widths_cost_and_count_are_those_of_the_network_that_is_built() -> None:
    for config in (
        TrainingConfig(hidden=(30, 20)),
        TrainingConfig(model="softmax"),
        TrainingConfig(model="logistic"),
    ):
        built = make_network(config)
        assert layer_widths(config) == built.widths
        assert network_cost(config) == built.cost
        assert parameter_count(config) == built.parameter_count
    assert architecture(layer_widths(TrainingConfig(hidden=(30, 20)))) == "784-30-20-10"
