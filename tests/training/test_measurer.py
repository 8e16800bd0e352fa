from dataclasses import replace

from mnistgui.nn.scaling import LEGACY256
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import at_once, evaluate
from mnistgui.training.measurer import Measurer
from mnistgui.training.measuring import Parts
from mnistgui.training.model import make_network
from mnistgui.training.state import Progress
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

DIGITS = blob_dataset()
CONFIG = TrainingConfig(hidden=(8,), metrics_sample=30, l2=1e-3)


def measurer(progress: Progress) -> Measurer:
    return Measurer(CONFIG, Parts(DIGITS.train, None, DIGITS.test), progress, len(DIGITS.train))


def test_a_sample_is_measured_until_every_digit_is_asked_for() -> None:
    network, progress = make_network(CONFIG), Progress(0.1)
    progress.count_step(len(DIGITS.train) // 2, 0.5)
    found = measurer(progress)
    whole = found.measure(network, at_once, whole=True)
    assert whole.train == evaluate(network, DIGITS.train)
    assert whole.test == evaluate(network, DIGITS.test)
    assert found.measure(network, at_once).train != whole.train
    assert (whole.step, whole.epoch, whole.valid) == (1, 0.5, None)
    assert found.measure_valid(network, at_once) is None


def test_the_network_before_the_first_step_is_measured_once() -> None:
    network, progress = make_network(CONFIG), Progress(0.1)
    found = measurer(progress)
    assert list(found.measure_first(at_once)) == []
    found.expect_first(network, drawn=True)
    due = progress.first_due
    progress.count_step(10, 0.5)
    [first] = found.measure_first(at_once)
    assert (first.step, first.epoch) == (0, 0.0)
    assert (due, progress.first_due) == (True, False)
    assert list(found.measure_first(at_once)) == []


def test_what_a_run_resumes_from_is_drawn_again_where_it_is_due() -> None:
    other = make_network(TrainingConfig(hidden=(8,), seed=9))
    progress = Progress(0.1, step=5, first_due=True)
    found = measurer(progress)
    found.expect_first(other, drawn=False)
    [first] = found.measure_first(at_once)
    progress.step = 0
    assert first.train == found.measure(make_network(CONFIG), at_once).train


def test_test_digits_can_be_measured_with_another_scaling_as_a_write_up_did() -> None:
    network = make_network(CONFIG)
    runs = [
        Trainer(TrainingConfig(hidden=(8,), epochs=1, test_scaling=name), DIGITS)
        for name in ("as_learnt", "legacy256")
    ]
    right, mixed = (trainer.measure() for trainer in runs)
    assert mixed.train == right.train
    assert mixed.test == evaluate(replace(network, pixel_scaling=LEGACY256), DIGITS.test)
    assert mixed.test.loss != right.test.loss
