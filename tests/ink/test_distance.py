import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mnistgui.ink.distance import distance_to

masks = st.tuples(st.integers(1, 12), st.integers(1, 12)).flatmap(lambda shape: arrays(bool, shape))


@given(masks, st.integers(1, 20))
def test_it_is_the_distance_to_the_nearest_pixel(
    mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]], reach: int
) -> None:
    found = distance_to(mask, reach)
    inked = np.argwhere(mask)
    for place in np.ndindex(mask.shape):
        nearest = min((float(np.hypot(*(inked - place).T).min()) if len(inked) else 99.0), reach)
        assert abs(found[place] - nearest) < 1e-4
