"""How many threads BLAS may use: one for a run, whose own pool shares out its blocks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import threadpoolctl

ALL_THREADS = 0  # of a run: as many as there are processors


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
