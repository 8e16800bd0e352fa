"""Figures of the write-ups that come out to the digit on the full MNIST, as they were written."""

from dataclasses import replace

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.training.figures import preset_figures, run_figures
from mnistgui.training.presets import AS_WRITTEN, PUT_RIGHT, preset_named
from mnistgui.training.summary import train_to_the_end
from mnistgui.training.trainer import Trainer

# The full batch takes minutes on one processor.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


def test_the_wide_starts_cost_is_theirs_after_776_steps(real_mnist: Dataset) -> None:
    preset = preset_named("logistic-2")
    run = next(run for run in preset.runs if run.case == "wide" and AS_WRITTEN in run.forms)
    outcome = train_to_the_end(Trainer(run.config, real_mnist))
    figures = preset_figures(preset, [(run, outcome.history)])[AS_WRITTEN]["wide"]
    assert figures["steps"] == 776
    assert figures["cost"] == pytest.approx(0.226797, abs=1e-6)
    assert figures["test_cost"] == pytest.approx(0.2282166, rel=1e-5)
    assert figures["train_accuracy"] == pytest.approx(92.98, abs=0.02)
    assert figures["test_accuracy"] == pytest.approx(92.75, abs=0.02)


def test_what_mistake_a_cost_batches_of_100(real_mnist: Dataset) -> None:
    preset = preset_named("softmax-sgd100")
    trained = [
        (run, train_to_the_end(Trainer(run.config, real_mnist)).history) for run in preset.runs
    ]
    figures = preset_figures(preset, trained)
    for form, train, test in ((AS_WRITTEN, 64.50, 65.18), (PUT_RIGHT, 74.42, 75.34)):
        assert figures[form]["train_accuracy"] == pytest.approx(train, abs=0.02)
        assert figures[form]["test_accuracy"] == pytest.approx(test, abs=0.02)


def test_what_mistake_a_cost_the_full_batch(real_mnist: Dataset) -> None:
    preset = preset_named("softmax-batch")
    trained = [
        (run, train_to_the_end(Trainer(run.config, real_mnist)).history) for run in preset.runs
    ]
    figures = preset_figures(preset, trained)
    assert figures[AS_WRITTEN]["train_loss"] == pytest.approx(38.7006, rel=1e-4)
    for form, train, test in ((AS_WRITTEN, 61.33, 62.24), (PUT_RIGHT, 72.48, 73.20)):
        assert figures[form]["train_accuracy"] == pytest.approx(train, abs=0.02)
        assert figures[form]["test_accuracy"] == pytest.approx(test, abs=0.02)


@pytest.mark.parametrize(
    ("name", "verified"),
    [
        ("relu-1e-5", (83.60, 85.11)),
        ("relu-1e-4", (89.87, 90.07)),
        ("relu-1e-3", (95.38, 94.34, 93.49)),
        ("tanh-1e-5", (50.24, 51.04)),
        ("tanh-1e-4", (81.47, 82.57)),
        ("tanh-1e-3", (92.08, 91.26)),
    ],
)
def test_with_the_layer_that_was_not_used_their_three_rates_come_out(
    name: str, verified: tuple[float, ...], real_mnist: Dataset
) -> None:
    config = preset_named(name).runs[0].config
    if config.mistake == "B":
        config = replace(config, epochs=config.step_epochs)  # learning is over
    names = ["train_accuracy", "valid_accuracy", "test_accuracy"][: len(verified)]
    history = train_to_the_end(Trainer(config, real_mnist)).history
    assert run_figures(names, history) == pytest.approx(
        dict(zip(names, verified, strict=True)), abs=0.02
    )


def test_with_mistake_c_the_cost_turns_up_at_their_step(real_mnist: Dataset) -> None:
    config = preset_named("softmax-gd-03").runs[0].config
    config = replace(config, epochs=1060, metrics_every=0, metrics_sample=100)
    history = train_to_the_end(Trainer(config, real_mnist)).history
    figures = run_figures(["lowest_loss", "lowest_loss_step"], history)
    assert figures["lowest_loss_step"] == 1048
    assert figures["lowest_loss"] == pytest.approx(0.5358, rel=1e-4)
