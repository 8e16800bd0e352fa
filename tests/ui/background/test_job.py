import pytest

from mnistgui.ui.background.job import seconds_left


def test_time_left() -> None:
    assert seconds_left(0.25, 10.0) == pytest.approx(30.0)
    assert seconds_left(0.0, 10.0) is None
    assert seconds_left(0.5, 0.01) is None
