"""A drawing is brought to the size and the margins of the pictures that a network knows."""

import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import PictureKind
from mnistgui.drawing.picture_frame import PictureFrame, in_frame, reads_digits
from mnistgui.ink.normalize import to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.pictures import letters

ONE = to_pixels(Strokes((np.array([[0.5, 0.1], [0.5, 0.9]]),)), canvas_size=1.0)


def _bars(side: int, long: int, wide: int) -> Split:
    images = np.zeros((4, side, side), np.uint8)
    top, left = (side - long) // 2, (side - wide) // 2
    images[:, top : top + long, left : left + wide] = 255
    return Split(images.reshape(4, -1), np.zeros(4, np.uint8))


def _extent(image: NDArray[np.uint8]) -> int:
    side = int(np.sqrt(image.size))
    return int((image.reshape(side, side) > 64).any(axis=1).sum())


@pytest.mark.parametrize(("side", "long"), [(8, 8), (16, 14), (20, 20), (32, 20), (64, 50)])
def test_a_drawing_becomes_as_long_as_the_pictures_are(side: int, long: int) -> None:
    frame = PictureFrame.from_split(_bars(side, long, max(side // 8, 1)))
    assert frame == PictureFrame(side, long / side)
    image = in_frame(ONE, frame)
    assert image.shape == (side * side,)
    assert abs(_extent(image) - long) <= max(1, side // 14)


def test_drawings_of_mnists_size_stay_as_they_are() -> None:
    assert in_frame(ONE, PictureFrame()) is ONE


def test_an_empty_drawing_is_empty_in_any_size() -> None:
    assert not in_frame(np.zeros(784, np.uint8), PictureFrame.usual(16)).any()


def test_broad_pictures_are_not_drawn_by_a_pen() -> None:
    assert PictureFrame.from_split(_bars(28, 20, 3)).by_pen
    assert not PictureFrame.from_split(_bars(28, 20, 14)).by_pen


def test_blank_pictures_have_the_usual_frame() -> None:
    blank = Split(np.zeros((3, 64), np.uint8), np.zeros(3, np.uint8))
    assert PictureFrame.from_split(blank) == PictureFrame.usual(8) == PictureFrame(8, 1.0)


@pytest.mark.parametrize(
    ("network", "reads"),
    [
        (make_network(TrainingConfig(hidden=(2,))), True),
        (make_network(TrainingConfig(model="logistic")), True),
        (make_network(TrainingConfig().fitted_to(PictureKind(28, letters(3)))), False),
        (make_network(TrainingConfig().fitted_to(PictureKind(8))), False),
    ],
)
def test_only_digits_of_mnists_size_are_judged_and_divided(
    network: Network, *, reads: bool
) -> None:
    assert reads_digits(network) is reads
