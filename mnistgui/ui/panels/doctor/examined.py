"""The question the doctor asks about a look: how usual the drawing is, and what flips it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.doctor import Diagnosis, diagnose
from mnistgui.drawing.measures import measure
from mnistgui.drawing.spread import MeasuredDigits, Standing, standing
from mnistgui.ui.drawing.look import Look


@dataclass(frozen=True, eq=False)
class Examined:
    """A drawing that the doctor has seen.

    Parameters
    ----------
    look : Look
        The drawing, and the snapshot of the network that read it.
    measured : ndarray of shape (n_measures,), float32
        Of the drawing's pixels.
    as_read : Standing or None
        Among the training digits of the class that is read; None where they are not measured yet.
    as_meant : Standing or None
        Among those of the class that was meant; None where none was, or it is the one that is read.
    diagnosis : Diagnosis
        What it takes to flip the reading.
    """

    look: Look
    measured: NDArray[np.float32]
    as_read: Standing | None
    as_meant: Standing | None
    diagnosis: Diagnosis


def examining(
    look: Look, spread: MeasuredDigits | None, meant: int | None
) -> Callable[[], Examined]:
    """The work of examining a look.

    Parameters
    ----------
    look : Look
    spread : MeasuredDigits or None
        Of the training digits, when they have been measured.
    meant : int or None
        Index of the class that the person meant.

    Returns
    -------
    callable
        Returns an Examined.
    """
    return lambda: _examined(look, spread, meant)


def _examined(look: Look, spread: MeasuredDigits | None, meant: int | None) -> Examined:
    measured = measure(look.reading.image[None])[0]
    diagnosis = diagnose(look.network, look.strokes, look.stages, meant)

    def among(class_index: int | None) -> Standing | None:
        if spread is None or class_index is None:
            return None
        return standing(spread, look.network.head, class_index, measured)

    return Examined(look, measured, among(diagnosis.answer), among(diagnosis.wanted), diagnosis)
