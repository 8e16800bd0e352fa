import numpy as np
from PySide6.QtGui import QColor

from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.theme import DARK, LIGHT


def test_colours_of_weights_end_at_the_themes() -> None:
    for theme in (LIGHT, DARK):
        table = pictures.weight_colours(theme)
        assert len(table) == 256
        found = [QColor(int(table[level])).name() for level in (0, 1, 128, 255)]
        assert found == [theme.warning, theme.negative, theme.zero, theme.positive]


def test_strip_keeps_every_pixel() -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (3, 784), dtype=np.uint8)
    made = pictures.strip(images, pictures.ink_colours(LIGHT))
    assert (made.width(), made.height()) == (28, 84)
    colour = pictures.ink_colours(LIGHT)[images[1, 3 * 28 + 5]]
    images[:] = 0
    assert made.pixel(5, 28 + 3) == colour
