"""How many threads the matrix products of a run use, chosen from the size of the work."""

import threading
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


class _Products:
    """Who wants how many threads of the one pool that all of the process shares.

    Blocks of several threads of the program overlap and end in any order; each time one begins or
    ends, the number is set anew from those that are left.
    """

    def __init__(self) -> None:
        # Reentrant: collecting garbage meanwhile can end the block of a forgotten run.
        self._lock = threading.RLock()
        self._wanted: list[int | None] = []
        self._in_passing = 0
        self._limits: threadpoolctl.threadpool_limits | None = None

    @contextmanager
    def wanted(self, threads: int | None) -> Iterator[None]:
        """A block whose results may depend on the number of threads."""
        with self._lock:
            self._wanted.append(threads)
            self._set()
        try:
            yield
        finally:
            with self._lock:
                self._wanted.remove(threads)
                self._set()

    @contextmanager
    def in_passing(self) -> Iterator[None]:
        """A block that would rather have one thread."""
        with self._lock:
            self._in_passing += 1
            self._set()
        try:
            yield
        finally:
            with self._lock:
                self._in_passing -= 1
                self._set()

    def _set(self) -> None:
        with _anybody_may_set():
            self._set_anew()

    def _set_anew(self) -> None:
        if self._limits is not None:
            self._limits.restore_original_limits()
            self._limits = None
        limits = [threads for threads in self._wanted if threads is not None]
        if not self._wanted and self._in_passing:
            limits = [1]
        if limits:
            self._limits = threadpoolctl.threadpool_limits(min(limits), user_api="blas")


@contextmanager
def _anybody_may_set() -> Iterator[None]:
    """A block in which this thread sets the number, whichever did so before.

    Left to itself, threadpoolctl obeys the first thread that sets it, and no other as long as
    that one lives; here runs in several threads have agreed on one number.
    """
    release = threadpoolctl.OpenBLASController.clear_controlling_thread
    release(force=True)
    try:
        yield
    finally:
        release(force=True)


_PRODUCTS = _Products()  # one, as the pool is one


@contextmanager
def limited_threads(threads: int | None) -> Iterator[None]:
    """Let matrix products use so many threads within a block.

    Parameters
    ----------
    threads : int or None
        None leaves the number as it is. Where blocks overlap, the smallest number holds.
    """
    with _PRODUCTS.wanted(threads):
        yield


@contextmanager
def one_thread_in_passing() -> Iterator[None]:
    """Let products too small to share out use one thread, where nobody else uses products.

    While a run is alive it keeps the number that it chose: its bits depend on it.
    """
    with _PRODUCTS.in_passing():
        yield
