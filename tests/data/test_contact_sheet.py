from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from PIL import Image

from mnistgui.data.contact_sheet import contact_sheet, save_png, text_art
from mnistgui.data.dataset import Dataset


def test_more_ink_is_drawn_with_denser_characters() -> None:
    image = np.zeros(784, np.uint8)
    image[28:31] = 0, 128, 255
    lines = text_art(image).split("\n")
    assert len(lines) == 28
    assert lines[1] == "  ++@@"
    assert set("".join(lines[2:])) == set()


@settings(deadline=None)
@given(arrays(np.uint8, 784))
def test_any_digit_is_28_lines_of_at_most_56_characters(image: np.ndarray) -> None:
    lines = text_art(image).split("\n")
    assert len(lines) == 28
    assert max(map(len, lines)) <= 56


def test_a_sheet_has_a_row_of_digits_for_each_class(tmp_path: Path) -> None:
    black = np.full((2, 784), 255, np.uint8)
    save_png(tmp_path / "sheet.png", contact_sheet([black, black[:0], black[:1]]))
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert sheet.shape == (92, 62)
    assert (sheet[2:30, 32:60] == 0).all()
    assert (sheet[30:62] == 255).all()
    assert (sheet[62:90, 2:30] == 0).all()
    assert (sheet[62:90, 32:60] == 255).all()
    assert (sheet == 0).sum() == 3 * 784


def test_a_real_digit_is_recognised_by_its_outline(real_mnist: Dataset) -> None:
    drawn = text_art(real_mnist.train.images[42]).split("\n")
    widths = [len(line.strip()) for line in drawn if line]
    assert max(widths[:5]) > 20  # the bar of the 7
    assert max(widths[-8:]) < 16  # its stem
