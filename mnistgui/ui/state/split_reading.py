"""What a network reads in one part of a dataset, found out slowly enough for the rest to go on."""

import time
from dataclasses import dataclass

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import DigitReadings

_CHUNK = 250  # digits
_REST = 2.0  # times as long as a chunk took of the processor


@dataclass(frozen=True, eq=False)
class SplitReading:
    """What a network read in a part of a dataset.

    Parameters
    ----------
    network : Network
        The one that read.
    split : Split
        The digits that were read.
    reading : DigitReadings
        What was read in them.
    """

    network: Network
    split: Split
    reading: DigitReadings

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the network's classes."""
        return self.network.head.class_names


def read_with_rests(network: Network, split: Split) -> SplitReading:
    """Read every digit of a split, leaving the processor to training and the pen in between."""
    parts = []
    for start in range(0, len(split), _CHUNK):
        began = time.thread_time()  # on a busy machine the clock would count others' work
        parts.append(network.probabilities(split.images[start : start + _CHUNK]))
        time.sleep(_REST * (time.thread_time() - began))
    probabilities = np.concatenate(parts)
    targets = network.head.targets(split.labels)
    reading = DigitReadings(probabilities, probabilities.argmax(axis=1), targets)
    return SplitReading(network, split, reading)
