"""Reads one part of a data set with pauses, so that training and the pen go on meanwhile."""

import time
from dataclasses import dataclass

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import DigitReadings
from mnistgui.ui.background.cooldowns import PAUSE_FACTOR_OF_READING

_CHUNK_DIGITS = 250


@dataclass(frozen=True, eq=False)
class SplitReading:
    """The reading of a part of a data set by a network.

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


def read_with_pauses(network: Network, split: Split) -> SplitReading:
    """Any thread: Read every digit of a split, with a pause after each chunk."""
    parts = []
    for start in range(0, len(split), _CHUNK_DIGITS):
        began = time.thread_time()  # on a busy machine the clock would count others' work
        parts.append(network.probabilities(split.images[start : start + _CHUNK_DIGITS]))
        time.sleep(PAUSE_FACTOR_OF_READING * (time.thread_time() - began))
    probabilities = np.concatenate(parts)
    targets = network.head.targets(split.labels)
    reading = DigitReadings(probabilities, probabilities.argmax(axis=1), targets)
    return SplitReading(network, split, reading)
