"""Each network reads each part of a dataset once, whoever asks and however often."""

import gc
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.ui.panels.confusion.panel import ConfusionPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.health.panel import HealthPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.unit_lab.panel import UnitLabPanel
from mnistgui.ui.panels.units.panel import UnitsPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state import shared_readings
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.state.shared_readings import ReadingClient
from mnistgui.ui.state.split_reading import SplitReading, read_with_pauses
from mnistgui.ui.training.orders import Order

Counted = list[tuple[Network, Split]]


@pytest.fixture
def go_on() -> threading.Event:
    """Readings wait until it is set; it is, unless a test clears it."""
    event = threading.Event()
    event.set()
    return event


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, go_on: threading.Event) -> Counted:
    """Every reading of a split, with its network."""
    found: Counted = []

    def count(network: Network, split: Split) -> SplitReading:
        found.append((network, split))
        go_on.wait(60)
        return read_with_pauses(network, split)

    monkeypatch.setattr(shared_readings, "read_with_pauses", count)
    return found


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.shut_down()
    qtbot.wait(10)


class Heard:
    """An client and what it was answered."""

    def __init__(self, session: Session, parent: QObject) -> None:
        self.client = ReadingClient(session.readings, parent)
        self.answers: list[tuple[SplitReading, ...]] = []
        self.client.answered.connect(self.answers.append)


def network(seed: int) -> Network:
    return make_network(TrainingConfig(hidden=(4,), seed=seed))


def test_several_clients_share_a_reading(
    session: Session, qtbot: QtBot, few_digits: Dataset, counted: Counted
) -> None:
    one, other = Heard(session, session), Heard(session, session)
    mine = network(0)
    one.client.request(mine, few_digits.test)
    other.client.request(mine, few_digits.test, few_digits.train)
    qtbot.waitUntil(lambda: bool(one.answers and other.answers), timeout=60_000)
    assert counted == [(mine, few_digits.test), (mine, few_digits.train)]
    assert one.answers[0][0].reading is other.answers[0][0].reading
    assert [found.split for found in other.answers[0]] == [few_digits.test, few_digits.train]
    one.client.request(mine, few_digits.train)
    assert one.answers[1][0].reading is other.answers[0][1].reading
    assert len(counted) == 2


def test_the_newest_question_takes_the_place_of_those_that_wait(
    session: Session,
    qtbot: QtBot,
    few_digits: Dataset,
    counted: Counted,
    go_on: threading.Event,
) -> None:
    heard = Heard(session, session)
    networks = [network(seed) for seed in range(4)]
    go_on.clear()
    for one in networks:
        heard.client.request(one, few_digits.test)
    qtbot.waitUntil(lambda: len(counted) == 1, timeout=60_000)
    go_on.set()
    qtbot.waitUntil(lambda: len(heard.answers) == 2, timeout=60_000)
    assert [one for one, _split in counted] == [networks[0], networks[3]]
    assert [found[0].network for found in heard.answers] == [networks[0], networks[3]]


def test_a_cancelled_question_is_not_answered_but_another_clients_is(
    session: Session,
    qtbot: QtBot,
    few_digits: Dataset,
    counted: Counted,
    go_on: threading.Event,
) -> None:
    one, other = Heard(session, session), Heard(session, session)
    mine = network(0)
    go_on.clear()
    for heard in (one, other):
        heard.client.request(mine, few_digits.test)
    qtbot.waitUntil(lambda: len(counted) == 1, timeout=60_000)
    one.client.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(other.answers), timeout=60_000)
    assert not one.answers
    assert len(counted) == 1


def test_what_a_network_read_is_let_go_with_it(
    session: Session, qtbot: QtBot, few_digits: Dataset
) -> None:
    heard, mine = Heard(session, session), network(0)
    heard.client.request(mine, few_digits.test)
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=60_000)
    there = weakref.ref(mine)
    heard.answers.clear()
    qtbot.wait(50)  # until the thread is gone, too
    del mine
    gc.collect()
    assert there() is None


def test_panels_and_the_verdict_read_once(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, counted: Counted
) -> None:
    window.session.set_dataset(few_digits)
    mistakes, reliability = window.panel(MistakesPanel), window.panel(ReliabilityPanel)
    mine = network(0)
    window.session.set_loaded(mine, "mine")
    window.session.set_source(Source.LOADED)
    window.docks["reliability"].raise_()
    window.draft.choose_preset(Preset("pretrained", "", "", kind="pretrained"))
    window.docks["mistakes"].raise_()
    verdict = window.panel(ExperimentPanel).pretrained
    qtbot.waitUntil(lambda: verdict.accuracy is not None, timeout=60_000)
    qtbot.waitUntil(lambda: mistakes.grid.tiles.count > 0, timeout=60_000)
    qtbot.waitUntil(lambda: reliability.found is not None, timeout=60_000)
    assert [split for one, split in counted if one is mine].count(few_digits.test) == 1
    assert len(counted) == 2  # and the digits that the temperature is fitted on


def test_panels_that_are_open_together_read_each_digit_once(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[Network] = Counter()
    logits = Network.logits

    def count(network: Network, images: NDArray[np.uint8]) -> Array:
        if np.shares_memory(images, few_digits.test.images):
            read[network] += len(images)
        return logits(network, images)

    monkeypatch.setattr(Network, "logits", count)
    window.session.set_dataset(few_digits)
    window.session.set_loaded(network(0), "mine")
    window.session.set_source(Source.LOADED)
    window.session.planner.train((PresetRun("", TrainingConfig(hidden=(4,), epochs=1)),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    window.session.set_source(Source.TRAINED)
    inspected = window.session.inspected.network
    assert inspected is not None
    read.clear()
    shown: dict[str, Callable[[], bool]] = {
        "units": lambda: window.panel(UnitsPanel).found is not None,
        "unit_lab": lambda: has_compared(window.panel(UnitLabPanel), inspected),
        "health": lambda: window.panel(HealthPanel).measured is not None,
        "confusion": lambda: " misread (" in window.panel(ConfusionPanel).count.text(),
        "mistakes": lambda: window.panel(MistakesPanel).grid.tiles.count > 0,
        "reliability": lambda: window.panel(ReliabilityPanel).found is not None,
    }
    for name, is_shown in shown.items():
        window.docks[name].raise_()
        qtbot.waitUntil(is_shown, timeout=60_000)
    assert inspected in read
    # Health reads the networks of checkpoints, too, each of them once.
    assert set(read.values()) == {len(few_digits.test)}


def has_compared(lab: UnitLabPanel, inspected: Network) -> bool:
    answer = lab.answer
    return answer is not None and answer.question.network is inspected and answer.after is not None


def test_ticking_renaming_and_choosing_a_run_read_nothing_again(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, counted: Counted
) -> None:
    window.session.set_dataset(few_digits)
    window.docks["mistakes"].raise_()
    window.docks["reliability"].raise_()
    window.session.set_loaded(network(0), "mine")
    window.session.set_source(Source.LOADED)
    reliability = window.panel(ReliabilityPanel)
    qtbot.waitUntil(lambda: reliability.found is not None, timeout=60_000)
    window.session.planner.train((PresetRun("", TrainingConfig(hidden=(4,), epochs=1)),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    run = window.session.runs.current
    assert run is not None
    trained = run.network
    qtbot.waitUntil(lambda: counted[-1][0] is trained, timeout=60_000)
    qtbot.wait(600)  # longer than the thread rests
    before = list(counted)
    window.session.runs.set_visible(run.number, visible=False)
    window.session.runs.rename(run.number, "renamed")
    window.session.runs.select(run.number)
    window.session.set_source(Source.LOADED)
    window.session.set_source(Source.TRAINED)
    window.session.use_temperature(2.0)
    qtbot.wait(600)
    assert counted == before
    assert len({(id(one), id(split)) for one, split in counted}) == len(counted)
