"""The misread doctor: the smallest change to a drawing that flips what a network reads.

Of one kind, the smallest change is the one of fewest degrees or pixels. Different kinds are
compared by the ink they change: the sum of all differences of pixels, as a share of the drawing's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.changes import Change, ChangeKind, changed_images, changes
from mnistgui.ink.normalize import Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class Flip:
    """A change that flips the reading.

    Parameters
    ----------
    change : Change
        What is changed.
    image : ndarray of shape (784,), dtype uint8
        What the network then sees.
    probabilities : ndarray of shape (n_classes,)
        Of the classes, as the network reads this image.
    size : float
        Ink changed, as a share of the drawing's ink.
    """

    change: Change
    image: NDArray[np.uint8]
    probabilities: Array
    size: float

    @property
    def answer(self) -> int:
        """The index of the class that is read after the change."""
        return int(self.probabilities.argmax())


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """The smallest changes that flip a reading.

    Parameters
    ----------
    answer : int
        Index of the class that is read.
    wanted : int or None
        Index of the class that was wanted instead; None for any other.
    tried : int
        How many changes were tried.
    flips : tuple of Flip
        The smallest of every kind, the smallest of all first.
    """

    answer: int
    wanted: int | None
    tried: int
    flips: tuple[Flip, ...]


def diagnose(
    network: Network,
    strokes: Strokes,
    stages: Stages,
    wanted: int | None = None,
    canvas_size: float = 1.0,
) -> Diagnosis:
    """Try all changes in one forward pass, and keep those that flip the reading.

    Parameters
    ----------
    network : Network
    strokes : Strokes
        Not empty.
    stages : Stages
        How the drawing becomes pixels.
    wanted : int or None
        Index of the class that should be read; None, or what is read already, for any other.
    canvas_size : float
        Longer side of the canvas in the drawing's unit.

    Returns
    -------
    Diagnosis
    """
    made = changes(strokes, canvas_size)
    image = to_pixels(strokes, stages, canvas_size)
    images = changed_images(made, stages, canvas_size)
    probabilities = network.probabilities(np.concatenate([image[None], images]))
    answer = int(probabilities[0].argmax())
    wanted = None if wanted == answer else wanted
    read = probabilities[1:].argmax(axis=1)
    sizes = _sizes(image, images)
    flipped = np.flatnonzero(read != answer if wanted is None else read == wanted)
    flips = [
        Flip(made[row], images[row], probabilities[1 + row], float(sizes[row]))
        for row in flipped.tolist()
    ]
    return Diagnosis(answer, wanted, len(made), _smallest_of_each_kind(flips))


def _smallest_of_each_kind(flips: list[Flip]) -> tuple[Flip, ...]:
    """Return the smallest flip of each kind, the smallest of all first."""
    smallest: dict[ChangeKind, Flip] = {}
    for flip in sorted(flips, key=lambda flip: (abs(flip.change.amount), flip.size)):
        smallest.setdefault(flip.change.kind, flip)
    return tuple(sorted(smallest.values(), key=lambda flip: flip.size))


def _sizes(image: NDArray[np.uint8], images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how much ink every changed image differs by: (n_changes,)."""
    difference = np.abs(images.astype(np.int16) - image.astype(np.int16)).sum(axis=1)
    return np.asarray(difference / max(int(image.sum(dtype=np.int64)), 1))
