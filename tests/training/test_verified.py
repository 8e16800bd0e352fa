"""Figures of the write-ups that come out to the digit on the full MNIST, as they were written."""

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.training.figures import preset_figures
from mnistgui.training.presets import AS_WRITTEN, PUT_RIGHT, preset_named
from mnistgui.training.summary import train_to_the_end
from mnistgui.training.trainer import Trainer

# The full batch takes minutes on one processor.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


def test_the_wide_starts_cost_is_theirs_after_776_steps(real_mnist: Dataset) -> None:
    preset = preset_named("logistic-2")
    run = next(run for run in preset.runs if run.case == "wide")
    outcome = train_to_the_end(Trainer(run.config, real_mnist))
    figures = preset_figures(preset, [(run, outcome.history)])[AS_WRITTEN]["wide"]
    assert figures["steps"] == 776
    assert figures["cost"] == pytest.approx(0.226797, abs=1e-6)
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
