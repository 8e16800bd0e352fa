import numpy as np

from mnistgui.drawing.random_strokes import random_shape, varied


def test_shapes_have_one_to_ten_strokes_with_points_close_together() -> None:
    rng = np.random.default_rng(0)
    shapes = [random_shape(rng) for _ in range(60)]
    assert {1, 2, 3} <= {len(lines) for lines in shapes}
    assert max(map(len, shapes)) <= 10  # five and their reflections
    for line in (line for lines in shapes for line in lines):
        assert np.isfinite(line).all()
        assert np.hypot(*np.diff(line, axis=0).T).max() < 0.05


def test_the_seed_decides() -> None:
    one, same, other = (random_shape(np.random.default_rng(seed)) for seed in (3, 3, 4))
    for line, again in zip(one, same, strict=True):
        np.testing.assert_array_equal(line, again)
    assert len(one) != len(other) or not np.array_equal(one[0], other[0])


def test_a_varied_shape_stays_near_itself_and_differs_each_time() -> None:
    rng = np.random.default_rng(1)
    line = np.stack([np.linspace(0, 1, 40), np.linspace(0, 1, 40)], axis=1)
    (drawn,) = varied([line], 200, rng)
    assert drawn.shape == (200, 40, 2)
    assert np.abs(drawn.mean(axis=0) - line).max() < 0.15
    assert len(np.unique(drawn[:, 0, 0])) == 200
