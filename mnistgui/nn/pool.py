"""The pool: a few threads of our own that share out the blocks of a step, and sleep between two.

Threads of a BLAS divide one product evenly among themselves and spin until the slowest is ready;
where another program takes a processor from one of them, all wait. Here a task is a block, and
whoever is free takes the next: the thread that asks for the work does all of it alone where nobody
comes to help. Who does what changes no bit, as the tasks of a round write to different places.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

Task = Callable[[], None]


class Pool:
    """Shares out tasks among the caller and its helpers.

    One thread calls it at a time. Without helpers, which are there within :meth:`open` only, the
    caller does the tasks one after the other.

    Attributes
    ----------
    helpers : int
        How many threads may help the caller from the next round on.
    """

    def __init__(self) -> None:
        self.helpers = 0
        self._threads: list[threading.Thread] = []
        self._closed = True
        self._waiting: deque[Task] = deque()
        self._busy_helpers = 0
        self._fault: BaseException | None = None
        # Reentrant: while this is held, the garbage collector can end the block of a lost run.
        lock = threading.RLock()
        self._begun = threading.Condition(lock)
        self._ended = threading.Condition(lock)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have threads at hand within a block; at its end all of them have ended."""
        self._closed = False
        try:
            yield
        finally:
            with self._begun:
                self._closed = True
                self._begun.notify_all()
            for thread in self._threads:
                if thread is not threading.current_thread():  # which the collector may run in
                    thread.join()
            self._threads.clear()

    def run(self, tasks: Sequence[Task]) -> None:
        """Do tasks, the first first, and return when all of them are done.

        Parameters
        ----------
        tasks : sequence of callable
            None of them reads what another writes.

        Raises
        ------
        BaseException
            The first that a task raised; tasks that had not begun by then are left out.
        """
        task: Task | None
        helpers = min(self.helpers, len(tasks) - 1)
        if self._closed or helpers <= 0:
            for task in tasks:
                task()
            return
        self._hire(helpers)
        with self._begun:
            self._waiting.extend(tasks)
            self._begun.notify(helpers)
        try:
            while (task := self._next()) is not None:
                task()
        finally:
            self._end_round()
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault

    def _hire(self, helpers: int) -> None:
        """Start the threads that are missing."""
        while len(self._threads) < helpers:
            name = f"block-{len(self._threads) + 1}"
            thread = threading.Thread(target=self._help, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _next(self) -> Task | None:
        with self._begun:
            return self._waiting.popleft() if self._waiting else None

    def _end_round(self) -> None:
        """Leave out what nobody has begun, after a fault, and wait for what helpers have."""
        with self._ended:
            self._waiting.clear()
            while self._busy_helpers:
                self._ended.wait()

    # NumPy keeps for each thread what it warns of; whoever trains finds an overflow in the loss.
    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _help(self) -> None:
        """Do tasks until the pool closes."""
        while (task := self._awaited()) is not None:
            fault: BaseException | None = None
            try:
                task()
            except BaseException as caught:  # noqa: BLE001 - raised where the work was asked for
                fault = caught
            del task  # a sleeping thread keeps no arrays alive
            self._report(fault)

    def _awaited(self) -> Task | None:
        """Sleep until there is a task; None when the pool closes."""
        with self._begun:
            while not self._waiting and not self._closed:
                self._begun.wait()
            if not self._waiting:
                return None
            self._busy_helpers += 1
            return self._waiting.popleft()

    def _report(self, fault: BaseException | None) -> None:
        """Say that a helper's task has ended, and how."""
        with self._ended:
            self._busy_helpers -= 1
            if fault is not None:
                self._fault = self._fault or fault
                self._waiting.clear()
            if not self._busy_helpers:
                self._ended.notify()
