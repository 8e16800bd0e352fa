from collections.abc import Callable

import pytest

from mnistgui.training.helper_choice import HelperChoice, processors


class Machine:
    """A machine on which steps of 100 digits take a time that depends on who helps."""

    def __init__(self, most: int, seconds: Callable[[int], float]) -> None:
        self.now, self.seconds = 0.0, seconds
        self.choice = HelperChoice(most, lambda: self.now)

    def train(self, seconds: float) -> dict[int, float]:
        """Train for a while; returns the share of the time with each number of helpers."""
        spent: dict[int, float] = {}
        end = self.now + seconds
        while self.now < end:
            helpers = self.choice.helpers
            took = self.seconds(helpers)
            self.now += took
            spent[helpers] = spent.get(helpers, 0.0) + took / seconds
            self.choice.add(took, 100)
        return spent


def calm(helpers: int) -> float:
    return 0.01 / (1 + helpers)


def crowded(helpers: int) -> float:
    return 0.01 * (1 + 2 * helpers)  # who waits for helpers that cannot run


def test_where_processors_are_free_all_of_them_help() -> None:
    assert Machine(1, calm).train(20)[1] > 0.9
    assert Machine(7, calm).train(20)[7] > 0.9


def test_beside_other_work_the_caller_soon_goes_on_alone_and_back_again() -> None:
    machine = Machine(3, calm)
    machine.train(10)
    machine.seconds = crowded
    machine.train(4)
    assert machine.train(20)[0] > 0.85
    machine.seconds = calm
    machine.train(8)
    assert machine.train(20)[3] > 0.85


def test_what_is_not_faster_is_tried_ever_more_seldom() -> None:
    machine = Machine(1, lambda _: 0.01)
    spent = machine.train(60)
    assert spent[1] > 0.9


def test_alone_there_is_nothing_to_try() -> None:
    assert Machine(0, calm).train(1) == {0: pytest.approx(1.0, abs=0.02)}
    assert processors() >= 1
