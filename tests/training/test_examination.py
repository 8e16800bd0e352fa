import pytest

from mnistgui.nn.network import Network
from mnistgui.training.checking import new_network_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.examination import (
    LIMIT,
    Examination,
    entries_checked,
    examine,
)
from mnistgui.training.model import make_network
from mnistgui.training.scope import OUTPUT_OF_UNIT_0, Layers, Scope
from tests.digits import blobs

DIGITS = blobs(200)
TANH = TrainingConfig(hidden=(8, 6), activation="tanh", l2=0.1)


def network(*hidden: int) -> Network:
    return make_network(TrainingConfig(hidden=hidden))


def test_a_right_gradient_is_found_right_with_its_penalty() -> None:
    found = examine(new_network_case(TANH, DIGITS))
    assert found.case.l2 == 0.1
    assert found.right
    assert found.check.max_relative_error < LIMIT
    assert len(found.check.parameters) == 6


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_a_wrong_one_is_found_wrong(mistake: str) -> None:
    found = examine(new_network_case(TANH, DIGITS, mistake))
    assert not found.right
    assert found.worst.difference == found.curve.max_difference[found.curve.best]


def test_the_worst_weight_of_the_first_layer_leads_away_from_a_pixel() -> None:
    found = examine(new_network_case(TANH, DIGITS, "A"), Scope(Layers.FIRST))
    assert found.worst.key == "W1"
    assert found.worst_pixel is not None
    row, column = found.worst_pixel
    assert 28 * row + column == found.worst.index[0]


def test_the_worst_of_a_later_layer_has_no_pixel() -> None:
    assert (
        examine(new_network_case(TANH, DIGITS, "A"), Scope(Layers.LAST_HIDDEN)).worst_pixel is None
    )


def test_fewer_weights_of_larger_networks_are_checked() -> None:
    assert entries_checked(network(10)) == 200
    assert 200 > entries_checked(network(100)) > entries_checked(network(1024, 1024)) == 20


def test_the_weights_of_one_unit_are_checked_on_one_digit() -> None:
    case = new_network_case(TANH, DIGITS, scope=OUTPUT_OF_UNIT_0)
    found = examine(case, OUTPUT_OF_UNIT_0)
    assert len(case.x) == 1
    assert found.right
    assert found.curve.falls
    (array,) = found.check.parameters
    assert array.key == "W3"
    assert array.indices.tolist() == [[0, k] for k in range(10)]


def test_each_step_is_shown_and_reported_and_a_report_can_end_the_work() -> None:
    told: list[tuple[int, int]] = []
    shown: list[Examination] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        examine(new_network_case(TANH, DIGITS), report=report, show=shown.append)
    assert told == [(0, 11), (1, 11), (2, 11)]
    assert [len(one.curve.n) for one in shown] == [1, 2]
