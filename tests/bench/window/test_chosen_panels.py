import pytest
from pytestqt.qtbot import QtBot

from mnistgui.bench.window import chosen_panels
from mnistgui.bench.window.window import SIZE_PIXELS
from mnistgui.errors import UserError
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("units,health", {"units", "health"}),
        ("Unit lab, units", {"unit_lab", "units"}),
        ("default,histogram", {"default", "histogram"}),
        ("all", {spec.name for spec in PANELS}),
    ],
)
def test_panels_are_chosen_by_name(text: str, names: set[str]) -> None:
    assert chosen_panels.parse(text) == names


@pytest.mark.parametrize("text", ["unitz", "units,form", "", ","])
def test_a_name_that_no_panel_has_is_refused_with_those_known(text: str) -> None:
    with pytest.raises(UserError, match="known are all, default, training, runs"):
        chosen_panels.parse(text)


@pytest.mark.parametrize(
    "chosen", [{"units", "health", "histogram", "network"}, {"draw"}, {"default", "units"}]
)
def test_the_chosen_panels_are_in_sight_and_no_others(
    window: MainWindow, qtbot: QtBot, chosen: set[str]
) -> None:
    window.resize(SIZE_PIXELS)
    qtbot.wait(20)
    usual = window.docks.in_front() if chosen_panels.DEFAULT in chosen else set()
    chosen_panels.show(window, chosen)
    wanted = usual | chosen - {chosen_panels.DEFAULT}

    def only_these() -> None:
        assert window.docks.in_front() == wanted

    qtbot.waitUntil(only_these)
