from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.widgets.steady_limits import steady


@given(st.floats(-1e3, 1e3), st.floats(0, 1e3), st.floats(-1e3, 1e3), st.floats(1e-6, 1e3))
def test_limits_always_hold_what_is_wanted(
    low: float, span: float, now_low: float, now_span: float
) -> None:
    found = steady((low, low + span), (now_low, now_low + now_span))
    assert found[0] <= low
    assert found[1] >= low + span
    assert found[1] > found[0]


def test_limits_stay_while_they_will_do() -> None:
    now = (0.0, 1.0)
    assert steady((0.1, 0.9), now) == now
    assert steady((0.1, 1.1), now) != now
    assert steady((0.1, 0.2), now) != now
