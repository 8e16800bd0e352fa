import pytest

from mnistgui.errors import UserError
from mnistgui.training.model import parameter_count
from mnistgui.training.presets import preset_named, presets

# Every row of the write-ups' table.
EXPERIMENTS = [
    "logistic-2",
    "softmax-batch",
    "softmax-sgd1",
    "softmax-sgd100",
    "pretrained",
    "relu-1e-5",
    "relu-1e-4",
    "relu-1e-3",
    "tanh-1e-5",
    "tanh-1e-4",
    "tanh-1e-3",
    "init-zeros",
    "init-normal",
    "init-glorot",
    "grid-24",
    "gradient-check",
    "softmax-gd-01",
    "softmax-gd-02",
    "softmax-gd-03",
    "softmax-decay-150",
    "softmax-decay-1500",
    "mlp-2-layer",
    "mlp-4-layer",
    "shallow-batch",
    "shallow-minibatch",
]


def test_every_experiment_is_there_with_what_was_reported() -> None:
    known = presets()
    assert set(EXPERIMENTS) <= set(known)
    assert all(known[name].reported for name in EXPERIMENTS)


def test_each_tells_a_learner_two_or_three_sentences() -> None:
    for preset in presets().values():
        assert 1 <= preset.text.count(". ") + 1 <= 5, preset.name
        assert preset.text.endswith(".")


def test_the_grid_has_24_cells_between_half_a_million_and_a_million_parameters() -> None:
    runs = preset_named("grid-24").runs
    assert len(runs) == 24
    assert all(500_000 < parameter_count(run.config) < 1_000_000 for run in runs)
    assert len({(run.config.hidden, run.config.learning_rate) for run in runs}) == 24


def test_comparisons_start_the_runs_of_their_parts() -> None:
    runs = preset_named("compare-inits").runs
    assert [run.label for run in runs] == ["init-zeros", "init-normal", "init-glorot"]
    assert [run.config.initializer for run in runs] == ["zeros", "normal", "glorot"]


def test_summed_gradients_of_a_hundred_become_a_hundredfold_rate() -> None:
    rates = [preset_named(f"relu-1e-{k}").runs[0].config.learning_rate for k in (5, 4, 3)]
    assert rates == pytest.approx([1e-3, 1e-2, 1e-1])


def test_a_mistyped_name_gets_a_hint() -> None:
    with pytest.raises(UserError, match="did you mean init-glorot"):
        preset_named("init-glorott")
