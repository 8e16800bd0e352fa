"""How many threads the matrix products of one run use, from its start to its end."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

from mnistgui.training.events import THREADS, Intervention
from mnistgui.training.learner import Learner
from mnistgui.training.state import Progress
from mnistgui.training.threads import ALL_THREADS, limited_threads, one_thread_in_passing

if TYPE_CHECKING:
    from mnistgui.training.load_watch import LoadWatch


class RunThreads:
    """Limits the threads of products while a run trains.

    Parameters
    ----------
    learner : Learner
        Tells how many threads its products are worth.
    progress : Progress
        Keeps the most that the run uses, since the last digits of large products depend on it.

    Attributes
    ----------
    in_passing : bool
        Whether it trains beside a run whose bits must not depend on it, and so leaves the number
        of threads to that; set it before the first step.
    load : LoadWatch or None
        Looks whether the machine becomes busy while a large network trains, which then goes on with
        fewer threads; None to keep those of the start.
    """

    def __init__(self, learner: Learner, progress: Progress) -> None:
        self.in_passing = False
        self.load: LoadWatch | None = None
        self._learner = learner
        self._progress = progress
        self._limit: ExitStack | None = None

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Limit the threads of products within a block; the limit may change on the way."""
        with ExitStack() as limit:
            limit.enter_context(self._limited())
            self._limit = limit
            try:
                yield
            finally:
                self._limit = None

    def limit_anew(self) -> None:
        """Limit the threads to what the run needs now, where it is within :meth:`limited`."""
        if self._limit is not None:
            self._limit.close()
            self._limit.enter_context(self._limited())

    def use(self, threads: int) -> Intervention:
        """Limit the threads of products from the next step on.

        Parameters
        ----------
        threads : int
            The most.

        Returns
        -------
        Intervention
            For the history, without which the run cannot be replayed.
        """
        self._progress.threads = threads
        self.limit_anew()
        return Intervention(self._progress.step, THREADS, threads)

    def beside_others(self) -> int:
        """Return how many threads to go on with beside other programs.

        Returns
        -------
        int
            ``ALL_THREADS`` to change nothing.
        """
        if self.load is None or self._progress.threads or self._learner.worth_threads == 1:
            return ALL_THREADS
        return self.load.threads()

    def _limited(self) -> AbstractContextManager[None]:
        if self.in_passing:
            return one_thread_in_passing()
        return limited_threads(self._learner.worth_threads or self._progress.threads or None)
