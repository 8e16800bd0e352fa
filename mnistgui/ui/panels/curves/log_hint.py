"""A hint at the logarithmic axis, for when one run's loss flattens the curves of others."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QToolButton

from mnistgui.ui.panels.curves.framing import focus
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import LEFT_OUT_OF_PICTURES, explain

_FLAT = 0.12  # of the height of a plot, which a curve takes that nobody can follow
_VISIBLE = 0.08  # of the height in powers of ten, from which it can be followed
_BETTER = 2.0  # times as high as before, too
_LEAST = 1e-12
_WHY = (
    "One curve is so high that it leaves the plot, or that others lie flat below it."
    " Powers of ten (Log loss) show all of them."
)

_MOST_VALUES = 500  # values of a curve that are looked at: this is done for each drawing


class LogHint(QToolButton):
    """A button that is shown while the logarithmic axis would help, until it was used once."""

    def __init__(self, log: QCheckBox) -> None:
        super().__init__()
        self._log = log
        self._known = False
        self.setObjectName("log_loss_hint")
        self.setText(tr("Show all curves"))
        self.setProperty("hint", True)  # noqa: FBT003 - the style sheet's mark
        self.setProperty(LEFT_OUT_OF_PICTURES, True)  # noqa: FBT003
        explain(self, tr(_WHY))
        self.hide()
        self.clicked.connect(log.click)
        log.toggled.connect(self._on_log_used)

    def update_hint(self, series: tuple[Series, ...]) -> None:
        """Show or hide the hint.

        Parameters
        ----------
        series : tuple of Series
            The curves of the loss.
        """
        losses = [one.y[:: len(one.y) // _MOST_VALUES + 1] for one in series]
        self.setVisible(not self._known and flattened(losses))

    @Slot()
    def _on_log_used(self) -> None:
        self._known = True
        self.hide()


def flattened(curves: Sequence[Curve]) -> bool:
    """Return whether a curve is flat or out of sight, but would not be on a logarithmic axis.

    Parameters
    ----------
    curves : sequence of ndarray of shape (n_points,)
        Losses of several runs; one alone flattens nobody.

    Returns
    -------
    bool
    """
    limits = focus(list(curves), leave_out=True)
    if limits is None or len(curves) < 2 or limits[1] <= max(limits[0], _LEAST):
        return False
    height, powers = limits[1] - limits[0], _powers(*limits)
    ends = [focus([curve]) for curve in curves if len(curve) > 1]
    spans = [one for one in ends if one is not None]
    shares = [((high - low) / height, _powers(low, high) / powers) for low, high in spans]
    out_of_sight = any(low > limits[1] for low, _high in spans)
    return out_of_sight or any(
        flat < _FLAT and tall > max(_VISIBLE, _BETTER * flat) for flat, tall in shares
    )


def _powers(low: float, high: float) -> float:
    """Return how many powers of ten lie between two losses."""
    return float(np.log10(max(high, _LEAST) / max(low, _LEAST)))
