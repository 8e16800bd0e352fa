import numpy as np

from mnistgui.data.synthetic.jitter import Jitter, draw
from mnistgui.data.synthetic.shapes import GLYPH_VARIANTS

STILL = Jitter(
    **dict.fromkeys(("wander", "care", "lift", "join", "slant", "slant_mean"), 0.0),
    **dict.fromkeys(("turn", "aspect", "proportion", "haste", "tremble"), 0.0),
)


def test_a_still_hand_draws_between_the_shapes() -> None:
    variant = GLYPH_VARIANTS[1][0]
    (line,) = draw(variant, 50, STILL, np.random.default_rng(1))
    corners = np.stack([variant.strokes[0].matrix @ shape for shape in variant.control_points])
    slack = 1e-9
    assert (line >= corners.min(axis=0) - slack).all()
    assert (line <= corners.max(axis=0) + slack).all()
    assert np.ptp(line[:, 0, 0]) > 0.01


def test_slant_leans_to_the_right_by_its_mean() -> None:
    jitter = Jitter(**{**vars(STILL), "slant_mean": 0.3})
    (line,) = draw(GLYPH_VARIANTS[1][0], 400, jitter, np.random.default_rng(2))
    (upright,) = draw(GLYPH_VARIANTS[1][0], 400, STILL, np.random.default_rng(2))
    leaning = (line[:, 0, 0] - line[:, -1, 0]).mean() - (
        upright[:, 0, 0] - upright[:, -1, 0]
    ).mean()
    assert np.isclose(leaning, 0.3, atol=0.02)


def test_each_kind_of_straying_moves_the_pen() -> None:
    variant = GLYPH_VARIANTS[4][0]
    still = np.concatenate(draw(variant, 20, STILL, np.random.default_rng(3)), axis=1)
    for name in ("wander", "lift", "join", "slant", "turn", "aspect", "proportion", "tremble"):
        jitter = Jitter(**{**vars(STILL), name: 0.1})
        moved = np.concatenate(draw(variant, 20, jitter, np.random.default_rng(3)), axis=1)
        assert np.abs(moved - still).max() > 0.02, name


def test_haste_cuts_corners_but_keeps_ends() -> None:
    variant = GLYPH_VARIANTS[7][0]
    (calm,) = draw(variant, 30, STILL, np.random.default_rng(4))
    (hasty,) = draw(variant, 30, Jitter(**{**vars(STILL), "haste": 1.0}), np.random.default_rng(4))
    np.testing.assert_allclose(hasty[:, [0, -1]], calm[:, [0, -1]])
    length = [np.linalg.norm(np.diff(line, axis=1), axis=-1).sum() for line in (calm, hasty)]
    assert length[1] < length[0]
