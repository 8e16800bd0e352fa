import numpy as np

from mnistgui.data.synthetic.hand import Hand, draw
from mnistgui.data.synthetic.shapes import WAYS

STILL = Hand(
    **dict.fromkeys(("wander", "care", "lift", "join", "slant", "slant_mean"), 0.0),
    **dict.fromkeys(("turn", "aspect", "proportion", "haste", "tremble"), 0.0),
)


def test_a_still_hand_draws_between_the_shapes() -> None:
    way = WAYS[1][0]
    (line,) = draw(way, 50, STILL, np.random.default_rng(1))
    corners = np.stack([way.strokes[0].matrix @ shape for shape in way.control_points])
    slack = 1e-9
    assert (line >= corners.min(axis=0) - slack).all()
    assert (line <= corners.max(axis=0) + slack).all()
    assert np.ptp(line[:, 0, 0]) > 0.01


def test_slant_leans_to_the_right_by_its_mean() -> None:
    hand = Hand(**{**vars(STILL), "slant_mean": 0.3})
    (line,) = draw(WAYS[1][0], 400, hand, np.random.default_rng(2))
    (upright,) = draw(WAYS[1][0], 400, STILL, np.random.default_rng(2))
    leaning = (line[:, 0, 0] - line[:, -1, 0]).mean() - (
        upright[:, 0, 0] - upright[:, -1, 0]
    ).mean()
    assert np.isclose(leaning, 0.3, atol=0.02)


def test_each_kind_of_straying_moves_the_pen() -> None:
    way = WAYS[4][0]
    still = np.concatenate(draw(way, 20, STILL, np.random.default_rng(3)), axis=1)
    for name in ("wander", "lift", "join", "slant", "turn", "aspect", "proportion", "tremble"):
        hand = Hand(**{**vars(STILL), name: 0.1})
        moved = np.concatenate(draw(way, 20, hand, np.random.default_rng(3)), axis=1)
        assert np.abs(moved - still).max() > 0.02, name


def test_haste_cuts_corners_but_keeps_ends() -> None:
    way = WAYS[7][0]
    (calm,) = draw(way, 30, STILL, np.random.default_rng(4))
    (hasty,) = draw(way, 30, Hand(**{**vars(STILL), "haste": 1.0}), np.random.default_rng(4))
    np.testing.assert_allclose(hasty[:, [0, -1]], calm[:, [0, -1]])
    length = [np.linalg.norm(np.diff(line, axis=1), axis=-1).sum() for line in (calm, hasty)]
    assert length[1] < length[0]
