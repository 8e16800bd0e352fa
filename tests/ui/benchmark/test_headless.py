from mnistgui.training.events import EpochEnded, Event, Stepped
from mnistgui.ui.benchmark.headless import steps_in_whole_epochs

STEP, EPOCH = Stepped(1, 1, 2.3, 0.1, 0.1, 100), EpochEnded(1, 10, 0.1, 1000)


def test_only_whole_epochs_are_counted() -> None:
    told: list[Event] = [STEP, STEP, EPOCH, STEP, STEP, STEP, EPOCH, STEP]
    events = iter(told)
    assert [steps_in_whole_epochs(events, 0.0) for _ in range(3)] == [2, 3, 1]
