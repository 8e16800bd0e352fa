"""Places digits: by the outputs, by the principal components of a layer, or by t-SNE."""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.linear_views import Floats, PlaneView, aligned, principal_plane
from mnistgui.inspection.tsne import MOST_DIGITS, tsne_places
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.ui.background.cooldowns import PAUSE_FACTOR_OF_READING
from mnistgui.ui.background.job import Report
from mnistgui.ui.state.split_reading import SplitReading

MOST_POINTS = 10_000
_CHUNK_DIGITS = 250


@dataclass(frozen=True, eq=False)
class Placed:
    """The places of digits in a view of one network.

    Parameters
    ----------
    found : SplitReading
        What the network reads in all digits of the part.
    layer : int
        Number of the hidden layer; 0 for the outputs.
    rows : ndarray of shape (n_points,), intp
        The digits that are placed.
    values : ndarray of shape (n_points, n_classes), float32, or None
        The outputs, which the tour turns; None in other views.
    view : PlaneView or None
        The principal plane of the layer, in which drawings are placed, too; None in other views.
    places : ndarray of shape (n_points, 2), float64, or None
        None for the outputs, whose places follow from the frame of the tour.
    step : int
        Of the network, where it does not follow the time line.
    """

    found: SplitReading
    layer: int
    rows: Indices
    values: Array | None = None
    view: PlaneView | None = None
    places: Floats | None = None
    step: int = 0


def spread_rows(count: int, most: int = MOST_POINTS) -> Indices:
    """Return indices of at most so many digits, evenly spread over all."""
    if count <= most:
        return np.arange(count)
    return np.linspace(0, count - 1, most).round().astype(np.intp)


def of_outputs(found: SplitReading) -> Placed:
    """Return the outputs of a reading."""
    rows = spread_rows(len(found.split))
    return Placed(found, 0, rows, values=found.reading.probabilities[rows])


def of_layer(found: SplitReading, layer: int, before: Placed | None) -> Placed:
    """Any thread: Place digits by the principal components of a layer, near where they were."""
    rows = spread_rows(len(found.split))
    values = layer_values(found.network, found.split.images[rows], layer)
    if not np.isfinite(values).all():
        return Placed(found, layer, rows, places=np.full((len(rows), 2), np.nan))
    view = principal_plane(values)
    places = view.places(values)
    if before is not None and before.places is not None and _same_digits(found, layer, before):
        view = aligned(view, places, before.places)
        places = view.places(values)
    return Placed(found, layer, rows, view=view, places=places)


def by_tsne(found: SplitReading, layer: int, step: int, report: Report) -> Placed:
    """Any thread: Lay digits out by t-SNE of a layer's activations."""
    report(0, 0)
    rows = spread_rows(len(found.split), MOST_DIGITS)
    values = layer_values(found.network, found.split.images[rows], layer)
    return Placed(found, layer, rows, places=tsne_places(values), step=step)


def layer_values(network: Network, images: NDArray[np.uint8], layer: int) -> Array:
    """Any thread: Compute the activations of a layer, with a pause after each chunk."""
    parts = []
    for start in range(0, len(images), _CHUNK_DIGITS):
        began = time.thread_time()
        parts.append(network.activations(images[start : start + _CHUNK_DIGITS])[layer - 1])
        time.sleep(PAUSE_FACTOR_OF_READING * (time.thread_time() - began))
    return np.concatenate(parts)


def _same_digits(found: SplitReading, layer: int, before: Placed) -> bool:
    same = before.found.split is found.split and before.layer == layer
    return same and before.found.network.widths == found.network.widths and before.view is not None
