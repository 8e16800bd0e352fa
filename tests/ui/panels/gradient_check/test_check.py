from dataclasses import replace

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.scope import Layers, Scope
from mnistgui.ui.panels.gradient_check.check import Answer, Question, answer
from tests.digits import blob_dataset

TANH = TrainingConfig(hidden=(8,), activation="tanh")
STEP = replace(TANH, schedule="step", step_epochs=2, epochs=4, batch_size=50)


def ask(dataset: Dataset, mistake: str | None = None, config: TrainingConfig = TANH) -> Answer:
    return answer(Question(None, config, dataset, mistake), lambda _d, _t: None)


def test_the_programs_own_gradient_is_right(few_digits: Dataset) -> None:
    found = ask(few_digits)
    assert found.found.right
    assert found.rightly is None
    assert found.runs is None


def test_the_penalty_is_part_of_what_is_checked(few_digits: Dataset) -> None:
    config = TrainingConfig(hidden=(8,), activation="tanh", l2=3.0)
    found, without = ask(few_digits, config=config).found, ask(few_digits).found
    assert found.right
    assert abs(found.check.parameters[0].analytic).max() > 2 * max(
        abs(without.check.parameters[0].analytic)
    )


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_the_write_ups_mistakes_are_exposed_beside_the_right_curve(
    few_digits: Dataset, mistake: str
) -> None:
    found = ask(few_digits, mistake)
    assert not found.found.right
    assert found.rightly is not None
    assert found.rightly.right
    assert (found.rightly.case.x == found.found.case.x).all()


def test_a_layer_can_be_checked_alone(few_digits: Dataset) -> None:
    question = Question(None, TANH, few_digits, scope=Scope(Layers.FIRST))
    found = answer(question, lambda _d, _t: None).found
    assert [one.key for one in found.check.parameters] == ["W1"]


def test_the_rate_exposes_what_the_gradient_does_not(few_digits: Dataset) -> None:
    found = ask(few_digits, "B", replace(TANH, activation="relu"))
    assert found.found.right
    assert found.runs is not None
    assert found.runs.config.activation == "tanh"  # the write-ups': the settings' rate is constant


def test_a_full_batch_cannot_make_mistake_b_and_gives_way_to_the_write_ups_run() -> None:
    config = replace(STEP, batch_size=0)
    assert Question(None, config, blob_dataset(), "B").trained != config
    assert Question(None, STEP, blob_dataset(), "B").trained == STEP


def test_the_settings_own_runs_are_made_where_their_rate_drops(few_digits: Dataset) -> None:
    runs = ask(few_digits, "B", STEP).runs
    assert runs is not None
    assert runs.config.hidden == (8,)
    assert runs.config.activation == "tanh"


@pytest.mark.parametrize("mistake", [None, *MISTAKES])
def test_progress_goes_once_from_nothing_to_all_and_shows_what_it_finds(
    few_digits: Dataset, mistake: str | None
) -> None:
    told: list[float] = []
    shown: list[Answer] = []
    question = Question(None, TANH, few_digits, mistake)
    found = answer(question, lambda done, total: told.append(done / total), shown.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.9 < told[-1] <= 1
    assert len(shown) > 10
    assert shown[0].rightly is None
    assert len(shown[0].found.curve.n) == (11 if mistake in ("B", "D") else 1)
    if found.runs is not None and shown[0].runs is not None:
        assert len(shown[0].runs.meant.losses) == 1 < len(found.runs.meant.losses)


def test_a_mistake_that_a_network_cannot_make_is_refused(few_digits: Dataset) -> None:
    with pytest.raises(UserError, match="mistake A is one of softmax"):
        ask(few_digits, "A", TrainingConfig(model="logistic"))
