"""Prepares the digits of a run before it begins."""

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divide
from mnistgui.training.model import make_network
from mnistgui.training.shared_digits import SharedDigits, shared_digits
from mnistgui.training.warping import augmentation


def digits_ahead(config: TrainingConfig, dataset: Dataset) -> SharedDigits | None:
    """Make what a run will ask for, so that it begins at once.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset

    Returns
    -------
    SharedDigits or None
        To be held until the run has begun; None where digits are warped, which each run does
        by itself.

    Raises
    ------
    UserError
        The settings do not fit the digits.
    """
    if augmentation(config) is not None:
        return None
    train, _ = divide(config, dataset)
    found = shared_digits(train.images, config, make_network(config))
    _ = found.ends
    return found
