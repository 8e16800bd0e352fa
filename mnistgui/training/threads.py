"""Chooses how many threads the matrix products of a run use, by the work and the load."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import threadpoolctl

from mnistgui.nn.network import Network
from mnistgui.training.machine_load import processors_of_others

# Multiply-adds in the largest product of a step from which a second thread paid off, measured
# with `mnistgui bench`; below it, waking the threads costs more than they bring.
LEAST_MULTIPLICATIONS_FOR_THREADS = 20_000_000

# From this load by other programs on, in processors, fewer threads are used. The threads of a
# product wait for the slowest: while another program kept one of two processors busy, two threads
# took up to ten times as long as one.
BUSY_PROCESSORS = 0.25

ALL_THREADS = 0  # as many as the machine has


def products_threads(network: Network, batch_size: int) -> int | None:
    """Compute from the size of the work how many threads speed it up.

    The load of the machine is not considered here: see :func:`spare_threads`.

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
    largest = max(layer.cost for layer in network.layers) * batch_size
    return None if largest >= LEAST_MULTIPLICATIONS_FOR_THREADS else 1


def spare_threads(
    network: Network,
    batch_size: int,
    others: Callable[[], float | None] = processors_of_others,
) -> int:
    """Choose the number of threads of a new run by how busy the machine is.

    The last digits of large products depend on the number of threads. So the number is chosen once,
    at the start of a run, and is part of the run's state.

    Parameters
    ----------
    network : Network
    batch_size : int
        Digits that go through at once.
    others : callable
        Returns how many processors others keep busy, None where that is not known; called only
        where several threads speed up the work.

    Returns
    -------
    int
        ``ALL_THREADS``, which changes nothing, or the most that is to be used.
    """
    if products_threads(network, batch_size) == 1:
        return ALL_THREADS
    return threads_beside(others(), os.cpu_count() or 1)


def threads_beside(others: float | None, processors: int) -> int:
    """Compute how many threads leave other programs the processors that they keep busy.

    Parameters
    ----------
    others : float or None
        How many processors others keep busy; None where that is not known.
    processors : int
        How many there are.

    Returns
    -------
    int
        ``ALL_THREADS`` where others need hardly any time, else at least 1.
    """
    if others is None or others < BUSY_PROCESSORS:
        return ALL_THREADS
    return max(1, int(processors - others))


class _Products:
    """Sets the number of threads of BLAS, which is one for the whole process.

    Blocks in several threads of the program overlap and end in any order; each time a block begins
    or ends, the number is computed again from the blocks that are left.
    """

    def __init__(self) -> None:
        # Reentrant: while this is held, the garbage collector can end the block of a lost run.
        self._lock = threading.RLock()
        self._wanted: list[int | None] = []
        self._in_passing = 0
        self._limits: threadpoolctl.threadpool_limits | None = None

    @contextmanager
    def wanted(self, threads: int | None) -> Iterator[None]:
        """Mark a block whose results may depend on the number of threads."""
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
        """Mark a block that uses one thread while no other block needs a number."""
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
    """Let this thread set the number within a block, whichever thread did so before.

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
    """Limit the threads of matrix products within a block.

    Parameters
    ----------
    threads : int or None
        None leaves the number as it is. Where blocks overlap, the smallest number holds.
    """
    with _PRODUCTS.wanted(threads):
        yield


@contextmanager
def one_thread_in_passing() -> Iterator[None]:
    """Use one thread for small products within a block, while nobody else computes any.

    While a run is alive it keeps the number that it chose: its bits depend on it.
    """
    with _PRODUCTS.in_passing():
        yield
