import pytest

from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.model import blueprint
from mnistgui.training.presets import PresetRun
from mnistgui.training.run_comparison import compare_runs
from mnistgui.training.trainer import Trainer


def trained(config: TrainingConfig, label: str) -> tuple[PresetRun, History]:
    history = History()
    for event in Trainer(config, synthetic_dataset(200, 50)):
        history.add(event)
    return PresetRun(label, config), history


def test_what_differs_and_what_was_measured_stand_beside_each_other() -> None:
    runs = [
        trained(TrainingConfig(hidden=(8,), epochs=1, validation_size=40), "small"),
        trained(
            TrainingConfig(hidden=(9, 7), learning_rate=0.02, epochs=1, validation_size=40), "deep"
        ),
    ]
    header, rows = compare_runs(runs, ["all epochs learnt at step 1", ""])
    small, deep = (dict(zip(header, row, strict=True)) for row in rows)
    assert (small["run"], small["hidden_1"], small["hidden_2"]) == ("small", 8, None)
    assert (deep["hidden_1"], deep["hidden_2"], deep["learning rate"]) == (9, 7, 0.02)
    for row, (planned, history) in zip((small, deep), runs, strict=True):
        assert row["parameters"] == blueprint(planned.config).parameter_count
        assert row["validation loss"] == history.measured["valid_loss"][-1]
        assert row["test accuracy in %"] == pytest.approx(
            100 * history.measured["test_accuracy"][-1]
        )
        assert row["seconds"] == history.epochs["seconds"][-1]
    assert (small["ended"], deep["ended"]) == ("all epochs learnt at step 1", None)
    assert "batch size" not in header


def test_the_time_stands_before_what_was_measured() -> None:
    header, _ = compare_runs([trained(TrainingConfig(hidden=(4,), epochs=1), "")])
    assert header[:3] == ("run", "parameters", "seconds")
    assert "ended" not in header


def test_columns_without_any_number_are_left_out() -> None:
    header, (row,) = compare_runs(
        [trained(TrainingConfig(hidden=(4,), epochs=1, validation_size=0), "")]
    )
    assert "validation loss" not in header
    assert "hidden_1" not in header
    assert len(header) == len(row)
