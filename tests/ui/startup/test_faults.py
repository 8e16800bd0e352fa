import logging
import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.ui.startup.faults import Faults


def test_a_fault_is_logged_and_told(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    owner = QObject()
    faults = Faults(owner)
    before = sys.excepthook
    faults.watch()
    try:
        with (
            qtbot.waitSignal(faults.happened, timeout=60_000) as told,
            caplog.at_level(logging.CRITICAL),
        ):
            error = ZeroDivisionError("division by zero")
            sys.excepthook(ZeroDivisionError, error, None)
    finally:
        faults.rest()
    assert sys.excepthook is before
    assert "ZeroDivisionError: division by zero" in str(told.args)
    assert "unhandled" in caplog.text
