"""Ways to put digits right: rows for columns, paper for ink, labels that are one too high."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset


@dataclass(frozen=True)
class Correction:
    """One way in which digits are put right.

    Parameters
    ----------
    name : str
        As the command line knows it.
    transposed : bool
        Whether rows and columns change places.
    inverted : bool
        Whether paper and ink change places.
    lowered : bool
        Whether each label becomes one lower, and 0 becomes 9: of files whose labels are 1 for zero
        to 10 for nine, of which 10 was taken for 0.
    """

    name: str
    transposed: bool = False
    inverted: bool = False
    lowered: bool = False

    def apply(self, images: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Put images right.

        Parameters
        ----------
        images : ndarray of shape (n_samples, side * side), dtype uint8

        Returns
        -------
        ndarray of the same shape and type
        """
        turned = images
        if self.transposed:
            side = math.isqrt(images.shape[1])
            squares = turned.reshape(-1, side, side)
            turned = np.ascontiguousarray(squares.swapaxes(1, 2)).reshape(images.shape)
        return 255 - turned if self.inverted else turned

    def apply_to_labels(self, labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Put labels right.

        Parameters
        ----------
        labels : ndarray of shape (n_samples,), dtype uint8

        Returns
        -------
        ndarray of the same shape and type
        """
        return ((labels + 9) % 10).astype(np.uint8) if self.lowered else labels


STRAIGHT = Correction("straight")
TURNS = (
    STRAIGHT,
    Correction("transposed", transposed=True),
    Correction("inverted", inverted=True),
    Correction("transposed-inverted", transposed=True, inverted=True),
    Correction("labels-one-lower", lowered=True),
)


def turned(dataset: Dataset, turn: Correction) -> Dataset:
    """Put all digits of a data set right.

    Parameters
    ----------
    dataset : Dataset
        It stays as it is.
    turn : Correction

    Returns
    -------
    Dataset
        Named after both; what it was loaded from stays its source.
    """
    if turn == STRAIGHT:
        return dataset
    train, test = (
        replace(part, images=turn.apply(part.images), labels=turn.apply_to_labels(part.labels))
        for part in (dataset.train, dataset.test)
    )
    return replace(
        dataset,
        name=f"{dataset.name}, {turn.name}",
        train=train,
        test=test,
        notes=(*dataset.notes, f"all digits were put right as asked: {turn.name}"),
    )
