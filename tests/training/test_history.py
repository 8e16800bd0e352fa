import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.training.events import EpochEnded, Event, Measured, Metrics, Stepped
from mnistgui.training.history import History


def some_events(n_steps: int, per_epoch: int = 40) -> list[Event]:
    """A run's events, with a measurement and an end after each epoch."""
    events: list[Event] = []
    for step in range(1, n_steps + 1):
        events.append(Stepped(step, step // per_epoch, 1 / step, 0.5, 0.1, 100))
        if step % per_epoch == 0:
            met = Metrics(1 / step, 0.9)
            events.append(Measured(step, step / per_epoch, met, None, met))
            events.append(EpochEnded(step // per_epoch, step, 0.1 * step, 100 * step))
    return events


def same(one: History, other: History) -> bool:
    return all(
        np.array_equal(one.tables()[name][column], table[column], equal_nan=True)
        for name, table in other.tables().items()
        for column in table.names()
    )


@given(st.integers(0, 300), st.lists(st.integers(0, 310), max_size=6))
def test_many_events_at_once_are_the_same_as_one_by_one(n_steps: int, cuts: list[int]) -> None:
    events = some_events(n_steps)
    one_by_one, in_parts = History(), History()
    for event in events:
        one_by_one.add(event)
    edges = [0, *sorted(cuts), len(events)]
    for begin, end in itertools.pairwise(edges):
        in_parts.add_all(events[begin:end])
    assert same(one_by_one, in_parts)


def test_a_step_told_again_takes_the_place_of_the_last() -> None:
    history = History()
    history.add_all([Stepped(1, 1, 2.0, 0.1, 0.1, 10), Stepped(2, 1, 1.5, 0.2, 0.1, 10)])
    history.add_all([Stepped(2, 1, 1.0, 0.3, 0.1, 10), Stepped(3, 1, 0.5, 0.4, 0.1, 10)])
    assert history.steps["step"].tolist() == [1, 2, 3]
    assert history.steps["loss"].tolist() == [2.0, 1.0, 0.5]


def test_a_measurement_comes_back_as_the_event_that_told_it() -> None:
    first = Measured(40, 1.0, Metrics(0.25, 0.9, 0.5), None, Metrics(0.5, 0.8), penalty=0.125)
    second = Measured(80, 2.0, Metrics(0.125, 0.95, 0.25), Metrics(0.5, 0.9), Metrics(0.5, 0.85))
    history = History()
    history.add_all([first, second])
    assert history.measured_event(0).valid is None
    assert history.measured_event(0) == replace(first, valid=None)
    again = history.measured_event(1)
    assert (again.step, again.epoch, again.train) == (80, 2.0, second.train)
    assert again.valid is not None
    assert (again.valid.loss, again.valid.accuracy) == (0.5, 0.9)
