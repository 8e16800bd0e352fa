import numpy as np
import pytest

from mnistgui.data.synthetic.glyph_variant import GlyphVariant
from mnistgui.data.synthetic.shapes import GLYPH_VARIANTS
from mnistgui.data.synthetic.spline import spline_matrix


def test_a_spline_passes_its_points_and_keeps_straight_lines_straight() -> None:
    knots = np.array([0.0, 1.0, 1.5, 4.0])
    matrix = spline_matrix(knots, 9)
    np.testing.assert_allclose(matrix.sum(axis=1), 1)
    np.testing.assert_allclose(matrix @ (3 * knots + 1), 3 * np.linspace(0, 4, 9) + 1)
    points = np.array([2.0, -1.0, 5.0, 0.0])
    through = spline_matrix(knots, 9)[[0, 2, 3, 8]] @ points
    np.testing.assert_allclose(through, points)


def test_a_spline_bends_smoothly() -> None:
    knots = np.array([0.0, 1.0, 2.5, 4.0])
    curve = spline_matrix(knots, 4001) @ np.array([0.0, 3.0, -2.0, 1.0])
    curvature = np.diff(curve, 2) * 1000**2
    assert np.abs(np.diff(curvature)).max() < 0.05
    assert np.abs(curvature[[0, -1]]).max() < 0.05


def test_a_stroke_passes_its_points_and_turns_at_corners() -> None:
    variant = GlyphVariant(1.0, ("0,20 20,0 / 20,100 | 0,100 40,100",))
    down, foot = (s.matrix @ variant.control_points[0][s.points] for s in variant.strokes)
    np.testing.assert_allclose(down[[0, -1]], [[0, 0.2], [0.2, 1.0]], atol=1e-12)
    np.testing.assert_allclose(foot[[0, -1]], [[0, 1.0], [0.4, 1.0]], atol=1e-12)
    assert np.linalg.norm(down - (0.2, 0), axis=1).min() < 1e-12


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_has_several_ways_of_even_structure(digit: int) -> None:
    assert len(GLYPH_VARIANTS[digit]) >= 4
    for variant in GLYPH_VARIANTS[digit]:
        assert variant.weight > 0
        assert variant.control_points.shape[0] == len(variant.shapes) >= 2
        for stroke in variant.strokes:
            for shape in variant.control_points:
                steps = np.diff(stroke.matrix @ shape[stroke.points], axis=0)
                assert np.hypot(*steps.T).max() < 0.1, "a piece stays short"
