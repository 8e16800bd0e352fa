"""Waits until what the network reads changes: on the digits of a class, or on one digit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.per_cent import per_cent
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Found, Watch


@dataclass(frozen=True)
class DigitFalls:
    """The accuracy on the test digits of one class falls below its best by so many points."""

    name: ClassVar[str] = "digit_falls"
    title: ClassVar[str] = "Accuracy of a digit falls by so many points"
    lasts: ClassVar[bool] = False
    digit: int = 8
    points: float = 10.0

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""
        rows = np.flatnonzero(trainer.dataset.test.labels == self.digit)
        if not len(rows):
            raise UserError(
                f"there are no test digits {self.digit}; a class that is there is accepted"
            )
        test = trainer.dataset.test
        part, name = test[rows], test.class_names[self.digit]
        best, right_at_best = 0.0, np.zeros(len(rows), bool)

        def watch(stepped: Stepped) -> Found | None:
            nonlocal best, right_at_best
            right = _read(trainer.snapshot(), part.images) == part.labels
            accuracy = float(right.mean())
            if accuracy >= best:
                best, right_at_best = accuracy, right
                return None
            if best - accuracy < self.points / 100:
                return None
            words = (
                f"{per_cent(accuracy)} of the test digits {name} are read right, after "
                f"{per_cent(best)} before"
            )
            return Found(stepped.step, words, rows[right_at_best & ~right])

        return watch


@dataclass(frozen=True, eq=False)
class AnswerFlips:
    """The network reads one test digit, or one drawing, as another class than a step before.

    Parameters
    ----------
    index : int
        Of the test digit.
    drawing : ndarray of shape (784,), uint8, or None
        What is read in place of a test digit.
    """

    name: ClassVar[str] = "flips"
    title: ClassVar[str] = "The answer to a test digit flips"
    lasts: ClassVar[bool] = False
    index: int = 0
    drawing: NDArray[np.uint8] | None = None

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""
        image = self._image(trainer.dataset.test)
        answer = _answer(trainer.snapshot(), image)

        def watch(stepped: Stepped) -> Found | None:
            nonlocal answer
            before, answer = answer, _answer(trainer.snapshot(), image)
            if answer == before:
                return None
            what = "the drawing" if self.drawing is not None else f"test digit {self.index}"
            digits = (
                np.empty(0, np.intp)
                if self.drawing is not None
                else np.array([self.index], np.intp)
            )
            words = f"{what} is read as {answer}, and was read as {before} a step before"
            return Found(stepped.step, words, digits)

        return watch

    def _image(self, test: Split) -> NDArray[np.uint8]:
        if self.drawing is not None:
            return self.drawing.reshape(1, -1)
        if self.index >= len(test):
            raise UserError(
                f"there is no test digit {self.index}; 0 to {len(test) - 1} are accepted"
            )
        return test.images[self.index : self.index + 1]


def _read(network: Network, images: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The label that is read in each image; of a network for one class, its label or -1."""
    head = network.head
    labels = np.array([-1, head.digit]) if isinstance(head, Logistic) else np.arange(head.units)
    found: NDArray[np.int64] = labels[network.probabilities(images).argmax(axis=1)]
    return found


def _answer(network: Network, image: NDArray[np.uint8]) -> str:
    """The name of the class that one image is read as."""
    return network.head.class_names[int(network.probabilities(image)[0].argmax())]
