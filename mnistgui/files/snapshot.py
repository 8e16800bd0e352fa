"""A snapshot: the weights of one step of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from mnistgui.training.state import parameter_arrays
from mnistgui.training.trainer import Trainer

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The weights of one step of a run.

    Parameters
    ----------
    step : int
        Steps taken before it.
    epoch : float
        Epochs passed before it, with a fraction.
    parameters : mapping of str to ndarray
        ``W1 (fan_in, fan_out)``, ``b1 (fan_out,)``, ...
    """

    step: int
    epoch: float
    parameters: Arrays

    @classmethod
    def from_trainer(cls, trainer: Trainer, epoch: float) -> "Snapshot":
        """Copy a trainer's weights.

        Parameters
        ----------
        trainer : Trainer
        epoch : float

        Returns
        -------
        Snapshot
        """
        return cls(trainer.progress.step, epoch, parameter_arrays(trainer.snapshot()))
