import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.gradients.check import check, check_run

TANH = TrainingConfig(hidden=(8,), activation="tanh")


def test_the_programs_own_gradient_is_right(few_digits: Dataset) -> None:
    found = check(make_network(TANH), few_digits.train, "right")
    assert found.right
    assert found.differences[0] > found.differences[6]  # falls with N


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_the_write_ups_mistakes_are_exposed(few_digits: Dataset, mistake: str) -> None:
    found = check(make_network(TANH), few_digits.train, mistake)
    assert not found.right
    name, analytic, numeric = found.worst
    assert name[0] in "Wb"
    assert abs(analytic - numeric) == pytest.approx(found.best.max_difference)


def test_binary_logistic_can_be_checked_too(few_digits: Dataset) -> None:
    network = make_network(TrainingConfig(model="logistic"))
    assert check(network, few_digits.train, "A").right


def test_the_rate_exposes_what_the_gradient_does_not(few_digits: Dataset) -> None:
    found = check_run(make_network(TANH), TANH, few_digits, "B")
    assert found.right
    assert found.rates is not None
    drop = int(found.rates.dropping[0])
    assert found.rates.meant[drop - 1] == found.rates.meant[drop - 2] / 2
    assert found.rates.with_mistake[drop - 1] < found.rates.meant[drop - 1] / 30
    assert check_run(make_network(TANH), TANH, few_digits, "A").rates is None
