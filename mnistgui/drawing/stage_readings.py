"""Reads drawings with one more stage from pen to pixels each time, to show what each is worth.

A plain network reads the canvas merely shrunk, then fitted and centred, then redrawn at the width
of MNIST's pen; other networks, such as the default model, read what comes of all stages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.normalize import ALL_STAGES, CENTRED, SHRINK_ONLY, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress, no_report
from mnistgui.training.config import TrainingConfig

STAGES = {"shrink": SHRINK_ONLY, "centred": CENTRED, "pen_width": ALL_STAGES}

PLAIN = TrainingConfig(hidden=(100,), epochs=5)
"""The settings of the plain network, such as a beginner would choose."""


@dataclass(frozen=True, eq=False)
class StageReadings:
    """The readings at each stage.

    Parameters
    ----------
    labels : ndarray of shape (n_drawings,), uint8
        The digit of each drawing.
    images : ndarray of shape (n_drawings, 784), uint8
        The pixels of each drawing after all stages.
    read : dict of str to ndarray of shape (n_drawings,), intp
        The readings by stage, those of the plain network first, then by the other networks' names.
    """

    labels: NDArray[np.uint8]
    images: NDArray[np.uint8]
    read: dict[str, Indices]

    @property
    def accuracies(self) -> dict[str, float]:
        """The share of drawings read right at each stage."""
        return {name: float((read == self.labels).mean()) for name, read in self.read.items()}


def read_in_stages(
    canvases: Sequence[tuple[Strokes, float]],
    labels: NDArray[np.uint8],
    plain: Network,
    networks: Mapping[str, Network],
    watch: OnProgress = no_report,
) -> StageReadings:
    """Read drawings with one more stage each time.

    Parameters
    ----------
    canvases : sequence of tuple of Strokes and float
        Each drawing with the longer side of its canvas; at least one.
    labels : ndarray of shape (n_drawings,), uint8
        The digit of each drawing.
    plain : Network
        A network that was trained on a data set without warps.
    networks : mapping of str to Network
        Networks that read the pixels after all stages, by name.
    watch : callable
        Called with how many conversions to pixels are done, and with the number of all: one for
        each drawing and stage.

    Returns
    -------
    StageReadings
    """
    read: dict[str, Indices] = {}
    images = np.empty((len(canvases), 784), np.uint8)
    total, done = len(STAGES) * len(canvases), 0
    for name, stages in STAGES.items():
        for i, (strokes, size) in enumerate(canvases):
            images[i] = to_pixels(strokes, stages, size)
            done += 1
            watch(done, total)
        read[name] = _answers(plain, images)
    for name, network in networks.items():
        read[name] = _answers(network, images)
    return StageReadings(labels, images, read)


def _answers(network: Network, images: NDArray[np.uint8]) -> Indices:
    return np.asarray(network.probabilities(images).argmax(axis=1))
