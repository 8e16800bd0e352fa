from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.ui.runs.run import Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.training.pace import FULL_SPEED, WATCH
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.training.training_control import TrainingControl


class _Pretended(TrainingControl):
    """Says of itself what it is told to."""

    now: Status | None = Status.RUNNING

    @property
    def status(self) -> Status | None:
        return self.now


def test_a_pending_request_starts_at_once_when_training_pauses(qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    training = _Pretended(Runs(owner), owner)
    latest = ThrottledLatestWins(training, owner)
    latest.answered.connect(answers.append)
    latest.submit(lambda: sum(range(300_000)))  # takes some milliseconds, and so a rest of seconds
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=60_000)
    latest.submit(lambda: "next")
    qtbot.wait(450)
    assert len(answers) == 1
    training.now = Status.PAUSED
    training.changed.emit()
    qtbot.waitUntil(lambda: answers[1:] == ["next"], timeout=60_000)
    latest.shut_down()


def test_cooldowns_are_shorter_at_a_slower_pace(qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    training = _Pretended(Runs(owner), owner)
    training.set_pace(WATCH)
    latest = ThrottledLatestWins(training, owner)
    latest.answered.connect(answers.append)
    latest.submit(lambda: sum(range(300_000)))
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=60_000)
    watched = latest._cooldown_factor
    training.set_pace(FULL_SPEED)
    assert latest._cooldown_factor > 10 * watched
    latest.shut_down()
