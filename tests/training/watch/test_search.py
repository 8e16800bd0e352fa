"""Each condition is found on its very step, and nowhere before."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset, Split
from mnistgui.errors import UserError
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.nn.network import Network
from mnistgui.training.batches import batch_of_step
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Stepped
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.answers import AnswerFlips, DigitFalls
from mnistgui.training.watch.condition import Condition, Found
from mnistgui.training.watch.loss import LossJumps
from mnistgui.training.watch.search import PastRun, search
from mnistgui.training.watch.sizes import GradientsGrow, NotANumber, WeightsGrow
from mnistgui.training.watch.table import CONDITIONS, numbers_of, parse_condition, usage
from mnistgui.training.watch.units import UnitDies
from tests.digits import blob_dataset

CONFIG = TrainingConfig(
    hidden=(12,), epochs=6, batch_size=10, learning_rate=0.05, sampling="ordered"
)
POISONED_STEP = 130


def poisoned(step: int = POISONED_STEP) -> Dataset:
    """Digits of which those of one step of a run over one epoch have others' labels."""
    whole = blob_dataset()
    images = np.concatenate([whole.train.images] * 6)
    labels = np.concatenate([whole.train.labels] * 6)
    rows = slice(10 * (step - 1), 10 * step)
    labels[rows] = (labels[rows] + 1) % 10
    return replace(whole, train=Split(images, labels))


class Run:
    """A run with its network after each step."""

    def __init__(self, config: TrainingConfig, dataset: Dataset, every: int = 40) -> None:
        self.dataset = dataset
        self.networks: list[Network] = []
        checkpoints = Checkpoints()
        recorder = RunRecorder(Trainer(config, dataset))
        trainer = recorder.trainer
        self.networks.append(trainer.snapshot())
        checkpoints.add(trainer.state())
        for event in trainer:
            recorder.add(event)
            if isinstance(event, Stepped):
                self.networks.append(trainer.snapshot())
                if event.step % every == 0:
                    checkpoints.add(trainer.state())
        self.inputs = RunInputs.from_history(config, dataset, recorder.history, 0)
        self.past = PastRun(self.inputs, checkpoints, recorder.history)

    def find(self, condition: Condition, first: int = 0) -> Found | None:
        searching = search(self.past, condition, first, len(self.networks) - 1)
        while True:
            try:
                next(searching)
            except StopIteration as end:
                found: Found | None = end.value
                return found

    def first(self, holds: Callable[[Network, Network], bool]) -> int:
        """The first step before and after which the networks are as asked."""
        pairs = zip(self.networks[:-1], self.networks[1:], strict=True)
        return next(i + 1 for i, (before, after) in enumerate(pairs) if holds(before, after))


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(replace(CONFIG, epochs=1, validation_size=0), poisoned())


def read(network: Network, index: int) -> int:
    images = blob_dataset().test.images[index : index + 1]
    return int(network.probabilities(images).argmax())


def test_a_poisoned_batch_is_found_by_its_loss_with_its_digits(run: Run) -> None:
    began = time.perf_counter()
    found = run.find(LossJumps())
    assert found is not None
    assert found.step == POISONED_STEP
    assert "the loss of the batch jumped to" in found.sentence
    trainer = Replayer().stand_before(run.inputs, None, 0)
    batch = batch_of_step(run.inputs, trainer, found.step)
    assert time.perf_counter() - began < 5
    assert batch.rows.tolist() == list(range(1290, 1300))
    assert not batch.right.all()
    assert found.step not in {f.step for f in [run.find(LossJumps(), found.step)] if f}


def test_a_flip_is_found_where_the_answer_changes(run: Run) -> None:
    step = run.first(lambda before, after: read(before, 3) != read(after, 3))
    found = run.find(AnswerFlips(3))
    assert found is not None
    assert found.step == step
    assert found.digits.tolist() == [3]
    drawing = run.find(AnswerFlips(drawing=run.dataset.test.images[3]))
    assert drawing is not None
    assert drawing.step == step
    again = run.find(AnswerFlips(3), step)
    assert again is None or again.step > step


def falls(run: Run, digit: int) -> list[float]:
    """How far the accuracy of a digit lies below its best, after each step."""
    test = run.dataset.test
    rows = np.flatnonzero(test.labels == digit)
    part = Split(test.images[rows], test.labels[rows])
    found = np.array([evaluate(network, part).accuracy for network in run.networks[1:]])
    best: list[float] = (np.maximum.accumulate(found) - found).tolist()
    return best


def test_a_fall_of_a_digit_is_found_with_those_that_were_right(run: Run) -> None:
    digit, fallen = max(((d, falls(run, d)) for d in range(10)), key=lambda one: max(one[1]))
    most = max(fallen)
    assert most > 0
    found = run.find(DigitFalls(digit, 99 * most))
    assert found is not None
    assert found.step == fallen.index(most) + 1
    assert len(found.digits)
    assert set(run.dataset.test.labels[found.digits].tolist()) == {digit}


def test_weights_and_gradients_past_a_bound_are_found(run: Run) -> None:
    def largest(network: Network) -> float:
        return max(float(np.abs(array).max()) for array in network.parameters())

    bound = (largest(run.networks[50]) + largest(run.networks[-1])) / 2
    step = run.first(lambda _before, after: largest(after) > bound)
    found = run.find(WeightsGrow(bound))
    assert found is not None
    assert found.step == step
    # Without momentum, a step moves the weights by the rate times the gradient.
    plain = Run(replace(CONFIG, epochs=1, optimizer="sgd"), poisoned())
    moved = [
        max(
            float(np.abs(b - a).max())
            for a, b in zip(one.parameters(), other.parameters(), strict=True)
        )
        / CONFIG.learning_rate
        for one, other in zip(plain.networks[:-1], plain.networks[1:], strict=True)
    ]
    limit = sorted(moved)[-3]
    found = plain.find(GradientsGrow(limit * 1.001))
    assert found is not None
    assert found.step == next(i + 1 for i, m in enumerate(moved) if m > limit * 1.0001)


def test_the_death_of_a_unit_is_found_by_bisection() -> None:
    # A rate that is far too large kills units of a ReLU network.
    config = replace(CONFIG, epochs=1, learning_rate=3.0)
    dying = Run(config, poisoned(), every=5)
    images = dying.dataset.train.images[:1000]

    def dead(network: Network) -> set[int]:
        return set(np.flatnonzero(np.ptp(network.activations(images)[0], axis=0) <= 1e-6).tolist())

    at_first = dead(dying.networks[0])
    step = dying.first(lambda _before, after: bool(dead(after) - at_first))
    found = dying.find(UnitDies())
    assert found is not None
    assert found.step == step
    assert "answers 1,000 training digits alike" in found.sentence


def test_a_number_that_is_none_is_found_where_the_run_diverged() -> None:
    wild = TrainingConfig(
        hidden=(20, 10),
        epochs=5,
        batch_size=10,
        learning_rate=1000.0,
        optimizer="sgd",
        initializer="normal",
        init_sigma=1000.0,
    )
    diverged = Run(wild, blob_dataset(), every=2)
    found = diverged.find(NotANumber())
    assert found is not None
    assert found.step == len(diverged.networks) - 1
    assert run_is_finite(diverged.networks[0])


def run_is_finite(network: Network) -> bool:
    return all(np.isfinite(array).all() for array in network.parameters())


def test_what_never_holds_is_not_found(run: Run) -> None:
    assert run.find(WeightsGrow(1e9)) is None
    assert run.find(NotANumber()) is None
    assert run.find(LossJumps(1e9)) is None


def test_every_condition_is_typed_with_its_numbers() -> None:
    for name, kind in CONDITIONS.items():
        assert parse_condition(usage(kind)) == parse_condition(name) or name == "flips"
    assert parse_condition("digit_falls=3,2.5") == DigitFalls(3, 2.5)
    assert parse_condition("loss-jumps") == LossJumps(8.0)
    assert [one.whole for one in numbers_of(DigitFalls)] == [True, False]


@pytest.mark.parametrize("text", ["jumps", "nan=3", "weights=big", "weights=-1", "flips=1.5"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="accepted"):
        parse_condition(text)


@pytest.mark.parametrize("condition", [AnswerFlips(10**6), DigitFalls(42)])
def test_digits_that_are_not_there_are_refused(run: Run, condition: Condition) -> None:
    with pytest.raises(UserError, match="accepted"):
        run.find(condition)
