"""What is done between Start and the first painted point of a run, counted and not timed."""

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training import redraw_throttle, throttled_latest_wins
from mnistgui.ui.training.redraw_intervals import CURVES
from mnistgui.ui.training.redraw_throttle import Draw, RedrawThrottle
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins

CONFIG = TrainingConfig(hidden=(12,), epochs=100_000)


@pytest.fixture
def ready(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> MainWindow:
    """A window with every panel in sight, at rest, whose next digits are prepared."""
    for dock in window.docks.all():
        for behind in window.tabifiedDockWidgets(dock):
            window.removeDockWidget(behind)
            window.addDockWidget(window.dockWidgetArea(dock), behind)
            behind.show()
    window.session.set_dataset(few_digits)
    window.draft.set_config(CONFIG)
    qtbot.waitUntil(lambda: window.next_digits.held is not None, timeout=60_000)
    qtbot.wait(100)
    return window


def test_curves_are_drawn_before_all_else_and_nothing_is_worked_out_beside_them(
    ready: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, object]] = []
    draw, begin = RedrawThrottle._draw, ThrottledLatestWins._start_pending

    def noted_draw(redraws: RedrawThrottle, draws: list[Draw], now: float) -> None:
        done.extend(
            (getattr(one, "__qualname__", ""), redraws._known[one].interval) for one in draws
        )
        draw(redraws, draws, now)

    def noted_begin(worker: ThrottledLatestWins) -> None:
        done.append(("work", None))
        begin(worker)

    monkeypatch.setattr(RedrawThrottle, "_draw", noted_draw)
    monkeypatch.setattr(ThrottledLatestWins, "_start_pending", noted_begin)
    # However busy the machine is that tests: the first step is waited for.
    monkeypatch.setattr(redraw_throttle, "_LONGEST_FIRST_STEP_SECONDS", 60.0)
    monkeypatch.setattr(throttled_latest_wins, "FIRST_POINT_MS", 60_000)
    ready.controls.start.trigger()
    first = ("CurvesPanel._draw_loss", CURVES)
    qtbot.waitUntil(lambda: first in done, timeout=60_000)
    assert {interval for _, interval in done[: done.index(first)]} <= {CURVES}
    assert ready.panel(CurvesPanel).loss.plot.series


def test_the_digits_of_the_next_run_are_prepared_before_start(
    ready: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered: list[int] = []
    monkeypatch.setattr(PixelSubset, "gather", lambda _, images: gathered.append(len(images)))
    ready.controls.start.trigger()
    run = ready.session.runs.current
    assert run is not None
    qtbot.waitUntil(lambda: len(run.history.steps) > 0, timeout=60_000)
    assert not gathered


def test_other_digits_are_let_go_at_once(ready: MainWindow, few_digits: Dataset) -> None:
    ready.session.set_dataset(Dataset("others", "a test", few_digits.train[:90], few_digits.test))
    assert ready.next_digits.held is None
