from dataclasses import replace

import pytest

from mnistgui.errors import UserError
from mnistgui.training.model import blueprint, make_network
from mnistgui.training.presets import FORMS, preset_named, presets

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
    without = {"softmax-sgd100", "softmax-gd-01", "softmax-gd-02", "softmax-gd-03"}
    assert {name for name in EXPERIMENTS if not known[name].reported} == without
    assert all(known[name].figures for name in without)


def test_each_tells_a_learner_two_or_three_sentences() -> None:
    for preset in presets().values():
        assert 1 <= preset.text.count(". ") + 1 <= 5, preset.name
        assert preset.text.endswith(".")


def test_the_grid_has_24_cells_between_half_a_million_and_a_million_parameters() -> None:
    runs = preset_named("grid-24").runs
    assert len(runs) == 24
    assert all(500_000 < blueprint(run.config).parameter_count < 1_000_000 for run in runs)
    assert len({(run.config.hidden, run.config.learning_rate) for run in runs}) == 24


def test_comparisons_start_the_runs_of_their_parts() -> None:
    runs = preset_named("compare-inits").runs
    assert [run.label for run in runs] == ["init-zeros", "init-normal", "init-glorot"]
    assert [run.config.initializer for run in runs] == ["zeros", "normal", "glorot"]


MISTAKES = {
    "softmax-batch": "A",
    "softmax-sgd100": "A",
    "tanh-1e-5": "B",
    "tanh-1e-4": "B",
    "tanh-1e-3": "B",
    "softmax-gd-01": "C",
    "softmax-gd-02": "C",
    "softmax-gd-03": "C",
    "softmax-decay-150": "CD",
    "softmax-decay-1500": "CD",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_put_right_differs_in_nothing_but_the_mistake(name: str) -> None:
    first, second = preset_named(name).runs
    assert (first.label, second.label) == ("as written", "put right")
    assert (first.forms, second.forms) == (("as written",), ("put right",))
    assert first.config.mistake == MISTAKES[name]
    assert second.config == replace(first.config, mistake="none")


@pytest.mark.parametrize("name", ["relu-1e-5", "relu-1e-4", "relu-1e-3"])
def test_the_relu_runs_never_halved_and_do_put_right(name: str) -> None:
    first, second = preset_named(name).runs
    assert (first.config.schedule, first.config.mistake) == ("constant", "none")
    assert second.config == replace(first.config, schedule="step", step_at="start")


def test_no_other_run_makes_a_mistake_unless_it_changes_nothing() -> None:
    others = set(EXPERIMENTS) - set(MISTAKES) - {"softmax-sgd1"}
    runs = [run for name in others for run in preset_named(name).runs]
    assert {run.config.mistake for run in runs} == {"none"}


def test_both_sizes_of_batch_begin_with_the_same_weights() -> None:
    full, mini = (run.config for run in preset_named("compare-full-and-mini").runs)
    assert make_network(full).sha256() == make_network(mini).sha256()


def test_both_activations_begin_with_the_same_weights() -> None:
    relu, tanh = (run.config for run in preset_named("compare-activations").runs)
    assert (relu.activation, tanh.activation) == ("relu", "tanh")
    assert make_network(relu).sha256() == make_network(tanh).sha256()
    assert replace(tanh, activation="relu", mistake="none") == relu


def test_every_run_of_a_preset_can_be_told_from_the_others() -> None:
    for preset in presets().values():
        labels = [run.label for run in preset.runs]
        assert len(set(labels)) == len(labels), preset.name


def test_a_mistyped_name_gets_a_hint() -> None:
    with pytest.raises(UserError, match="did you mean init-glorot"):
        preset_named("init-glorott")


def test_one_of_several_runs_can_be_put_right_by_itself() -> None:
    runs = [run for run in preset_named("logistic-2").runs if run.case == "wide"]
    assert [(run.label, run.config.test_scaling) for run in runs] == [
        ("wide, as written", "legacy256"),
        ("wide, put right", "as_learnt"),
    ]
    others = [run for run in preset_named("logistic-2").runs if run.case != "wide"]
    assert all(run.forms == FORMS for run in others)
