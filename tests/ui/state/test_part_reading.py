import threading

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.state import shared_readings
from mnistgui.ui.state.part_reading import PartReading, split_of
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.state.split_reading import SplitReading, read_with_pauses
from mnistgui.ui.training.orders import Order
from tests.digits import blob_dataset

WAIT_MS = 60_000


@pytest.fixture
def session(context: PanelContext, qtbot: QtBot, few_digits: Dataset) -> Session:
    """After a run that learnt from 400 digits and held 100 others back."""
    session = context.session
    session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(4,), epochs=1, train_size=400, validation_size=100)
    session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: session.training.alive is None, timeout=WAIT_MS)
    return session


def test_training_digits_are_divided_as_by_the_run(session: Session, few_digits: Dataset) -> None:
    train, valid = split_of(session, Part.TRAINING), split_of(session, Part.VALIDATION)
    assert train is not None
    assert valid is not None
    assert (train.images == few_digits.train.images[:400]).all()
    assert (valid.images == few_digits.train.images[500:]).all()
    assert split_of(session, Part.TEST) is few_digits.test
    assert split_of(session, Part.TRAINING) is train


def test_other_digits_are_not_divided(session: Session) -> None:
    others = blob_dataset()
    session.set_dataset(others)
    assert split_of(session, Part.TRAINING) is others.train
    assert split_of(session, Part.VALIDATION) is None


def test_two_who_ask_for_a_part_have_it_read_once(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def count(network: Network, split: Split) -> SplitReading:
        read.append(len(split))
        return read_with_pauses(network, split)

    monkeypatch.setattr(shared_readings, "read_with_pauses", count)
    one, other = PartReading(session, session), PartReading(session, session)
    for part, size in ((Part.TRAINING, 400), (Part.VALIDATION, 100)):
        for asker in (one, other):
            asker.set_part(part)
        qtbot.waitUntil(lambda: one.found is not None and other.found is not None, timeout=WAIT_MS)
        assert one.found is not None
        assert other.found is not None
        assert one.found.reading is other.found.reading
        assert read.count(size) == 1


def test_nothing_is_read_out_of_sight(
    session: Session, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.set_dataset(few_digits)
    reading = PartReading(session, session)
    reading.set_watched(False)
    asked = threading.Event()
    monkeypatch.setattr(reading._reading_client, "request", lambda *_what: asked.set())
    session.set_loaded(make_network(TrainingConfig(hidden=(8,))), "net")
    session.set_source(Source.LOADED)
    assert not asked.is_set()
    monkeypatch.undo()
    reading.set_watched(True)
    qtbot.waitUntil(lambda: reading.found is not None, timeout=WAIT_MS)
    assert reading.found is not None
    assert reading.found.network is session.inspected.network
