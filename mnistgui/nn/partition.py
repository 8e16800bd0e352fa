"""The partition: where large products are cut into blocks, a rule that depends on shapes alone.

The last digits of a product depend on how it is cut, so nothing that differs from one machine or
moment to the next has a say in it: neither how many processors there are nor how many are free. A
batch is cut into strips of rows, and the weights' update into blocks of rows::

        forward and backward                update, W += scale a^T delta
        x          W          a                a^T         delta       W
     strip 0   +-------+   strip 0          +--+--+       +-------+   block 0
     -------   |       |   -------          |  |  |       |       |   -------
     strip 1 x | whole | = strip 1     each |  |  |   x   | whole | = block 1
     -------   |       |   -------    block +--+--+       |       |   -------
     strip 2   +-------+   strip 2          its columns   +-------+   block 2

A strip reads the weights and no other strip; a block of weights reads the deltas of all strips and
is written by nobody else. So no sum is divided, and nothing has to be added up afterwards.
"""

from functools import cache
from itertools import pairwise

# Multiplications in the largest product of a batch from which sharing it out pays off; below it,
# waking a thread costs more than it brings.
LEAST_MULTIPLICATIONS = 20_000_000

# A block of weights has at least that many multiplications and so many rows, and there are at most
# so many of them: with smaller ones BLAS copies its factors more often than it multiplies them.
BLOCK_ROWS = 64
MOST_BLOCKS = 4


def is_cut(largest: int, n_samples: int) -> bool:
    """Whether a batch is cut at all.

    Parameters
    ----------
    largest : int
        Multiplications that one sample takes in the largest layer.
    n_samples : int
        In the batch.

    Returns
    -------
    bool
    """
    return largest * n_samples >= LEAST_MULTIPLICATIONS


def weight_blocks(shape: tuple[int, ...], n_samples: int) -> tuple[slice, ...]:
    """Cut the rows of a parameter for its update.

    Parameters
    ----------
    shape : tuple of int
        Of the parameter.
    n_samples : int
        In the batch that its gradient is of.

    Returns
    -------
    tuple of slice
    """
    if len(shape) == 1:
        return (slice(0, shape[0]),)
    of_a_row = n_samples
    for size in shape[1:]:
        of_a_row *= size
    enough = max(BLOCK_ROWS, -(-LEAST_MULTIPLICATIONS // of_a_row))
    return equal_slices(shape[0], shape[0] // enough, MOST_BLOCKS)


@cache
def equal_slices(n: int, wanted: int, most: int) -> tuple[slice, ...]:
    """Divide ``n`` rows into about equal slices.

    Parameters
    ----------
    n : int
    wanted : int
        How many; there is at least one.
    most : int

    Returns
    -------
    tuple of slice
    """
    count = max(1, min(wanted, most))
    edges = [n * i // count for i in range(count + 1)]
    return tuple(slice(start, stop) for start, stop in pairwise(edges))
