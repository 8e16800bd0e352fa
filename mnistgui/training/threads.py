"""How many threads the matrix products of a run use, chosen from the size of the work."""

from collections.abc import Iterator
from contextlib import contextmanager

import threadpoolctl

from mnistgui.nn.network import Network

# Multiply-adds in the largest product of a step from which a second thread paid off, measured
# with `mnistgui bench`; below it, waking the threads costs more than they bring.
WORTH_THREADS = 20_000_000


def products_threads(network: Network, batch_size: int) -> int | None:
    """Choose the number of threads.

    The choice depends on the work alone, never on a measurement, so that a run repeats bit for
    bit.

    Parameters
    ----------
    network : Network
    batch_size : int
        Digits that go through at once.

    Returns
    -------
    int or None
        1, or None for as many as the machine has.
    """
    largest = max(layer.W.size for layer in network.layers) * batch_size
    return None if largest >= WORTH_THREADS else 1


@contextmanager
def limited_threads(threads: int | None) -> Iterator[None]:
    """Let matrix products use so many threads within a block.

    Parameters
    ----------
    threads : int or None
        None leaves the number as it is.
    """
    if threads is None:
        yield
        return
    with threadpoolctl.threadpool_limits(threads, user_api="blas"):
        yield
