"""Pictures are painted once a colour: Qt keeps every size it has shown of every picture."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from mnistgui.ui.widgets.icons import icon, swatch

SHOWN = QSize(19, 19)


def test_an_icon_asked_for_again_is_the_same_picture() -> None:
    first, again = (icon("play", "#112233", "#445566") for _ in range(2))
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        assert first.pixmap(SHOWN, mode).cacheKey() == again.pixmap(SHOWN, mode).cacheKey()


def test_an_icon_is_painted_in_the_colours_asked_for() -> None:
    made = icon("stop", "#ff0000", "#0000ff")
    middle = SHOWN.width() // 2
    normal = made.pixmap(SHOWN, QIcon.Mode.Normal).toImage().pixelColor(middle, middle)
    disabled = made.pixmap(SHOWN, QIcon.Mode.Disabled).toImage().pixelColor(middle, middle)
    assert (normal.name(), disabled.name()) == ("#ff0000", "#0000ff")


def test_a_swatch_is_one_picture_a_colour_chosen_or_not() -> None:
    red, again, blue = swatch("#ff0000"), swatch("#ff0000"), swatch("#0000ff")
    small = QSize(12, 12)
    assert red.pixmap(small).cacheKey() == again.pixmap(small).cacheKey()
    assert red.pixmap(small).cacheKey() != blue.pixmap(small).cacheKey()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        assert red.pixmap(small, mode).toImage().pixelColor(6, 6).name() == "#ff0000"
