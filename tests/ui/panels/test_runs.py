from PySide6.QtCore import QObject, QSize
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.runs import RunsPanel
from mnistgui.ui.redraw import RedrawClock
from mnistgui.ui.runs import Runs
from mnistgui.ui.theme import LIGHT

SHOWN = QSize(12, 12)


def test_listing_runs_again_paints_no_new_swatch(qtbot: QtBot) -> None:
    keeper = QObject()
    runs = Runs(keeper)
    panel = RunsPanel(runs, RedrawClock(keeper))
    qtbot.addWidget(panel)
    first, second = (runs.create(TrainingConfig(), None) for _ in range(2))

    def swatches() -> list[int]:
        panel.set_theme(LIGHT)  # lists them at once
        items = [panel.table.topLevelItem(place) for place in range(2)]
        return [item.icon(0).pixmap(SHOWN).cacheKey() for item in items if item is not None]

    before = swatches()
    runs.select(first.number)
    runs.set_visible(second.number, visible=False)
    assert swatches() == before
    assert len(set(before)) == 2
