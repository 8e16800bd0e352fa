from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.data.dataset import PIXELS, Split
from mnistgui.data.indices import first_of_each_class, parse_indices
from mnistgui.errors import UserError


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 9_999), min_size=1, max_size=8),
    st.sampled_from([",", ", ", " ", ";", "\n", " ,, "]),
)
def test_indices_are_read_in_their_order_however_they_are_separated(
    indices: list[int], separator: str
) -> None:
    assert parse_indices(separator.join(map(str, indices)), 10_000) == indices


@settings(deadline=None)
@given(st.text(max_size=30), st.integers(1, 10_000))
def test_any_text_gives_indices_of_the_split_or_is_refused(text: str, count: int) -> None:
    with suppress(UserError):
        indices = parse_indices(text, count)
        assert indices
        assert all(0 <= i < count for i in indices)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no index is given"),
        (" , ", "no index is given"),
        ("3, four", "'four' is no index"),
        ("-1", "'-1' is no index"),
        ("1.5", "'1.5' is no index"),
        ("12", "no digit with the index 12; accepted are indices from 0 to 11"),
        ("9" * 5000, "no digit with the index 999"),
    ],
)
def test_what_is_no_index_is_told_with_what_is_accepted(text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        parse_indices(text, 12)


def test_the_first_of_each_class_are_found_in_order() -> None:
    labels = np.array([3, 0, 3, 9, 3, 0], np.uint8)
    split = Split(np.zeros((len(labels), PIXELS), np.uint8), labels)
    found = first_of_each_class(split, 2)
    assert [row.tolist() for row in found] == [[1, 5], [], [], [0, 2], *[[]] * 5, [3]]
