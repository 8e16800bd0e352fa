"""Trains a run again without some digits, and compares both networks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.inspection.influence import Floats
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Metrics
from mnistgui.training.replay import RunInputs

_REPORTED_STEPS = 20


@dataclass(frozen=True, eq=False)
class RunWithout:
    """A run that was trained again without some digits.

    Parameters
    ----------
    left_out : tuple of int
        The training digits that it never saw and the run before did.
    network : Network
        After the last step.
    steps : tuple of int
        When it was measured.
    test : tuple of Metrics
        Its loss and accuracy on the test digits after each of these.
    """

    left_out: tuple[int, ...]
    network: Network
    steps: tuple[int, ...]
    test: tuple[Metrics, ...]


def train_without(
    inputs: RunInputs,
    left_out: Iterable[int],
    steps: Sequence[int],
    report: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    in_passing: bool = False,
) -> RunWithout:
    """Train a run again, the same to the bit but for digits that are left out.

    Parameters
    ----------
    inputs : RunInputs
    left_out : iterable of int
        Indices of training digits.
    steps : sequence of int
        After which it is measured, rising; the last one ends it.
    report : callable
        Told how many of how many steps are done; what it raises ends the work.
    in_passing : bool
        Whether a run trains beside it.

    Returns
    -------
    RunWithout

    Raises
    ------
    UserError
        There is no such digit, or the run cannot be trained again.
    """
    chosen = tuple(left_out)
    config = replace(inputs.config, left_out=(*inputs.config.left_out, *chosen))
    changed = replace(inputs, config=config)
    trainer = changed.trainer_at(None)
    trainer.threads.in_passing = in_passing
    metrics = []
    for step in steps:
        for stepped in changed.replay(trainer, step):
            if stepped.step % _REPORTED_STEPS == 0:
                report(stepped.step, steps[-1])
        metrics.append(evaluate(trainer.snapshot(), inputs.dataset.test))
    return RunWithout(chosen, trainer.snapshot(), tuple(steps), tuple(metrics))


@dataclass(frozen=True, eq=False)
class ReadingsCompared:
    """What two networks read in the same digits.

    Parameters
    ----------
    before, without : ndarray of shape (n_samples, n_classes), float64
        Probabilities of the network that saw all digits, and of the one that did not.
    targets : ndarray of shape (n_samples,), intp
        The true classes.
    """

    before: Floats
    without: Floats
    targets: Indices

    @property
    def gained(self) -> Indices:
        """Indices of the digits that became misread once some were left out, rising."""
        return np.flatnonzero(~self._misread(self.before) & self._misread(self.without))

    @property
    def lost(self) -> Indices:
        """Indices of the digits that were misread until some were left out, rising."""
        return np.flatnonzero(self._misread(self.before) & ~self._misread(self.without))

    @property
    def loss_change(self) -> Floats:
        """How much the loss of each digit rose without them, in nats: of shape (n_samples,)."""
        return self._losses(self.without) - self._losses(self.before)

    def _misread(self, probabilities: Array) -> NDArray[np.bool_]:
        wrong: NDArray[np.bool_] = probabilities.argmax(axis=1) != self.targets
        return wrong

    def _losses(self, probabilities: Floats) -> Floats:
        of_targets = probabilities[np.arange(len(self.targets)), self.targets]
        return -np.log(np.maximum(of_targets, np.finfo(np.float64).tiny))


def compare_readings(before: Network, without: Network, split: Split) -> ReadingsCompared:
    """Read digits with two networks of the same classes.

    Parameters
    ----------
    before, without : Network
    split : Split

    Returns
    -------
    ReadingsCompared
    """
    targets = before.head.targets(split.labels)
    return ReadingsCompared(exact_readings(before, split), exact_readings(without, split), targets)


def exact_readings(network: Network, split: Split) -> Floats:
    """Probabilities in float64, so that small changes of sure readings are kept."""
    logits = network.logits(split.images).astype(np.float64)
    return network.head.probabilities(logits).astype(np.float64)
