"""The threads that train one run, from its start to its end."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from mnistgui.nn.losses import Loss
from mnistgui.nn.pool import Pool, Task
from mnistgui.training.helper_choice import HelperChoice, processors
from mnistgui.training.state import Progress
from mnistgui.training.threads import limited_threads, one_thread_in_passing


class RunThreads:
    """Shares out the blocks of a run's steps and measurements, while BLAS itself uses one thread.

    Parameters
    ----------
    progress : Progress
        Knows the most threads that the run may use.

    Attributes
    ----------
    in_passing : bool
        Whether it trains beside another run, which it leaves the other processors; set it before
        the first step.
    pool : Pool
        Does the blocks of a step.
    """

    def __init__(self, progress: Progress) -> None:
        self.in_passing = False
        self.pool = Pool()
        self._progress = progress
        self._of_steps: HelperChoice | None = None
        self._of_measuring: HelperChoice | None = None

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Have helpers at hand, and BLAS use one thread, within a block."""
        alone = one_thread_in_passing() if self.in_passing else limited_threads(1)
        with alone, self.pool.open():
            yield

    def use(self, threads: int) -> None:
        """Use at most so many threads from the next step on.

        Parameters
        ----------
        threads : int
            0 for as many as there are processors.
        """
        self._progress.threads = threads
        self._of_steps = self._of_measuring = None

    def take_step(self, step: Callable[[], Loss], n_digits: int, *, cut: bool) -> Loss:
        """Take a step of the run, and count its time.

        Parameters
        ----------
        step : callable
        n_digits : int
            That it learns from.
        cut : bool
            Whether it is cut into blocks.

        Returns
        -------
        Loss
            What the step returned.
        """
        choice = self._steps()
        self.pool.helpers = choice.helpers if cut else 0
        self._progress.at_work = 1 + self.pool.helpers
        began = time.perf_counter()
        loss = step()
        seconds = time.perf_counter() - began
        self._progress.seconds += seconds
        if cut:
            choice.add(seconds, n_digits)
        return loss

    def measure(self, chunks: Sequence[Task]) -> None:
        """Do some chunks of a measurement, all of about equal size.

        Parameters
        ----------
        chunks : sequence of callable
            As for :meth:`mnistgui.nn.pool.Pool.run`.
        """
        if self._of_measuring is None:
            self._of_measuring = HelperChoice(self._most())
        choice = self._of_measuring
        self.pool.helpers = choice.helpers
        began = time.perf_counter()
        self.pool.run(chunks)
        choice.add(time.perf_counter() - began, len(chunks))

    def _steps(self) -> HelperChoice:
        if self._of_steps is None:
            self._of_steps = HelperChoice(self._most())
        return self._of_steps

    def _most(self) -> int:
        return 0 if self.in_passing else (self._progress.threads or processors()) - 1
