"""Answers who is to blame for a reading, and what the network had read without these digits."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.influence import Floats, TracedRun
from mnistgui.inspection.ranking import rank_correlation
from mnistgui.inspection.what_if import (
    ReadingsCompared,
    RunWithout,
    compare_readings,
    train_without,
)
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Metrics
from mnistgui.training.replay import RunInputs

_SMALLEST = np.finfo(np.float64).tiny


@dataclass(frozen=True, eq=False)
class Blame:
    """How much each training digit did for one reading.

    Parameters
    ----------
    target : int
        The class whose loss is asked about: what the image was read as, or its label.
    influences : ndarray of shape (n_train,), float64
        In nats; above 0 for digits that spoke for the class.
    """

    target: int
    influences: Floats

    def proponents(self, count: int) -> Indices:
        """The training digits that spoke most for the class, the strongest first."""
        best = np.argsort(-self.influences, kind="stable")[:count]
        return best[self.influences[best] > 0]

    def opponents(self, count: int) -> Indices:
        """The training digits that spoke most against the class, the strongest first."""
        worst = np.argsort(self.influences, kind="stable")[:count]
        return worst[self.influences[worst] < 0]


def blame(traced: TracedRun, image: NDArray[np.uint8], target: int) -> Blame:
    """Trace one reading back to the training digits.

    Parameters
    ----------
    traced : TracedRun
    image : ndarray of shape (784,), uint8
    target : int
        Index of a class.

    Returns
    -------
    Blame
    """
    return Blame(target, traced.influences(image[None], np.array([target]))[:, 0])


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A network that had never seen some digits, beside the one that had.

    Parameters
    ----------
    before : ndarray of shape (n_classes,), float64
        Probabilities of the network that saw them, of the image that was asked about.
    without : ndarray of shape (n_classes,), float64
        Those of the one that did not.
    target : int
        The class whose loss was asked about.
    estimate : float
        How much that loss was to rise without the digits, by their influence, in nats.
    run : RunWithout
    curve : tuple of Metrics
        Test loss and accuracy of the run that saw them, after the steps of ``run``.
    test : ReadingsCompared
        Of all test digits.
    estimates : ndarray of shape (n_test,), float64
        How much the loss of each test digit was to rise.
    """

    before: Floats
    without: Floats
    target: int
    estimate: float
    run: RunWithout
    curve: tuple[Metrics, ...]
    test: ReadingsCompared
    estimates: Floats

    @property
    def change(self) -> float:
        """How much the loss of the target rose in truth, in nats."""
        before, without = (
            max(float(p[self.target]), _SMALLEST) for p in (self.before, self.without)
        )
        return float(np.log(before) - np.log(without))

    @property
    def rank_correlation(self) -> float:
        """Spearman's correlation of estimate and truth over the test digits, whatever it is."""
        return rank_correlation(self.estimates, self.test.loss_change)


def ask_what_if(
    inputs: RunInputs,
    traced: TracedRun,
    rows: Indices,
    image: NDArray[np.uint8],
    target: int,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    in_passing: bool = False,
) -> WhatIf:
    """Train a run again without some digits, and compare that with what was estimated.

    Parameters
    ----------
    inputs : RunInputs
    traced : TracedRun
        Of the same run.
    rows : ndarray of shape (n_rows,), intp
        The training digits that are left out.
    image : ndarray of shape (784,), uint8
        What is asked about.
    target : int
        The class whose loss is asked about.
    report : callable
        Told how many of how many steps are done; what it raises ends the work.
    in_passing : bool
        Whether a run trains beside it.

    Returns
    -------
    WhatIf
    """
    test, network = inputs.dataset.test, traced.networks[-1]
    left_out = tuple(map(int, rows))
    run = train_without(inputs, left_out, traced.steps, report, in_passing=in_passing)
    comparison = compare_readings(network, run.network, test)
    of_image = traced.influences_of(rows, image[None], np.array([target]))
    return WhatIf(
        _read(network, image),
        _read(run.network, image),
        target,
        float(of_image.sum()),
        run,
        tuple(evaluate(one, test) for one in traced.networks),
        comparison,
        traced.influences_of(rows, test.images, comparison.targets).sum(axis=0),
    )


def _read(network: Network, image: NDArray[np.uint8]) -> Floats:
    """Probabilities in float64, of shape (n_classes,)."""
    logits = network.logits(image[None]).astype(np.float64)
    probabilities: Floats = network.head.probabilities(logits)[0].astype(np.float64)
    return probabilities
