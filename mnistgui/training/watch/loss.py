"""Waits for a batch whose loss is far from those of the batches before it."""

from collections import deque
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mnistgui.notation import three_significant
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Found, Watch

_WINDOW_STEPS = 100  # before a step, with which its loss is compared
_FEWEST_STEPS = 20


@dataclass(frozen=True)
class LossJumps:
    """The loss of a batch lies many standard deviations above the mean of the batches before it."""

    name: ClassVar[str] = "loss_jumps"
    title: ClassVar[str] = "Loss jumps by so many deviations"
    lasts: ClassVar[bool] = False
    deviations: float = 8.0

    def begin(self, _trainer: Trainer) -> Watch:
        """See :class:`Condition`."""
        return self.begin_history()

    def begin_history(self) -> Watch:
        """Begin to watch steps of which the losses alone are known.

        Returns
        -------
        callable
        """
        before: deque[float] = deque(maxlen=_WINDOW_STEPS)

        def watch(stepped: Stepped) -> Found | None:
            found, loss = None, float(np.float32(stepped.loss))  # as the history has it
            if len(before) >= _FEWEST_STEPS:
                losses = np.array(before)
                mean, deviation = float(losses.mean()), float(losses.std())
                if not loss <= mean + self.deviations * deviation:
                    found = self._found(stepped, mean, deviation)
            before.append(loss)
            return found

        return watch

    def _found(self, stepped: Stepped, mean: float, deviation: float) -> Found:
        times = (stepped.loss - mean) / max(deviation, 1e-300)
        words = (
            f"the loss of the batch jumped to {three_significant(stepped.loss)}, "
            f"{three_significant(times)} standard deviations above the "
            f"{three_significant(mean)} of the batches before it"
        )
        return Found(stepped.step, words)
