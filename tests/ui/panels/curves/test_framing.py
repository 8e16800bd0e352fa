import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.panels.curves.framing import Frame, end_of_axis, focus, framed
from mnistgui.ui.panels.curves.scales import SCALES, Scale
from mnistgui.ui.panels.curves.thinning import Curve

ANY = Scale(lambda _low, _high: 0.0)


def test_focus_cuts_off_the_first_moments_only() -> None:
    falling = np.concatenate((np.linspace(9, 1, 20), np.linspace(1, 0.5, 980)))
    low, high = focus([falling]) or (0.0, 0.0)
    assert low == 0.5
    assert high <= 1.0
    assert focus([np.array([2.0, 3.0])]) == (2.0, 3.0)
    assert focus([]) is None
    assert focus([np.array([np.nan])]) is None


@given(st.floats(1e-3, 1e7))
def test_axis_ends_a_little_after_the_last_step(end: float) -> None:
    assert end <= end_of_axis(end) <= 2.1 * end


def test_a_growing_curve_is_framed_anew_only_now_and_then() -> None:
    frame, changes = None, 0
    for n in range(2, 2000, 7):
        x = np.arange(1, n, dtype=float)
        new = framed([(x, 1 / x)], frame, ANY)
        changes += new != frame
        frame = new
    assert frame is not None
    assert frame.x[1] >= 1990
    assert changes < 60


@pytest.mark.parametrize("curves", [[], [(np.empty(0), np.empty(0))]])
def test_nothing_needs_no_frame(curves: list[tuple[Curve, Curve]]) -> None:
    assert framed(curves, None, ANY) is None


def test_a_run_far_away_from_the_others_may_leave_the_frame() -> None:
    calm = [np.array([2.0, 1.0]), np.array([3.0, 0.5]), np.array([2.5, 2.0])]
    wild = np.array([2.0, 1e9])
    assert focus([*calm, wild], leave_out=True) == (0.5, 3.0)
    assert focus([*calm, wild]) == (0.5, 1e9)
    assert focus([wild], leave_out=True) == (2.0, 1e9)


def test_the_run_that_is_looked_at_never_leaves_the_frame() -> None:
    calm = [np.array([2.0, 1.0]), np.array([3.0, 0.5]), np.array([2.5, 2.0])]
    wild, wilder = np.array([2.0, 1e6]), np.array([2.0, 1e9])
    assert focus([*calm, wild, wilder], leave_out=True, stay={3}) == (0.5, 1e6)


@pytest.mark.parametrize("now", [None, Frame((0.0, 10.0), (0.0, 1.0))])
def test_no_mark_at_the_end_of_a_curve_lies_on_the_edge(now: Frame | None) -> None:
    x, y = np.arange(11.0), np.linspace(0.0, 1.0, 11)
    frame = framed([(x, y)], now, ANY)
    assert frame is not None
    for (low, high), values in ((frame.x, x), (frame.y, y)):
        assert low < values[0] - 0.01 * (high - low)
        assert high > values[-1] + 0.01 * (high - low)


def shown(quantity: str, values: list[float], *, log: bool = False) -> tuple[float, float]:
    y = np.array(values)
    frame = framed([(np.arange(float(len(y))), y)], None, SCALES[quantity], log=log)
    assert frame is not None
    return frame.y


def test_a_flat_loss_looks_flat() -> None:
    low, high = shown("loss", [2.298, 2.3035] * 20)
    assert high - low > 0.2
    assert low < 2.298
    assert high > 2.3035
    low, high = shown("loss", [float(np.log10(2.298)), float(np.log10(2.3035))] * 20, log=True)
    assert high - low >= 0.5


def test_a_flat_accuracy_looks_flat_and_a_good_one_is_seen_nearer() -> None:
    low, high = shown("accuracy", [9.8, 10.28, 11.35])
    assert high - low >= 5
    low, high = shown("accuracy", [97.6, 98.0])
    assert 1 <= high - low < 2
    low, high = shown("accuracy", [99.9, 100.0])
    assert low > 98.8
    assert high < 100.2


def test_a_rate_is_seen_from_zero() -> None:
    low, high = shown("learning_rate", [0.1, 0.1, 0.1])
    assert low <= 0
    assert 0.1 < high < 0.12
    low, _high = shown("learning_rate", [0.1, -0.001])
    assert low < -0.001


@given(st.sampled_from(sorted(SCALES)), st.floats(0, 100), st.floats(0, 100), st.booleans())
def test_least_spans_hide_nothing(quantity: str, one: float, other: float, log: bool) -> None:
    low, high = min(one, other), max(one, other)
    found = SCALES[quantity].widened((low, high), log=log)
    assert found[0] <= low
    assert found[1] >= high
