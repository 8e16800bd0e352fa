"""Ways in which the same digits can lie in a file: rows for columns, paper for ink, or both."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, SIDE, Dataset, Split


@dataclass(frozen=True)
class Turn:
    """One way of turning digits, which takes them back when it is done twice.

    Parameters
    ----------
    name : str
        As the command line knows it.
    transposed : bool
        Whether rows and columns change places.
    inverted : bool
        Whether paper and ink change places.
    """

    name: str
    transposed: bool = False
    inverted: bool = False

    def apply(self, images: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Turn images.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), dtype uint8

        Returns
        -------
        ndarray of the same shape and type
        """
        turned = images
        if self.transposed:
            squares = turned.reshape(-1, SIDE, SIDE)
            turned = np.ascontiguousarray(squares.swapaxes(1, 2)).reshape(-1, PIXELS)
        return 255 - turned if self.inverted else turned


STRAIGHT = Turn("straight")
TURNS = (
    STRAIGHT,
    Turn("transposed", transposed=True),
    Turn("inverted", inverted=True),
    Turn("transposed-inverted", transposed=True, inverted=True),
)


def turned(dataset: Dataset, turn: Turn) -> Dataset:
    """Turn all digits of a data set.

    Parameters
    ----------
    dataset : Dataset
        It stays as it is.
    turn : Turn

    Returns
    -------
    Dataset
        Named after both; what it was loaded from stays its source.
    """
    if turn == STRAIGHT:
        return dataset
    train, test = (
        Split(turn.apply(part.images), part.labels) for part in (dataset.train, dataset.test)
    )
    return replace(
        dataset,
        name=f"{dataset.name}, {turn.name}",
        train=train,
        test=test,
        notes=(*dataset.notes, f"all digits were {turn.name} as asked"),
    )
