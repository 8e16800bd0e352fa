"""What the cloud paints: digits with readings, colours and names of classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from mnistgui.inspection.linear_views import Floats
from mnistgui.nn.arrays import Indices
from mnistgui.ui.widgets.theme import Theme

# Told apart by people who see colours differently as far as ten can be (after Tol 2021).
CLASS_COLOURS = (
    "#4477aa",
    "#ee6677",
    "#228833",
    "#c9a417",
    "#33aadd",
    "#aa3377",
    "#7d7d7d",
    "#ee8822",
    "#7a55cc",
    "#8c564b",
)
COLOURINGS = ("true", "predicted", "right")


@dataclass(frozen=True, eq=False)
class CloudScene:
    """The digits of the cloud.

    Parameters
    ----------
    rows : ndarray of shape (n_points,), intp
        Their indices in the part.
    predicted, targets : ndarray of shape (n_points,), intp
        What is read, and what is true.
    class_names : tuple of str
    """

    rows: Indices
    predicted: Indices
    targets: Indices
    class_names: tuple[str, ...]

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """The digits that are misread, of shape (n_points,)."""
        return np.asarray(self.predicted != self.targets, np.bool_)

    def order(self) -> Indices:
        """The order of painting: misread digits last, so that none of them is covered by others."""
        return np.argsort(self.wrong, kind="stable")

    def colours(self, by: str, theme: Theme) -> NDArray[np.uint32]:
        """Colours of all digits, one of :data:`COLOURINGS`, as Qt's ``QRgb``."""
        if by == "right":
            table = _table((theme.border, theme.bad))
            return table[self.wrong.astype(np.intp)]
        classes = self.targets if by == "true" else self.predicted
        return _table(CLASS_COLOURS)[classes % len(CLASS_COLOURS)]


def _table(colours: Sequence[str]) -> NDArray[np.uint32]:
    return np.array([QColor(colour).rgb() for colour in colours], np.uint32)


def steady_radius(places: Floats, before: float) -> float:
    """Return how far most points lie from the origin; what it was before if that still fits.

    Parameters
    ----------
    places : ndarray of shape (n_points, 2), float64
    before : float
        0 for none.

    Returns
    -------
    float
        Above 0.
    """
    distances = np.hypot(*places.T)
    far = float(np.quantile(distances, 0.995)) if len(distances) else 1.0
    if not np.isfinite(far) or far <= 0:
        far = 1.0
    return before if before and 0.6 <= far / before <= 1.02 else 1.1 * far
