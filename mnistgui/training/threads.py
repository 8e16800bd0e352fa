"""How many threads the matrix products of a run use, by the size of the work and the load."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import threadpoolctl

from mnistgui.nn.network import Network
from mnistgui.training.machine_load import processors_of_others

# Multiply-adds in the largest product of a step from which a second thread paid off, measured
# with `mnistgui bench`; below it, waking the threads costs more than they bring.
WORTH_THREADS = 20_000_000

# Processors' time that others take, from which threads are left out. The threads of a product wait
# for the slowest: where another program has one of two processors, two threads took up to ten times
# as long as one.
BUSY_PROCESSORS = 0.25

ALL_THREADS = 0  # as many as the machine has


def products_threads(network: Network, batch_size: int) -> int | None:
    """Say how many threads the work is worth.

    This depends on the work alone. Where it is worth several, a busy machine may have fewer to
    spare: see :func:`spare_threads`.

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


def spare_threads(
    network: Network,
    batch_size: int,
    others: Callable[[], float | None] = processors_of_others,
) -> int:
    """Choose the number of threads of a new run by how busy the machine is.

    The weights that large products lead to depend in their last digits on the number of threads.
    So it is chosen once, at the start of a run, and is part of the run's state.

    Parameters
    ----------
    network : Network
    batch_size : int
        Digits that go through at once.
    others : callable
        Tells how many processors others keep busy, None where that is not known; asked only where
        the work is worth several threads.

    Returns
    -------
    int
        ``ALL_THREADS``, which changes nothing, or the most that is to be used.
    """
    if products_threads(network, batch_size) == 1:
        return ALL_THREADS
    return threads_beside(others(), os.cpu_count() or 1)


def threads_beside(others: float | None, processors: int) -> int:
    """Leave the processors that others keep busy to them.

    Parameters
    ----------
    others : float or None
        How many processors others keep busy; None where that is not known.
    processors : int
        How many there are.

    Returns
    -------
    int
        ``ALL_THREADS`` on a calm machine, else at least 1.
    """
    if others is None or others < BUSY_PROCESSORS:
        return ALL_THREADS
    return max(1, int(processors - others))


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
