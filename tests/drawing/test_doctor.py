from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.drawing.changes import Change, ChangeKind, changed_images, changes
from mnistgui.drawing.doctor import diagnose
from mnistgui.drawing.measures import Measure, measure
from mnistgui.ink.normalize import ALL_STAGES, SHRINK_ONLY, Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.activations import Identity
from mnistgui.nn.heads import Logistic
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network

TILTED = Strokes((np.array([[0.55, 0.2], [0.45, 0.8]]),), 0.07)  # leans right by 9.5 degrees


def of_kind(kind: ChangeKind, strokes: Strokes = TILTED) -> list[Change]:
    return [change for change in changes(strokes, 1.0) if change.kind is kind]


def linear(weights: NDArray[np.floating], bias: float) -> Network:
    """Says yes where the weighted ink is above a threshold."""
    layer = Dense(weights.reshape(784, 1), np.array([bias]), Identity())
    return Network([layer], Logistic(2))


def test_turns_and_slants_lean_as_they_say() -> None:
    own = measure(to_pixels(TILTED)[None])[0, Measure.SLANT]
    for kind in (ChangeKind.TURN, ChangeKind.SLANT):
        made = of_kind(kind)
        leans = measure(changed_images(made, ALL_STAGES, 1.0))[:, Measure.SLANT]
        sheared = np.tan(np.radians([change.amount for change in made]))
        wanted = {
            ChangeKind.TURN: own + np.array([change.amount for change in made]),
            ChangeKind.SLANT: np.degrees(np.arctan(np.tan(np.radians(own)) + sheared)),
        }
        near = np.abs(wanted[kind]) < 40  # flatter strokes have too little height to lean by
        assert leans[near] == pytest.approx(wanted[kind][near], abs=2)
        assert near.sum() > len(made) / 2


@pytest.mark.parametrize("stages", [ALL_STAGES, SHRINK_ONLY])
def test_thicker_pens_are_thicker_in_every_stage(stages: Stages) -> None:
    made = of_kind(ChangeKind.THICKNESS)
    widths = measure(changed_images(made, stages, 1.0))[:, Measure.STROKE]
    order = np.argsort([change.amount for change in made])
    assert (np.diff(widths[order]) > 0).all()


def test_moves_move_the_ink() -> None:
    image = to_pixels(TILTED).reshape(28, 28)
    assert len(of_kind(ChangeKind.MOVE)) == 80
    made = [change for change in of_kind(ChangeKind.MOVE) if max(map(abs, change.move)) < 4]
    for change, found in zip(made, changed_images(made, ALL_STAGES, 1.0), strict=True):
        right, down = change.move
        assert np.array_equal(found.reshape(28, 28), np.roll(image, (down, right), (0, 1)))


def test_ink_that_is_moved_off_the_image_is_gone() -> None:
    corner = Strokes((np.array([[0.98, 0.5], [0.98, 0.6]]),), 0.07)
    made = [c for c in of_kind(ChangeKind.MOVE, corner) if c.move == (3, 0)]
    (found,) = changed_images(made, SHRINK_ONLY, 1.0)
    assert found.reshape(28, 28)[:, :3].max() == 0
    assert found.sum() < to_pixels(corner, SHRINK_ONLY, 1.0).sum()


def test_a_closed_gap_has_ink_where_there_was_none() -> None:
    angle = np.radians(np.linspace(20, 340, 60))
    ring = Strokes((0.5 + 0.3 * np.stack([np.sin(angle), -np.cos(angle)], axis=1),), 0.05)
    (closed,) = changed_images(of_kind(ChangeKind.GAP, ring)[:1], ALL_STAGES, 1.0)
    top = (slice(0, 10), slice(12, 16))
    before = to_pixels(ring).reshape(28, 28)[top].sum()
    assert closed.reshape(28, 28)[top].sum() > before + 3 * 255


def test_a_known_flip_by_moving_is_found() -> None:
    """A network that asks for the ink to lie to the right flips with one pixel to the right."""
    right = np.tile(np.arange(28.0), (28, 1)).reshape(-1)
    image = to_pixels(TILTED)
    mass = float(image.sum()) / 255
    centre = float(right @ image) / 255 / mass
    network = linear(right - centre - 0.5, 0.0)
    found = diagnose(network, TILTED, ALL_STAGES)
    assert found.answer == 0
    moved = [flip for flip in found.flips if flip.change.kind is ChangeKind.MOVE]
    assert moved[0].change.move == (1, 0)
    assert moved[0].answer == 1


def test_a_known_flip_by_thickness_is_the_smallest() -> None:
    """A network that weighs ink reads thicker digits only; turning weighs nearly nothing."""
    mass = float(to_pixels(TILTED).sum()) / 255
    found = diagnose(linear(np.ones(784), -1.25 * mass), TILTED, ALL_STAGES)
    assert found.answer == 0
    first = found.flips[0]
    assert first.change.kind is ChangeKind.THICKNESS
    assert first.change.amount == pytest.approx(0.8)
    assert first.image.sum() / 255 > 1.25 * mass
    assert [flip.size for flip in found.flips] == sorted(flip.size for flip in found.flips)


def test_no_flip_where_nothing_helps() -> None:
    found = diagnose(linear(np.zeros(784), -5.0), TILTED, ALL_STAGES)
    assert found.flips == ()
    assert found.tried == len(changes(TILTED, 1.0))


@pytest.mark.parametrize("stages", [ALL_STAGES, SHRINK_ONLY])
def test_a_flip_is_what_the_canvas_would_do(stages: Stages) -> None:
    """Redrawn by the code of the canvas, the changed strokes give the picture and the reading."""
    rng = np.random.default_rng(7)
    config = TrainingConfig(hidden=(20,))
    strokes = Strokes((np.array([[0.3, 0.2], [0.7, 0.25], [0.4, 0.8]]),), 0.07)
    seen = set()
    for seed in rng.integers(0, 1000, 6).tolist():
        network = make_network(replace(config, seed=seed))
        for flip in diagnose(network, strokes, stages).flips:
            change = flip.change
            image = to_pixels(change.strokes, stages, 1.0, redrawn_width=change.pen_pixels)
            if change.kind is not ChangeKind.MOVE:
                assert np.array_equal(flip.image, image)
            assert flip.probabilities == pytest.approx(
                network.probabilities(flip.image[None])[0], abs=1e-6
            )
            seen.add(change.kind)
    assert seen >= {ChangeKind.TURN, ChangeKind.SLANT, ChangeKind.THICKNESS, ChangeKind.MOVE}


def test_only_flips_to_the_wanted_class_count() -> None:
    rng = np.random.default_rng(3)
    network = linear(rng.normal(0, 1, 784), 0.0)
    for strokes in (TILTED, Strokes((np.array([[0.2, 0.3], [0.8, 0.6]]),), 0.07)):
        found = diagnose(network, strokes, ALL_STAGES)
        other = 1 - found.answer
        for wanted in (None, other, found.answer):
            flips = diagnose(network, strokes, ALL_STAGES, wanted).flips
            assert [flip.answer for flip in flips] == [other] * len(flips)
            assert [flip.size for flip in flips] == [flip.size for flip in found.flips]
