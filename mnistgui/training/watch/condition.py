"""What a watchpoint waits for, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

import numpy as np

from mnistgui.nn.arrays import Indices
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Found:
    """A step at which a condition holds.

    Parameters
    ----------
    step : int
        Steps taken, this one among them.
    sentence : str
        What was seen.
    digits : ndarray of shape (n,), intp
        Of the test digits, those that show it; empty for none.
    """

    step: int
    sentence: str
    digits: Indices = field(default_factory=lambda: np.empty(0, np.intp))


Watch = Callable[[Stepped], Found | None]


class Condition(Protocol):
    """What a watchpoint waits for; a dataclass whose fields a person sets.

    Attributes
    ----------
    name, title : str
        For the command line, and for people.
    lasts : bool
        Whether it holds for good once it does, so that it can be bisected.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    lasts: ClassVar[bool]

    def begin(self, trainer: Trainer) -> Watch:
        """Begin to watch a run.

        Parameters
        ----------
        trainer : Trainer
            Which stands where the watch begins.

        Returns
        -------
        callable
            Called after each step; returns what was found, or None.
        """
