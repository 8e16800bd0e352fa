"""The way of the drawing through the map, while the pen moves."""

import numpy as np

from mnistgui.inspection.linear_views import Floats
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.panels.map.placing import Placed

_LONGEST = 60


class Trail:
    """Remembers what a view makes of the newest drawings."""

    def __init__(self) -> None:
        self._values: list[Floats] = []
        self._newest: Look | None = None

    def clear(self) -> None:
        """Forget the way."""
        self._values.clear()
        self._newest = None

    def follow(self, look: Look | None, placed: Placed) -> None:
        """Add the newest drawing; none, or a network of another shape, ends the way."""
        if look is None or look.network.widths != placed.found.network.widths:
            self.clear()
            return
        if look is self._newest:
            return
        if placed.values is not None:
            self._values.append(look.reading.probabilities.astype(np.float64))
        elif placed.view is not None:
            activations = look.network.activations(look.reading.image[None])
            self._values.append(activations[placed.layer - 1][0].astype(np.float64))
        self._newest = look
        del self._values[:-_LONGEST]

    def places(self, placed: Placed, frame: Floats) -> list[Floats]:
        """Return where the drawing is and was, in the unit of the view, the newest place last."""
        if not self._values:
            return []
        values = np.array(self._values)
        if placed.values is not None:
            return list(values @ frame)
        if placed.view is not None:
            return list(placed.view.places(values))
        return []
