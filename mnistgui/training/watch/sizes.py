"""Waits until a weight, a gradient or the loss grows past a bound, or out of its type."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mnistgui.notation import three_significant
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Found, Watch


@dataclass(frozen=True)
class WeightsGrow:
    """A weight or a bias is larger than a bound, whatever its sign."""

    name: ClassVar[str] = "weights"
    title: ClassVar[str] = "A weight grows past a bound"
    lasts: ClassVar[bool] = False
    bound: float = 10.0

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""

        def watch(stepped: Stepped) -> Found | None:
            sizes = [float(np.abs(array).max()) for array in trainer.snapshot().parameters()]
            if max(sizes) <= self.bound:
                return None
            words = f"the largest weight is {three_significant(max(sizes))}"
            return Found(stepped.step, words)

        return watch


@dataclass(frozen=True)
class GradientsGrow:
    """A gradient of the loss by a weight or bias is larger than a bound, whatever its sign."""

    name: ClassVar[str] = "gradients"
    title: ClassVar[str] = "A gradient grows past a bound"
    lasts: ClassVar[bool] = False
    bound: float = 1.0

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""
        trainer.learner.watch_gradients()

        def watch(stepped: Stepped) -> Found | None:
            largest = trainer.learner.step.largest_gradient
            if largest <= self.bound:
                return None
            words = f"the largest gradient of the batch is {three_significant(largest)}"
            return Found(stepped.step, words)

        return watch


@dataclass(frozen=True)
class NotANumber:
    """The loss of a batch, a weight or a bias is no finite number."""

    name: ClassVar[str] = "nan"
    title: ClassVar[str] = "A number is NaN or infinite"
    lasts: ClassVar[bool] = True

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""

        def watch(stepped: Stepped) -> Found | None:
            finite = all(np.isfinite(array).all() for array in trainer.snapshot().parameters())
            if finite and math.isfinite(stepped.loss):
                return None
            what = "a weight" if not finite else "the loss of the batch"
            return Found(stepped.step, f"{what} is no finite number")

        return watch
