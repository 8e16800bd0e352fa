import pytest
from pytestqt.qtbot import QtBot

from mnistgui.drawing.personalize import AccuracyChange
from mnistgui.ui.panels.teach.meter import ChangeMeter, in_words
from mnistgui.ui.widgets import theme


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "not measured yet"),
        (AccuracyChange(0.5, 0.9), "50.00 % → 90.00 %   (+40.00)"),
        (AccuracyChange(0.9936, 0.993), "99.36 % → 99.30 %   (−0.06)"),
        (AccuracyChange(0.5, 0.5), "50.00 % → 50.00 %   (as it was)"),
    ],
)
def test_a_change_is_told_as_people_say_it(change: AccuracyChange | None, words: str) -> None:
    assert in_words(change) == words


def test_gains_stand_on_the_right_and_losses_on_the_left(qtbot: QtBot) -> None:
    meter = ChangeMeter("meter", span=1.0)
    qtbot.addWidget(meter)
    meter.resize(300, meter.sizeHint().height())
    assert coloured(meter, AccuracyChange(0.99, 0.995)) == ("none", "good")
    assert coloured(meter, AccuracyChange(0.99, 0.985)) == ("bad", "none")
    assert coloured(meter, AccuracyChange(0.99, 0.1)) == ("bad", "none")


def coloured(meter: ChangeMeter, change: AccuracyChange) -> tuple[str, str]:
    """What lies a quarter of the scale left and right of its middle."""
    meter.set_change("digits", change)
    image = meter.grab().toImage()
    y = 5 * meter.fontMetrics().height() // 2 + 4
    names = {theme.LIGHT.good: "good", theme.LIGHT.bad: "bad"}
    left, right = (image.pixelColor(x, y).name() for x in (95, 150))
    return names.get(left, "none"), names.get(right, "none")
