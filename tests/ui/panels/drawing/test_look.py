import numpy as np

from mnistgui.ink.normalize import ALL_STAGES, SHRINK_ONLY, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.drawing.look import BeforeStroke

FIRST, SECOND = np.array([[0.2, 0.2], [0.6, 0.7]]), np.array([[0.1, 0.9], [0.8, 0.3]])


def test_the_last_stroke_is_left_out_whatever_changes() -> None:
    before = BeforeStroke()
    networks = [make_network(TrainingConfig(hidden=(8,), seed=seed)) for seed in (1, 2)]
    for network in networks:
        for lines in ((FIRST,), (FIRST, SECOND), (SECOND, FIRST), (FIRST, SECOND)):
            for stages in (ALL_STAGES, SHRINK_ONLY):
                found = before.probabilities(network, Strokes(lines, 0.07), stages)
                image = to_pixels(Strokes(lines[:-1], 0.07), stages, canvas_size=1.0)
                assert np.array_equal(found, network.probabilities(image[None])[0])


def test_a_stroke_that_grows_is_compared_with_the_same_reading() -> None:
    before, network = BeforeStroke(), make_network(TrainingConfig(hidden=(8,)))
    grown = [Strokes((FIRST, SECOND[:n]), 0.07) for n in (1, 2)]
    first, second = (before.probabilities(network, strokes, ALL_STAGES) for strokes in grown)
    assert first is second
