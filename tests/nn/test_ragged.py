import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.nn.gradients import RaggedGradient, WeightGradient
from mnistgui.nn.ragged import Block, product


def ragged(widths: list[int], rows_each: int, fan_in: int) -> tuple[np.ndarray, list[Block]]:
    """A batch whose blocks end in zeros, whole and in blocks."""
    rng = np.random.default_rng(0)
    x = np.zeros((len(widths) * rows_each, fan_in))
    blocks = []
    for i, width in enumerate(sorted(widths)):
        rows = slice(i * rows_each, (i + 1) * rows_each)
        x[rows, :width] = rng.normal(size=(rows_each, width))
        blocks.append(Block(rows, np.ascontiguousarray(x[rows, :width])))
    return x, blocks


BATCHES = st.tuples(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(1, 4))


@given(BATCHES)
def test_the_product_is_that_of_the_whole_batch(batch: tuple[list[int], int]) -> None:
    x, blocks = ragged(*batch, fan_in=9)
    W = np.random.default_rng(1).normal(size=(9, 3))
    out = np.empty((len(x), 3))
    product(blocks, W, out)
    assert out == pytest.approx(x @ W)


@given(BATCHES, st.sampled_from([0.0, 0.5, 1.0]))
def test_the_gradient_is_that_of_the_whole_batch(batch: tuple[list[int], int], keep: float) -> None:
    x, blocks = ragged(*batch, fan_in=9)
    rng = np.random.default_rng(2)
    delta, before = rng.normal(size=(len(x), 3)), rng.normal(size=(9, 3))
    expected, target = before.copy(), before.copy()
    WeightGradient(x, delta).add_to(expected, scale=-0.3, keep=keep)
    RaggedGradient(blocks, delta).add_to(target, scale=-0.3, keep=keep)
    assert target == pytest.approx(expected)


def test_keeping_nothing_forgets_what_is_no_number_beyond_the_widest_block_too() -> None:
    x, blocks = ragged([2, 3], 2, fan_in=5)
    target = np.full((5, 3), np.nan)
    RaggedGradient(blocks, np.ones((len(x), 3))).add_to(target, scale=1.0, keep=0.0)
    assert np.isfinite(target).all()
    assert not target[3:].any()
