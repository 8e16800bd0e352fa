from dataclasses import replace

import pytest

from mnistgui.nn.initializers import INITIALIZERS, Normal
from mnistgui.nn.network import architecture
from mnistgui.nn.optimizers import OPTIMIZERS, Adam
from mnistgui.nn.schedules import SCHEDULES, LinearDecay, StepDecay
from mnistgui.training.config import TrainingConfig
from mnistgui.training.field_kinds import ChoiceField
from mnistgui.training.fields import declared
from mnistgui.training.model import (
    blueprint,
    make_initializer,
    make_network,
    make_optimizer,
    make_schedule,
)


@pytest.mark.parametrize(
    "config",
    [
        TrainingConfig(hidden=(30, 20)),
        TrainingConfig(model="softmax"),
        TrainingConfig(model="logistic", precision="float64"),
    ],
)
def test_a_blueprint_has_the_widths_size_and_cost_of_the_network(config: TrainingConfig) -> None:
    plan, built = blueprint(config), make_network(config)
    assert plan.widths == built.widths
    assert plan.cost == built.cost
    assert plan.parameter_count == built.parameter_count
    assert not any(array.any() for array in plan.parameters())


def test_networks_are_named_after_their_widths() -> None:
    assert architecture(blueprint(TrainingConfig(hidden=(30, 20))).widths) == "784-30-20-10"


def test_every_choice_of_a_table_is_made_from_its_settings() -> None:
    settings = {field.name: field for field in declared(TrainingConfig)}
    for table, name, make in (
        (OPTIMIZERS, "optimizer", make_optimizer),
        (INITIALIZERS, "initializer", make_initializer),
        (SCHEDULES, "schedule", lambda config: make_schedule(config, 10)),
    ):
        field = settings[name]
        assert isinstance(field, ChoiceField)
        assert dict(field.choices) == {key: kind.title for key, kind in table.items()}
        for key, kind in table.items():
            assert type(make(TrainingConfig.from_strings({name: key}))) is kind
            for taken in kind.settings:
                assert key in settings[taken].relevant_when[name]


def test_settings_reach_what_they_make() -> None:
    assert make_initializer(TrainingConfig(initializer="normal", init_sigma=3.0)) == Normal(0, 3.0)
    adam = make_optimizer(TrainingConfig(optimizer="adam", beta2=0.5))
    assert isinstance(adam, Adam)
    assert adam.beta2 == 0.5
    within = TrainingConfig(schedule="linear", decay_within="epoch", final_rate=0.2, epochs=3)
    assert make_schedule(within, 100) == LinearDecay(95, 0.2, 100)
    drops = TrainingConfig(schedule="step", step_epochs=4, step_factor=0.1)
    assert make_schedule(drops, 100) == StepDecay(400, 0.1)
    assert make_schedule(replace(drops, step_at="start"), 100) == StepDecay(400, 0.1, early=100)
