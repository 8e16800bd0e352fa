import numpy as np

from mnistgui.training.events import Stepped
from mnistgui.training.history import History
from mnistgui.training.rate_drops import rate_drops


def history(rates: list[float]) -> History:
    made = History()
    made.add_all([Stepped(i + 1, 1, 1.0, 0.1, rate, 10) for i, rate in enumerate(rates)])
    return made


def test_the_last_step_before_each_drop_is_found() -> None:
    assert rate_drops(history([0.1, 0.1, 0.05, 0.05, 0.05, 0.025])).tolist() == [2, 5]


def test_a_gradual_decay_and_a_rise_are_no_drops() -> None:
    assert not len(rate_drops(history(list(np.linspace(1.0, 0.9, 50)))))
    assert not len(rate_drops(history([0.1, 0.2])))
    assert not len(rate_drops(history([])))


def test_a_rate_that_drops_at_every_step_is_marked_once() -> None:
    assert rate_drops(history([1.0, 1.0, 0.5, 0.25, 0.125])).tolist() == [2]
