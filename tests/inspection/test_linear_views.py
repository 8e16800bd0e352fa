"""Principal components and frames of the tour against NumPy written plainly."""

import numpy as np
import pytest

from mnistgui.inspection.linear_views import (
    aligned,
    first_frame,
    orthonormal,
    principal_plane,
    small_turn,
    with_axis_at,
)

RNG = np.random.default_rng(4)
VALUES = (RNG.normal(size=(400, 7)) * (5, 3, 1, 1, 0.5, 0.1, 0)) @ RNG.normal(size=(7, 7)) + 3


def test_principal_components_are_those_of_a_singular_value_decomposition() -> None:
    found = principal_plane(VALUES)
    centred = VALUES - VALUES.mean(axis=0)
    _, sizes, right = np.linalg.svd(centred, full_matrices=False)
    for k in range(2):
        sign = np.sign(right[k][np.abs(right[k]).argmax()])
        np.testing.assert_allclose(found.axes[:, k], sign * right[k], atol=1e-8)
        assert found.shares[k] == pytest.approx(sizes[k] ** 2 / (sizes**2).sum())
        np.testing.assert_allclose(found.places(VALUES)[:, k], sign * centred @ right[k], atol=1e-8)


def test_points_that_do_not_vary_have_no_shares() -> None:
    assert np.isnan(principal_plane(np.ones((5, 3))).shares).all()


def test_a_turned_plane_is_turned_back_to_where_the_points_were() -> None:
    view = principal_plane(VALUES)
    places = view.places(VALUES)
    mirror = np.array([[0.6, 0.8], [0.8, -0.6]])
    before = places @ mirror + 5
    found = aligned(view, places, before)
    np.testing.assert_allclose(found.places(VALUES), places @ mirror, atol=1e-8)
    np.testing.assert_allclose(found.axes.T @ found.axes, np.eye(2), atol=1e-10)


def test_frames_of_the_tour_stay_orthonormal() -> None:
    frame = first_frame(10)
    np.testing.assert_allclose(frame.T @ frame, np.eye(2), atol=1e-12)
    assert np.ptp(np.hypot(*frame.T)) < 1e-12
    turn = small_turn(10, 0.02)
    np.testing.assert_allclose(turn @ turn.T, np.eye(10), atol=1e-12)
    assert 0.003 < np.abs(turn - np.eye(10)).max() < 0.02
    for _ in range(500):
        frame = turn @ frame
    np.testing.assert_allclose(frame.T @ frame, np.eye(2), atol=1e-10)
    crooked = frame + 0.01
    nearest = orthonormal(crooked)
    np.testing.assert_allclose(nearest.T @ nearest, np.eye(2), atol=1e-12)
    assert np.abs(nearest - frame).max() < 0.05


@pytest.mark.parametrize("place", [(0.5, 0.3), (0.0, 0.0), (-0.9, 0.2)])
def test_a_dragged_axis_lies_where_it_is_dragged(place: tuple[float, float]) -> None:
    found = with_axis_at(first_frame(10), 3, np.array(place))
    np.testing.assert_allclose(found[3], place, atol=1e-12)
    np.testing.assert_allclose(found.T @ found, np.eye(2), atol=1e-6)


def test_an_axis_cannot_be_dragged_out_of_its_circle() -> None:
    found = with_axis_at(first_frame(10), 0, np.array([30.0, 40.0]))
    np.testing.assert_allclose(found[0], (0.98 * 0.6, 0.98 * 0.8), atol=1e-12)
    np.testing.assert_allclose(found.T @ found, np.eye(2), atol=1e-6)
