"""Measures the network of a run as it goes on: loss, accuracy and penalty at a step."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from mnistgui.nn.network import Network
from mnistgui.nn.parameters import l2_penalty
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import ShareOut, evaluate, in_turn
from mnistgui.training.events import Measured, Metrics
from mnistgui.training.measuring import Parts, measured_parts
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import make_network
from mnistgui.training.state import Progress


class Measurer:
    """Measures snapshots of a run, on the digits that its settings choose.

    Parameters
    ----------
    config : TrainingConfig
    whole : Parts
        All digits of the run.
    progress : Progress
        Of the run: tells the step that is measured.
    epoch_digits : int
        Digits that an epoch learns from.
    share_out : callable
        Does the chunks of a measurement.

    Attributes
    ----------
    first : Network or None
        The network before the first step, while it is still to be measured.
    """

    def __init__(
        self,
        config: TrainingConfig,
        whole: Parts,
        progress: Progress,
        epoch_digits: int,
        share_out: ShareOut = in_turn,
    ) -> None:
        self.first: Network | None = None
        self._config = config
        self._whole = whole
        self._parts = measured_parts(config, whole)
        self._progress = progress
        self._epoch_digits = epoch_digits
        self._share_out = share_out

    def expect_first(self, network: Network, *, drawn: bool) -> None:
        """Have :meth:`measure_first` measure the network before the first step, where it is known.

        Parameters
        ----------
        network : Network
            What the run starts from, or goes on from.
        drawn : bool
            Whether its weights have just been drawn.
        """
        p = self._progress
        p.first_due = drawn or p.first_due
        if not p.step:
            self.first = network  # What is trained is a copy of it.
        elif p.first_due:
            self.first = make_network(self._config)

    def measure(
        self, network: Network, between: Callable[[], None], *, whole: bool = False
    ) -> Measured:
        """Measure a snapshot of the present step.

        Parameters
        ----------
        network : Network
        between : callable
            Called between two pieces of the work; may wait.
        whole : bool
            Whether every digit is measured, as at the end of a run.

        Returns
        -------
        Measured
        """
        p = self._progress
        network = with_mistake(network, self._config.mistake)
        with np.errstate(over="ignore", invalid="ignore"):
            parts = self._whole if whole else self._parts
            train, valid, test = parts.measure(network, between, self._share_out)
            penalty = l2_penalty(network, self._config.l2)
        epoch = p.epoch + p.position / self._epoch_digits
        return Measured(p.step, epoch, train, valid, test, penalty)

    def measure_first(self, between: Callable[[], None]) -> Iterator[Measured]:
        """Measure the network before the first step, once.

        It is measured with the first point after it, so that learning begins at once: on 60,000
        digits that would take longer than hundreds of steps.

        Parameters
        ----------
        between : callable
            Called between two pieces of the work; may wait.

        Yields
        ------
        Measured
            At most one.
        """
        if self.first is not None:
            first, self.first = self.first, None
            self._progress.first_due = False
            yield replace(self.measure(first, between), step=0, epoch=0.0)

    def measure_valid(self, network: Network, between: Callable[[], None]) -> Metrics | None:
        """Measure a snapshot on the validation digits alone.

        Parameters
        ----------
        network : Network
        between : callable
            Called between two pieces of the work; may wait.

        Returns
        -------
        Metrics or None
            None where no digits are held back.
        """
        valid = self._parts.valid
        return None if valid is None else evaluate(network, valid, between, self._share_out)
