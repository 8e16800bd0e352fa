from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Status
from mnistgui.ui.runs.run_list import Runs

Told = list[tuple[object, ...]]
SIGNALS = ("run_added", "run_removed", "run_forgotten", "run_ended", "restyled", "selected")


@pytest.fixture
def runs(qapp: QObject) -> Runs:
    made = Runs(qapp)
    for _ in range(2):
        made.create(TrainingConfig(), None).status = Status.STOPPED
    return made


@pytest.fixture
def told(runs: Runs) -> Told:
    """What the list's signals tell, each with its name."""
    found: Told = []

    def note(name: str) -> Callable[..., None]:
        return lambda *what: found.append((name, *what))

    for name in SIGNALS:
        getattr(runs, name).connect(note(name))
    return found


def test_a_new_run_is_added_and_then_looked_at(runs: Runs, told: Told) -> None:
    runs.create(TrainingConfig(), None)
    assert told == [("run_added", 3), ("selected",)]


def test_a_run_that_is_not_followed_is_only_added(runs: Runs, told: Told) -> None:
    runs.create(TrainingConfig(), None, follow=False)
    assert told == [("run_added", 3)]


def test_only_another_run_is_selected(runs: Runs, told: Told) -> None:
    runs.select(2)
    assert told == []
    runs.select(1)
    assert told == [("selected",)]


def test_showing_and_renaming_restyle_a_run_and_nothing_else(runs: Runs, told: Told) -> None:
    runs.set_visible(1, visible=True)  # it is
    assert told == []
    runs.set_visible(1, visible=False)
    runs.rename(2, "mine")
    runs.hide_all()
    assert told == [("restyled", 1), ("restyled", 2), ("restyled", 2)]


def test_a_removed_run_is_gone_for_good_and_another_is_looked_at(runs: Runs, told: Told) -> None:
    runs.remove(2)
    assert told == [("run_removed", 2), ("selected",), ("run_forgotten", 2)]
    assert runs.current is runs.get(1)


def test_a_run_set_aside_can_be_put_back_until_it_is_let_go(runs: Runs, told: Told) -> None:
    run = runs.get_held(1)
    assert run is not None
    runs.set_aside(1)
    assert told == [("run_removed", 1)]
    assert runs.get_held(1) is run
    runs.put_back(run)
    assert told[1:] == [("run_added", 1), ("selected",)]
    runs.set_aside(1)
    runs.forget(1)
    runs.forget(1)
    assert told.count(("run_forgotten", 1)) == 1
    assert runs.get_held(1) is None


def test_a_run_that_is_alive_cannot_be_taken_off(runs: Runs, told: Told) -> None:
    runs.create(TrainingConfig(), None, follow=False)
    told.clear()
    with pytest.raises(ValueError, match="still alive"):
        runs.set_aside(3)
    assert told == []
    assert runs.get(3) is not None


def test_who_shows_the_list_is_told_of_everything(runs: Runs) -> None:
    calls: list[int] = []
    runs.on_list_changed(lambda: calls.append(1))
    runs.create(TrainingConfig(), None, follow=False).status = Status.FINISHED
    runs.emit_ended(3)
    runs.set_visible(3, visible=False)
    runs.select(3)
    runs.remove(1)
    assert len(calls) == 5
