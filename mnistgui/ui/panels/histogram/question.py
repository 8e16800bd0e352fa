"""The question the panel asks: how the weights of a layer are spread, first and last."""

from dataclasses import dataclass

from mnistgui.inspection.histogram import WeightHistogram, weight_histogram
from mnistgui.nn.arrays import Array
from mnistgui.training.model import make_network
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.inspected import Inspected


@dataclass(frozen=True, eq=False)
class HistogramQuestion:
    """Which weights are to be counted.

    Parameters
    ----------
    inspected : Inspected
        With a network.
    layer : int
        Number of the layer, from 1.
    before : CountedWeights or None
        The last answer, whose first weights are used again where they are the same.
    """

    inspected: Inspected
    layer: int
    before: "CountedWeights | None" = None

    def answer(self) -> "CountedWeights":
        """Count the weights; this takes a while for a large network."""
        network = self.inspected.network
        if network is None:
            raise ValueError("no network is inspected")
        before = self.before
        if before is not None and before.run is self.inspected.run and before.layer == self.layer:
            first = before.first
        else:
            first = _first_weights(self.inspected.run, self.layer)
        histogram = weight_histogram(network.dense_layers()[self.layer - 1].W, first)
        return CountedWeights(self.inspected.run, self.layer, first, histogram)


@dataclass(frozen=True, eq=False)
class CountedWeights:
    """The weights of one layer of one run, first and last."""

    run: Run | None
    layer: int
    first: Array | None
    histogram: WeightHistogram


def _first_weights(run: Run | None, layer: int) -> Array | None:
    """The weights of a layer that a run started from; None where they are not known."""
    if run is None:
        return None
    if run.start is not None:
        first: Array = run.start.parameters[f"W{layer}"]
        return first
    if run.origin:
        return None
    return make_network(run.config).dense_layers()[layer - 1].W
