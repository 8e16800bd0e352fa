import pytest

from mnistgui.nn.partition import equal_slices, is_cut, weight_blocks


def test_only_large_products_are_cut() -> None:
    assert is_cut(784 * 512, 128)
    assert is_cut(784 * 100, 1500)
    assert not is_cut(784 * 100, 100)
    assert not is_cut(784 * 10, 2048)


@pytest.mark.parametrize(
    ("shape", "n_samples", "n_blocks"),
    [
        ((717, 512), 128, 2),
        ((717, 100), 1500, 4),
        ((768, 10), 128, 1),
        ((100, 10_000), 1500, 1),  # too few rows
        ((512,), 10_000_000, 1),
    ],
)
def test_weights_are_cut_by_their_shape(
    shape: tuple[int, ...], n_samples: int, n_blocks: int
) -> None:
    blocks = weight_blocks(shape, n_samples)
    assert len(blocks) == n_blocks
    assert [row for one in blocks for row in range(shape[0])[one]] == [*range(shape[0])]


def test_slices_are_about_equal_and_leave_nothing_out() -> None:
    assert equal_slices(10, 3, 8) == (slice(0, 3), slice(3, 6), slice(6, 10))
    assert equal_slices(10, 9, 2) == (slice(0, 5), slice(5, 10))
    assert equal_slices(10, 0, 2) == (slice(0, 10),)
