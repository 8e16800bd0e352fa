from dataclasses import replace

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.drawing.personalize import RECIPE, learnt, personalized
from mnistgui.drawing.rehearsal import Shares, rehearsal_and_validation
from mnistgui.errors import UserError
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.training.calibration import fit_temperature
from mnistgui.training.config import TrainingConfig
from mnistgui.training.default_model import as_read
from mnistgui.training.evaluation import evaluate
from mnistgui.training.trainer import Trainer

QUICK = replace(RECIPE, shares=Shares(rehearsed=2000, taught=1000, most_copies=100))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return synthetic_dataset(3000, 600, seed=3)


@pytest.fixture(scope="module")
def beginner(dataset: Dataset) -> Network:
    config = TrainingConfig(hidden=(60,), optimizer="adam", learning_rate=2e-3, epochs=12)
    trainer = Trainer(config, dataset)
    list(trainer)
    return trainer.snapshot()


def slanted(n_each: int, seed: int) -> list[Drawing]:
    """Digits of somebody who leans far over to the left."""
    rng = np.random.default_rng(seed)
    drawn = [(synthetic_strokes(d, rng), d) for d in range(10) for _ in range(n_each)]
    slant = np.array([[1.0, 0.0], [1.2, 1.0]])
    return [Drawing(Strokes(tuple(line @ slant for line in s.lines)), d) for s, d in drawn]


def test_a_strange_hand_is_learnt_and_other_hands_are_not_forgotten(
    beginner: Network, dataset: Dataset
) -> None:
    others, before = as_read(slanted(10, 5)), beginner.sha256()
    result = personalized(beginner, slanted(5, 4), dataset, seed=1)
    assert (result.taught, result.held_back) == (50, 10)
    assert result.hand is not None
    assert result.hand.after >= result.hand.before + 0.2
    assert evaluate(result.network, others).accuracy >= evaluate(beginner, others).accuracy + 0.2
    assert result.test.before == evaluate(beginner, dataset.test).accuracy
    assert result.test.after == evaluate(result.network, dataset.test).accuracy
    assert result.test.after >= result.test.before - 0.02
    assert beginner.sha256() == before


def test_the_same_lesson_and_seed_give_the_same_network(
    beginner: Network, dataset: Dataset
) -> None:
    lesson = slanted(1, 6)
    one, again, other = (
        learnt(beginner, lesson, dataset, seed, recipe=QUICK).sha256() for seed in (1, 1, 2)
    )
    assert one == again != other


def test_it_is_as_sure_as_it_may_be(beginner: Network, dataset: Dataset) -> None:
    taught = learnt(beginner, slanted(5, 4), dataset, recipe=QUICK)
    _, validation = rehearsal_and_validation(dataset, 5000)
    targets = taught.head.targets(validation.labels)
    assert fit_temperature(taught.logits(validation.images), targets) == pytest.approx(1, abs=1e-3)


def test_progress_is_told_step_by_step_and_ends_the_work(
    beginner: Network, dataset: Dataset
) -> None:
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == 7:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        personalized(beginner, slanted(2, 4), dataset, watch=watch)
    assert [done for done, _ in seen] == [1, 2, 3, 4, 5, 6, 7]
    assert len({total for _, total in seen}) == 1


def test_single_digits_cannot_be_held_back(beginner: Network, dataset: Dataset) -> None:
    result = personalized(beginner, slanted(1, 4)[:2], dataset)
    assert (result.held_back, result.hand) == (0, None)


def test_a_drawing_without_a_label_teaches_nothing(beginner: Network, dataset: Dataset) -> None:
    with pytest.raises(UserError, match="drawing 1 has no label"):
        personalized(beginner, [replace(slanted(1, 4)[0], label=None)], dataset)
