"""What a network reads in a split, found out gently beside training and drawing."""

import time
from dataclasses import dataclass

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.nn.network import Network
from mnistgui.per_cent import per_cent
from mnistgui.training.evaluation import Reading
from mnistgui.ui.strings import tr

_CHUNK = 250
_REST = 2.0  # times as long as a chunk took of the processor


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network read in a split.

    Parameters
    ----------
    split : Split
        What was read.
    reading : Reading
        What was read in it.
    class_names : tuple of str
        Names of the classes.
    """

    split: Split
    reading: Reading
    class_names: tuple[str, ...]


def answer(network: Network, split: Split) -> Answer:
    """Have a network read a split, with rests in which training and the pen have the processor.

    Parameters
    ----------
    network : Network
        A snapshot.
    split : Split
        What is to be read.

    Returns
    -------
    Answer
    """
    parts = []
    for start in range(0, len(split), _CHUNK):
        began = time.thread_time()  # on a busy machine the clock would count others' work
        parts.append(network.probabilities(split.images[start : start + _CHUNK]))
        time.sleep(_REST * (time.thread_time() - began))
    probabilities = np.concatenate(parts)
    targets = network.head.targets(split.labels)
    reading = Reading(probabilities, probabilities.argmax(axis=1), targets)
    return Answer(split, reading, network.head.class_names)


def counted(answer: Answer) -> str:
    """How many of the digits are misread."""
    wrong, total = len(answer.reading.misread), len(answer.split)
    return tr("{0} misread ({1})").format(f"{wrong:,}", per_cent(wrong / total))


def caption(answer: Answer, i: int) -> str:
    """What is written under a digit: what is read, how sure that is, and what it is."""
    reading, names = answer.reading, answer.class_names
    return _caption(
        names[reading.predicted[i]], reading.probabilities[i].max(), names[reading.targets[i]]
    )


def widest_caption(answer: Answer) -> str:
    """A caption that takes as much room as any."""
    name = max(answer.class_names, key=len)
    return _caption(name, 1.0, name)


def _caption(read_as: str, sure: float, name: str) -> str:
    return f"{read_as}  {per_cent(sure, 0)}\n" + tr("is {0}").format(name)


def in_words(answer: Answer, i: int) -> str:
    """What a digit is and what the network reads, in a sentence."""
    reading = answer.reading
    return tr("Test digit {0} is {1}, read as {2} with {3} %").format(
        i,
        answer.class_names[reading.targets[i]],
        answer.class_names[reading.predicted[i]],
        f"{100 * reading.probabilities[i].max():.1f}",
    )
