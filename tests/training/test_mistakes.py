import pytest

from mnistgui.errors import UserError
from mnistgui.nn.heads import Softmax
from mnistgui.training.config import TrainingConfig
from mnistgui.training.mistakes import MISTAKES, with_mistake
from mnistgui.training.model import make_network


def test_the_four_are_told_in_words() -> None:
    assert list(MISTAKES) == ["A", "B", "C", "D"]
    assert all(mistake.what.endswith(".") for mistake in MISTAKES.values())
    assert all(mistake.shown.endswith(".") for mistake in MISTAKES.values())


@pytest.mark.parametrize("letter", ["A", "C"])
def test_a_mistake_takes_the_heads_place_and_shares_the_weights(letter: str) -> None:
    network = make_network(TrainingConfig(hidden=(4,)))
    wrong = with_mistake(network, letter)
    assert wrong.head == MISTAKES[letter].head
    assert wrong.layers is network.layers
    assert network.head == Softmax()


@pytest.mark.parametrize("letter", ["B", "D", "none", None])
def test_other_networks_stay_as_they_are(letter: str | None) -> None:
    network = make_network(TrainingConfig(hidden=(4,)))
    assert with_mistake(network, letter) is network


def test_without_softmax_there_is_none_to_make() -> None:
    with pytest.raises(UserError, match="mistake C is one of softmax"):
        with_mistake(make_network(TrainingConfig(model="logistic")), "C")
