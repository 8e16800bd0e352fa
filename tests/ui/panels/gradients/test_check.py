import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.gradients.check import Answer, Question, answer

TANH = TrainingConfig(hidden=(8,), activation="tanh")


def ask(dataset: Dataset, mistake: str | None = None, config: TrainingConfig = TANH) -> Answer:
    return answer(Question(make_network(config), config, dataset, mistake), lambda _d, _t: None)


def test_the_programs_own_gradient_is_right(few_digits: Dataset) -> None:
    found = ask(few_digits)
    assert found.found.right
    assert found.rightly is None
    assert found.rates is None


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
    question = Question(make_network(TANH), TANH, few_digits, layer=1)
    found = answer(question, lambda _d, _t: None).found
    assert [one.key for one in found.check.parameters] == ["W1"]


def test_the_rate_exposes_what_the_gradient_does_not(few_digits: Dataset) -> None:
    found = ask(few_digits, "B")
    assert found.found.right
    assert found.rates is not None
    assert found.rates.n_digits == 50_000  # of the write-ups' run: the settings' rate is constant


def test_the_rate_of_the_settings_is_shown_where_it_drops(few_digits: Dataset) -> None:
    config = TrainingConfig(hidden=(8,), schedule="step", step_epochs=2, epochs=4, batch_size=50)
    rates = ask(few_digits, "B", config).rates
    assert rates is not None
    assert rates.n_digits == 500
    assert rates.with_mistake[2] == pytest.approx(config.learning_rate / 2**10)


def test_progress_goes_once_from_nothing_to_all(few_digits: Dataset) -> None:
    told: list[float] = []
    question = Question(make_network(TANH), TANH, few_digits, "A")
    answer(question, lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.9 < told[-1] < 1


def test_a_mistake_that_a_network_cannot_make_is_refused(few_digits: Dataset) -> None:
    with pytest.raises(UserError, match="mistake A is one of softmax"):
        ask(few_digits, "A", TrainingConfig(model="logistic"))
