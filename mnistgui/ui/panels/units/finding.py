"""Works out the units of a layer in another thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.inspection.step_measurer import first_network
from mnistgui.inspection.unit_orders import OrderedLayer, UnitOrder
from mnistgui.inspection.units import (
    LayerActivity,
    layer_activity,
    movements,
    outgoing,
    pulled_back,
    weight_norms,
)
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.ui.runs.run import Run


@dataclass(frozen=True, eq=False)
class UnitsQuestion:
    """The units that are wanted.

    Parameters
    ----------
    network : Network
        Of dense layers.
    run : Run or None
        That it belongs to, whose first weights are compared.
    layer : int
        Counted from 1.
    order : UnitOrder
    digit : int
        For orders that ask about a logit.
    image : ndarray of shape (784,), uint8, or None
        The drawing.
    split : Split or None
        The test digits.
    """

    network: Network
    run: Run | None
    layer: int
    order: UnitOrder
    digit: int
    image: NDArray[np.uint8] | None
    split: Split | None


@dataclass(frozen=True, eq=False)
class FoundUnits:
    """The units of a layer.

    Parameters
    ----------
    question : UnitsQuestion
    order : ndarray of shape (units,), intp
        Units in the order of the question.
    values : ndarray of shape (units,) or None
        By which they are ordered; None where something for that is missing.
    pictures : ndarray of shape (784, units)
        Their weights, pulled back to the pixels.
    first_pictures : ndarray of shape (784, units), or None
        The same at the start of the run.
    outgoing : ndarray of shape (units, n_logits)
    norms : ndarray of shape (units,)
    moved : ndarray of shape (units,), or None
    activity : LayerActivity or None
        Of the test digits.
    """

    question: UnitsQuestion
    order: Indices
    values: NDArray[np.floating] | None
    pictures: Array
    first_pictures: Array | None
    outgoing: Array
    norms: NDArray[np.float64]
    moved: NDArray[np.float64] | None
    activity: LayerActivity | None


class UnitsFinder:
    """Answers in one thread at a time; what stays the same is not worked out again."""

    def __init__(self) -> None:
        self._first: tuple[Run, Network | None] | None = None
        self._active: tuple[Network, int, Split, LayerActivity] | None = None

    def answer(self, question: UnitsQuestion) -> FoundUnits:
        """Any thread, one at a time: Work out the units of a layer."""
        network, layer = question.network, question.layer
        first = self._first_network(question.run)
        ordered = OrderedLayer(network, layer, first, question.digit, question.image)
        return FoundUnits(
            question,
            question.order.sort(ordered),
            question.order.values(ordered),
            pulled_back(network, layer),
            None if first is None else pulled_back(first, layer),
            outgoing(network, layer),
            weight_norms(network, layer),
            None if first is None else movements(network, first, layer),
            self._activity(question),
        )

    def _first_network(self, run: Run | None) -> Network | None:
        if run is None:
            return None
        if self._first is None or self._first[0] is not run:
            start = None if run.start is None else run.start.parameters
            self._first = run, first_network(run.config, start, drawn=not run.origin)
        return self._first[1]

    def _activity(self, question: UnitsQuestion) -> LayerActivity | None:
        network, layer, split = question.network, question.layer, question.split
        if split is None or not len(split):
            return None
        known = self._active
        if known is None or known[0] is not network or known[1] != layer or known[2] is not split:
            found = layer_activity(network, layer, split.images)
            known = self._active = (network, layer, split, found)
        return known[3]
