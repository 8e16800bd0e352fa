import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.log_ticks import log_ticks, tick_label


@given(st.floats(-40, 40), st.floats(1e-3, 60), st.integers(2, 30))
def test_no_two_labels_are_nearer_than_there_is_room_for(
    low: float, span: float, most: int
) -> None:
    high = low + span
    labelled, bare = log_ticks(low, high, most)
    assert 1 <= len(labelled) <= most + 1
    gaps = [b - a for a, b in pairwise(labelled)]
    assert all(gap >= span / most * 0.999 for gap in gaps)
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in (*labelled[1:], *bare))
    texts = [tick_label(tick) for tick in labelled]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("low", "high", "most", "texts"),
    [
        (-2.0, 0.4, 8, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"]),
        (-2.0, 0.4, 4, ["0.01", "0.1", "1"]),
        (-9.0, 0.0, 4, ["10⁻⁹", "10⁻⁶", "0.001", "1"]),
        (math.log10(2.25), math.log10(2.35), 3, ["2.25", "2.3", "2.35"]),
        (-7.3, -5.9, 4, ["10⁻⁷", "3·10⁻⁷", "10⁻⁶"]),
    ],
)
def test_round_numbers_are_labelled(low: float, high: float, most: int, texts: list[str]) -> None:
    assert [tick_label(tick) for tick in log_ticks(low, high, most)[0]] == texts


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (0.05, "0.05"), (30_000.0, "30000"), (2e-5, "2·10⁻⁵"), (1e20, "10²⁰")],
)
def test_labels_are_as_people_read_them(value: float, text: str) -> None:
    assert tick_label(math.log10(value)) == text


def test_numbers_below_zero_have_a_minus_sign(qtbot: QtBot) -> None:
    plot = plot_with_log_axes()
    qtbot.addWidget(plot)
    axis = plot.getAxis("bottom")
    assert axis.tickStrings([-0.5, 0.0, 0.5], 1.0, 0.5) == ["\u22120.5", "0", "0.5"]


def test_thousands_stand_apart_on_every_axis(qtbot: QtBot) -> None:
    plot = plot_with_log_axes()
    qtbot.addWidget(plot)
    axis = plot.getAxis("bottom")
    assert axis.tickStrings([-1500, 500, 1000], 1.0, 500) == ["\u22121,500", "500", "1,000"]


@pytest.mark.parametrize("size", [90, 160, 235, 250, 400, 800])
@pytest.mark.parametrize("high", [9, 99_000, 980_000])
def test_labels_below_a_plot_never_touch(qtbot: QtBot, size: int, high: int) -> None:
    plot = plot_with_log_axes()
    qtbot.addWidget(plot)
    axis = plot.getAxis("bottom")
    axis.resize(size, 34)
    axis.setRange(-high / 100, high)
    shown = [
        (tick * size / (1.01 * high), text)
        for spacing, ticks in axis.tickValues(*axis.range, size)
        for tick, text in zip(ticks, axis.tickStrings(ticks, 1.0, spacing), strict=True)
        if text
    ]
    assert shown
    advance = QFontMetrics(axis.font()).horizontalAdvance
    for (left, text), (right, other) in pairwise(sorted(shown)):
        assert right - left > (advance(text) + advance(other)) / 2
