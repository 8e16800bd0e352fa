from mnistgui.training.config import TrainingConfig
from mnistgui.training.machine_kind import machine_kind, trains_alike

SMALL = TrainingConfig(hidden=(100,), batch_size=100)
LARGE = TrainingConfig(hidden=(512,), batch_size=128)


def test_the_same_machine_trains_alike() -> None:
    assert trains_alike(machine_kind(), [SMALL, LARGE])
    assert not trains_alike("another", [SMALL])
    assert not trains_alike("", [SMALL])


def test_an_earlier_program_trained_alike_what_is_never_cut() -> None:
    earlier = machine_kind().removesuffix(", blocks 1")
    assert earlier != machine_kind()
    assert trains_alike(earlier, [SMALL])
    assert not trains_alike(earlier, [LARGE])
    assert not trains_alike(earlier, [SMALL, LARGE])
