"""Measures how networks bear distorted digits, in a job."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mnistgui.data.dataset import Split
from mnistgui.inspection.linear_views import Floats
from mnistgui.inspection.robustness import DISTORTIONS, Refusals, accuracies, refusals
from mnistgui.nn.network import Network
from mnistgui.ui.background.cooldowns import PAUSE_FACTOR
from mnistgui.ui.background.job import Report
from mnistgui.ui.state.split_reading import read_with_pauses

MOST_DIGITS = 2_000  # that are distorted; the refusals are of all test digits


@dataclass(frozen=True, eq=False)
class TestedNetwork:
    """A network that is measured.

    Parameters
    ----------
    name : str
        Such as "run 2, step 1,417".
    colour : int
        Which of the colours of runs.
    network : Network
    """

    name: str
    colour: int
    network: Network


@dataclass(frozen=True, eq=False)
class MeasuredNetwork:
    """How well a network reads distorted digits.

    Parameters
    ----------
    subject : TestedNetwork
    accuracies : mapping of str to ndarray of shape (n_strengths,), float64
        By the names of ``DISTORTIONS``.
    refusals : Refusals
    """

    subject: TestedNetwork
    accuracies: Mapping[str, Floats]
    refusals: Refusals


def measure(
    subjects: Sequence[TestedNetwork], split: Split, report: Report
) -> list[MeasuredNetwork]:
    """Any thread: Measure each of some networks, with pauses."""
    few, total = split[: min(len(split), MOST_DIGITS)], len(subjects) * (len(DISTORTIONS) + 1)
    found = []
    for place, subject in enumerate(subjects):
        done = place * (len(DISTORTIONS) + 1)
        report(done, total)
        reading = read_with_pauses(subject.network, split).reading
        curves = {}
        for number, (name, distortion) in enumerate(DISTORTIONS.items(), start=1):
            report(done + number, total)
            began = time.thread_time()
            curves[name] = accuracies(subject.network, few, distortion)
            time.sleep(PAUSE_FACTOR * (time.thread_time() - began))
        of_all = refusals(reading.probabilities, reading.targets)
        found.append(MeasuredNetwork(subject, curves, of_all))
    return found
