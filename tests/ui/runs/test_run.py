import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Metrics
from mnistgui.training.trainer import Trainer
from mnistgui.ui.runs.run import Run

CONFIG = TrainingConfig(hidden=(8,), epochs=3)


def test_columns_of_a_moment_stay_as_they_are_while_the_run_goes_on(few_digits: Dataset) -> None:
    run = Run(1, CONFIG, few_digits)
    events = list(Trainer(CONFIG, few_digits))
    run.add(events[: len(events) // 2])
    columns = run.columns()
    before = {
        name: {column: values.copy() for column, values in table.items()}
        for name, table in columns.items()
    }
    run.add(events[len(events) // 2 :])
    last = int(run.history.measured["step"][-1])
    run.add([Measured(last, 3.0, Metrics(0, 1), None, Metrics(0, 1))])  # measured once more
    assert len(run.history.steps) > len(columns["steps"]["step"])
    for name, table in before.items():
        for column, values in table.items():
            np.testing.assert_array_equal(columns[name][column], values)


def test_the_accuracy_is_the_last_one_measured() -> None:
    run = Run(1, CONFIG, None)
    assert run.accuracy("test") is None
    for step, accuracy in ((1, 0.5), (2, 0.75)):
        run.add([Measured(step, 1.0, Metrics(1, accuracy), None, Metrics(1, accuracy / 2))])
    assert run.accuracy("train") == 0.75
    assert run.accuracy("test") == 0.375
    assert run.accuracy("valid") is None
