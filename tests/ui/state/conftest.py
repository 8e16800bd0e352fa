from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.state.session import Session


@pytest.fixture
def session(qtbot: QtBot, few_digits: Dataset) -> Iterator[Session]:
    """A session with digits; it has no run yet."""
    made = Session()
    made.set_dataset(few_digits)
    yield made
    made.shut_down()
    qtbot.wait(50)
