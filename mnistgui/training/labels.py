"""The labels that a run learns from, which settings may mix up, and the digits they leave out."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.errors import UserError
from mnistgui.nn.arrays import Indices
from mnistgui.training.config import TrainingConfig
from mnistgui.training.digit_fields import digit_pairs
from mnistgui.training.randomness import Purpose, generator


def learnt_labels(labels: NDArray[np.uint8], config: TrainingConfig) -> NDArray[np.uint8]:
    """Return the labels under which a run learns its training digits.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,), uint8
        The true ones.
    config : TrainingConfig

    Returns
    -------
    ndarray of shape (n_samples,), uint8
        ``labels`` itself without label noise. A larger share mixes up the digits of a smaller
        one, too.
    """
    rows = mixed_up(labels, config)
    if not len(rows):
        return labels
    rng = generator(config.seed, Purpose.WRONG_LABELS)
    # One number for each digit, so that a digit's wrong label does not depend on the share.
    classes = len(config.pictures.class_names)
    others = rng.integers(1, classes, len(labels), dtype=np.uint8)
    found = labels.copy()
    if config.label_noise == "pairs":
        found[rows] = _partners(config)[labels[rows]]
    else:
        found[rows] = (labels[rows] + others[rows]) % classes
    return found


def mixed_up(labels: NDArray[np.uint8], config: TrainingConfig) -> Indices:
    """Find the digits that a run learns under a wrong label.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,), uint8
        The true ones.
    config : TrainingConfig

    Returns
    -------
    ndarray of shape (n_mixed_up,), intp
        Row numbers in rising order: ``noise_share`` of all digits, or of those that the pairs
        name, rounded.
    """
    if config.label_noise == "none":
        return np.empty(0, np.intp)
    order = generator(config.seed, Purpose.MIXED_UP).permutation(len(labels))
    if config.label_noise == "pairs":
        partners = _partners(config)
        order = order[partners[labels[order]] != labels[order]]
    return np.sort(order[: round(config.noise_share * len(order))]).astype(np.intp)


def _partners(config: TrainingConfig) -> NDArray[np.uint8]:
    """The digit that each digit is taken for: of shape (10,)."""
    partners = np.arange(max(CLASSES, len(config.pictures.class_names)), dtype=np.uint8)
    for one, other in digit_pairs(config.noise_pairs):
        partners[one], partners[other] = other, one
    return partners


def left_out_mask(config: TrainingConfig, n_train: int, available: int) -> NDArray[np.bool_] | None:
    """Mark the training digits that teach nothing.

    Parameters
    ----------
    config : TrainingConfig
    n_train : int
        Digits that are learnt from.
    available : int
        Training digits of the data set, of which the last may be held back.

    Returns
    -------
    ndarray of shape (n_train,), bool, or None
        None where all of them teach.

    Raises
    ------
    UserError
        There is no such digit, or none would be left.
    """
    if not config.left_out:
        return None
    if config.left_out[-1] >= available:
        raise UserError(
            f"left_out names the digit {config.left_out[-1]}; the training digits of this data set "
            f"have the indices 0 to {available - 1}"
        )
    mask = np.zeros(n_train, bool)
    mask[[i for i in config.left_out if i < n_train]] = True
    if mask.all():
        raise UserError("left_out leaves no digit to learn from; a shorter list is accepted")
    return mask if mask.any() else None
