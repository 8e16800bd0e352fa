import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.ink.normalize import ALL_STAGES, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.background.cooldowns import CoolDown
from mnistgui.ui.drawing import predictor
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.look_worker import LookWorker
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.training.training_control import TrainingControl

LINE = np.array([[0.2, 0.2], [0.7, 0.8]])


def look(end: float, network: Network) -> Look:
    strokes = Strokes((LINE * [1.0, end],), 0.07)
    image = to_pixels(strokes, canvas_size=1.0)
    assert image.any()
    return Look(strokes, ALL_STAGES, network, predictor.read(image, network))


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:  # noqa: ARG001 - Qt has to be there
    made = Session()
    yield made
    made.shut_down()


@pytest.fixture
def network() -> Network:
    return make_network(TrainingConfig(hidden=(8,)))


def telling(seen: list[Look]) -> Callable[[Look], Callable[[], object]]:
    def question(one: Look) -> Callable[[], object]:
        seen.append(one)
        return lambda: one

    return question


def waiting(worker: LookWorker) -> int:
    """Milliseconds it was told to wait before it asks; -1 when it does not wait."""
    return worker._soon.interval() if worker._soon.isActive() else -1


def test_the_pen_is_followed_more_closely_than_learning(
    session: Session, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = LookWorker(telling([]), CoolDown(4.0, 100), session, session)
    worker.set_look(look(1.0, network))
    assert 0 <= waiting(worker) < 20
    worker.set_look(look(1.0, network.copy()))
    assert waiting(worker) < 20  # what is due is not put off
    worker._soon.stop()
    worker.set_look(look(1.0, network))
    assert waiting(worker) > 1000
    worker.set_look(look(0.9, network))
    assert 0 <= waiting(worker) < 20
    worker._soon.stop()
    monkeypatch.setattr(TrainingControl, "status", Status.RUNNING)
    worker.set_look(look(0.8, network))
    assert 150 < waiting(worker) < 250
    worker.shut_down()


def test_a_pen_that_moves_while_a_network_trains_is_followed_when_it_rests(
    session: Session, network: Network, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingControl, "status", Status.RUNNING)
    seen: list[Look] = []
    worker = LookWorker(telling(seen), CoolDown(4.0, 1), session, session)
    looks = [look(1.0 - 0.01 * place, network) for place in range(20)]
    rests, moved = 0, time.monotonic()
    for one in looks:
        worker.set_look(one)
        qtbot.wait(20)
        now = time.monotonic()
        rests, moved = rests + (now - moved > 0.15), now
    with qtbot.waitSignal(worker.answered, timeout=60_000):
        pass
    assert seen[-1] is looks[-1]
    assert len(seen) <= 1 + rests  # a busy machine may rest between two moves
    worker.shut_down()


def test_nothing_is_asked_unwatched_and_the_newest_when_it_is_watched(
    session: Session, network: Network, qtbot: QtBot
) -> None:
    seen: list[Look] = []
    worker = LookWorker(telling(seen), CoolDown(4.0, 1), session, session)
    worker.set_watched(watched=False)
    looks = [look(end, network) for end in (1.0, 0.9, 0.8)]
    for one in looks:
        worker.set_look(one)
    assert waiting(worker) == -1
    with qtbot.waitSignal(worker.answered, timeout=60_000) as told:
        worker.set_watched(watched=True)
    assert seen == told.args == looks[-1:]
    worker.shut_down()


def test_what_was_asked_before_the_paper_was_cleared_is_not_told(
    session: Session, network: Network, qtbot: QtBot
) -> None:
    go, told = threading.Event(), list[object]()
    worker = LookWorker(lambda _look: go.wait, CoolDown(4.0, 1), session, session)
    worker.answered.connect(told.append)
    worker.set_look(look(1.0, network))
    qtbot.wait(100)  # it is being answered now
    worker.set_look(None)
    go.set()
    qtbot.wait(100)
    assert told == [None]
    worker.shut_down()
