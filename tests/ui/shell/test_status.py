import threading
import time
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import FULL_SPEED, WATCH, Pace, PaceKind
from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.elided_label import ElidedLabel
from tests.files.runs import trained

ENDLESS = TrainingConfig(hidden=(4,), epochs=100_000)  # of 5 steps each


def said(window: MainWindow, name: str = "status_text") -> str:
    line = window.findChild(TextLine, name)
    assert line is not None
    return line.text


def train(window: MainWindow, digits: Dataset, count: int = 1) -> None:
    window.session.set_dataset(digits)
    window.session.planner.train(count * (PresetRun("", ENDLESS),), Order.RUN)


@pytest.mark.parametrize(
    ("pace", "told", "minutes"),
    [
        (Pace(PaceKind.SLOW, 1), "Slow: 1 step a second", 8_300),
        (Pace(PaceKind.SLOW, 20), "Slow: 20 steps a second", 415),
        (WATCH, "Watch: ", 1_660),
    ],
)
def test_the_status_tells_the_pace_and_the_time_left_at_it(
    window: MainWindow,
    qtbot: QtBot,
    few_digits: Dataset,
    pace: Pace,
    told: str,
    minutes: int,
) -> None:
    train(window, few_digits)
    qtbot.waitUntil(lambda: "Full speed: " in said(window), timeout=60_000)
    window.controls.pace.choose(pace)
    qtbot.waitUntil(lambda: told in said(window), timeout=60_000)

    def minutes_left() -> int:
        hours, _, minutes = said(window, "time_left").removesuffix(" min left").rpartition(" h ")
        return 60 * int(hours or 0) + int(minutes)

    assert minutes_left() > 0.8 * minutes  # some thousand steps were taken at full speed
    qtbot.wait(300)
    assert minutes_left() > 0.8 * minutes
    window.controls.pace.choose(FULL_SPEED)
    qtbot.waitUntil(lambda: "Full speed: " in said(window), timeout=60_000)


def test_the_time_of_a_whole_plan_is_that_at_the_pace(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.controls.pace.choose(Pace(PaceKind.SLOW, 1))
    train(window, few_digits, 3)
    qtbot.waitUntil(lambda: "h " in said(window, "time_left"), timeout=60_000)
    hours = int(said(window, "time_left").split(" h ")[0])
    assert 415 <= hours <= 417  # 3 runs of 500,000 steps


def test_the_making_of_a_network_is_told(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_be_made = threading.Event()

    def slowly(config: TrainingConfig) -> Network:
        may_be_made.wait(60)
        return make_network(config)

    monkeypatch.setattr("mnistgui.training.learner.make_network", slowly)
    try:
        train(window, few_digits)
        told = "Making the network of run 1: 3,190 weights and biases ..."
        qtbot.waitUntil(lambda: said(window) == told, timeout=60_000)
    finally:
        may_be_made.set()
    qtbot.waitUntil(lambda: said(window).startswith("Epoch "), timeout=60_000)


def test_the_status_says_where_an_opened_run_has_stopped(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: said(window) == "No digits to learn from yet", timeout=60_000)
    loaded = trained()
    run = run_files.add_loaded(window.session.runs, loaded, "a run")
    step = f"{len(run.history.steps):,}"
    told = f"Run 1  ·  step {step}  ·  {run.status.value}"
    qtbot.waitUntil(lambda: said(window) == told, timeout=60_000)


def test_the_status_says_why_and_when_a_run_stopped_early(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    still = TrainingConfig(model="softmax", batch_size=0, epochs=50, stop_delta=1.0)
    window.session.planner.train((PresetRun("", still),), Order.RUN)
    words = "change of the cost below 1 at step "
    qtbot.waitUntil(lambda: words in said(window), timeout=60_000)


def test_the_status_is_ready_once_there_are_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    qtbot.waitUntil(lambda: said(window) == "Ready", timeout=60_000)


def test_where_training_is_has_room_on_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    line = window.findChild(TextLine, "status_text")
    assert line is not None
    words = "Run 12  ·  Epoch 10 of 10  ·  step 3,910 of 3,910  ·  Full speed: 123,000 digits/s"
    needed = line.fontMetrics().horizontalAdvance(words)
    qtbot.waitUntil(lambda: line.width() >= needed, timeout=10_000)


def test_a_step_that_is_played_is_named_beside_panels_that_are_costly_to_draw(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    session = window.session
    session.set_dataset(few_digits)
    session.planner.train((PresetRun("", TrainingConfig(hidden=(4,), epochs=2)),), Order.RUN)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(lambda: window.redraws.idle, timeout=60_000)
    drawn: list[int] = []

    def panel(number: int) -> None:
        time.sleep(0.02)
        drawn.append(number)
        window.redraws.request(panels[number])

    panels = [partial(panel, number) for number in range(5)]
    for draw in panels:
        window.redraws.request(draw)
    qtbot.waitUntil(lambda: len(drawn) > 10, timeout=60_000)
    session.show_step(3)
    before = len(drawn)
    qtbot.waitUntil(lambda: "all panels show step" in said(window), timeout=60_000)
    assert len(drawn) - before < 15


def test_the_status_names_the_past_step_of_an_opened_run(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    run = run_files.add_loaded(
        window.session.runs, trained(TrainingConfig(epochs=2), dataset=few_digits), "opened"
    )
    assert window.session.runs.current is run
    window.session.show_step(0)
    qtbot.waitUntil(lambda: "all panels show step 0" in said(window), timeout=60_000)


def test_a_job_is_named_in_full_in_a_small_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(853, 480)
    line = window.findChild(TextLine, "status_text")
    title = window.findChild(ElidedLabel, "job_title")
    assert line is not None
    assert title is not None
    line.set_text(200 * "w")
    ended = threading.Event()
    window.jobs.start("Filming run 12", lambda _report: ended.wait(60), lambda _result: None)
    qtbot.waitUntil(lambda: title.isVisible() and title.text() != "", timeout=10_000)
    qtbot.waitUntil(lambda: title.shown_text == "Filming run 12", timeout=10_000)
    assert window.width() == 853
    ended.set()
