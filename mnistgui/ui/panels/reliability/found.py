"""The calibration of a network on test digits, with a temperature fitted on other digits."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.network import Network
from mnistgui.training.calibration import Calibration, calibration
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.state.parts import DividedDigits
from mnistgui.ui.state.split_reading import SplitReading

_HELD_OUT_SHARE = 12
"""Of the training digits the last twelfth is taken where nobody tells what a network learnt from;
the network that comes with the program has not learnt from these of MNIST."""


class HeldOut:
    """The digits that a temperature is fitted on: the same object for the same digits."""

    def __init__(self, divided: DividedDigits) -> None:
        self._divided = divided
        self._last_of: WeakKeyDictionary[Dataset, Split] = WeakKeyDictionary()

    def of(self, dataset: Dataset, config: TrainingConfig | None) -> Split | None:
        """Return digits that a network has not learnt from; None if there are none.

        Parameters
        ----------
        dataset : Dataset
            What the network learnt from, if known; else the digits at hand.
        config : TrainingConfig or None
            How it learnt from them; None where that is not known.

        Returns
        -------
        Split or None
        """
        if config is not None:
            held_out = self._divided.divide(config, dataset)[1]
        else:
            n = len(dataset.train)
            last = dataset.train[n - n // _HELD_OUT_SHARE :]
            held_out = self._last_of.setdefault(dataset, last)
        return held_out if len(held_out) else None


@dataclass(frozen=True, eq=False)
class FoundCalibration:
    """A calibration and its network, since another network may be inspected by then.

    Parameters
    ----------
    network : Network
    calibration : Calibration
    """

    network: Network
    calibration: Calibration


def found(test: SplitReading, held_out: SplitReading | None = None) -> FoundCalibration:
    """Any thread: Calibrate a network on test digits, with a temperature fitted on digits held out.

    Parameters
    ----------
    test : SplitReading
    held_out : SplitReading or None
        By the same network; None for no temperature.

    Returns
    -------
    FoundCalibration
    """
    fitted_on = None
    if held_out is not None:
        fitted_on = (held_out.reading.probabilities, held_out.reading.targets)
    return FoundCalibration(
        test.network, calibration(test.reading.probabilities, test.reading.targets, fitted_on)
    )
