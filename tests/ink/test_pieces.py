import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnistgui.ink.pieces import connected, pieces_of

MASKS = hnp.arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def flooded(mask: np.ndarray) -> list[set[tuple[int, int]]]:
    """The connected parts, found by spreading from one pixel to its eight neighbours."""
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    parts = []
    while left:
        part, edge = set(), {left.pop()}
        while edge:
            part |= edge
            near = {(y + i, x + j) for y, x in edge for i in (-1, 0, 1) for j in (-1, 0, 1)}
            edge = near & left
            left -= edge
        parts.append(part)
    return parts


@given(MASKS)
def test_parts_are_those_that_spreading_finds(mask: np.ndarray) -> None:
    numbers = connected(mask)
    assert ((numbers > 0) == mask).all()
    found = [
        {(int(y), int(x)) for y, x in zip(*np.nonzero(numbers == number), strict=True)}
        for number in range(1, int(numbers.max()) + 1)
    ]
    assert sorted(map(sorted, found)) == sorted(map(sorted, flooded(mask)))


@given(MASKS)
def test_pieces_are_the_ink_and_no_pixel_is_in_two(mask: np.ndarray) -> None:
    pieces = pieces_of(mask.astype(np.float32))
    together = np.sum(pieces, axis=0) if pieces else np.zeros(mask.shape)
    np.testing.assert_array_equal(together, mask)


def test_wide_ink_is_cut_where_it_is_thin() -> None:
    ink = np.zeros((60, 100), np.float32)
    ink[10:50, 10:40] = ink[10:50, 60:90] = 1
    ink[28:32, 40:60] = 1
    columns = [np.nonzero(piece.any(axis=0))[0] for piece in pieces_of(ink)]
    assert len(columns) > 1
    assert any(40 <= column[0] <= 60 for column in columns)
