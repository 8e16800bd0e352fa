"""The question the panel asks: how far backpropagation is from the slope of the loss."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.gradient_check import EPSILON, GradientCheck, gradient_check
from mnistgui.nn.heads import Softmax
from mnistgui.nn.network import Network
from mnistgui.training.checking import with_mistake
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import Rates, decay_rates
from mnistgui.training.presets import preset_named

LIMIT = 1e-7
"""A relative error above this is no rounding."""

STEPS = np.array([1.0, 3.0, 10.0, 30.0, 1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5])
"""The N of the differences, taken over 1 / N."""

SOFTMAX_MISTAKES = ("A", "C")
"""Those that a network without a softmax cannot make."""

DIGITS = 8
_DROPPING = "relu-1e-3"  # the preset whose authors made mistake B
_TRIES = 3  # with other digits: where a ReLU bends, slope and difference rightly disagree
_MOST = 8
_MOST_AT_THE_END = 40


@dataclass(frozen=True, eq=False)
class Finding:
    """What a check found.

    Parameters
    ----------
    steps : ndarray of shape (n_steps,), float64
        N, where differences were taken over 1 / N.
    differences : ndarray of shape (n_steps,), float64
        Largest absolute difference of all weights checked.
    best : GradientCheck
        The check at the step that rounds least.
    rates : Rates or None
        With mistake B: the gradient is right, and the learning rate tells.
    """

    steps: NDArray[np.float64]
    differences: NDArray[np.float64]
    best: GradientCheck
    rates: Rates | None = None

    @property
    def right(self) -> bool:
        """Whether backpropagation agrees with the slope."""
        return self.best.max_relative_error < LIMIT

    @property
    def worst(self) -> tuple[str, float, float]:
        """The weight that differs most: its name, and its gradient both ways."""
        check = self.best.worst
        row = int(check.differences.argmax())
        place = ", ".join(str(i) for i in check.worst)
        return f"{check.key}[{place}]", float(check.analytic[row]), float(check.numeric[row])


def check(network: Network, split: Split, mistake: str) -> Finding:
    """Compare backpropagation with differences of ever smaller width.

    Parameters
    ----------
    network : Network
        Left as it is.
    split : Split
        A few of its digits are used.
    mistake : str
        ``"A"`` or ``"C"``, which are possible with softmax only; anything else for none.

    Returns
    -------
    Finding
    """
    if isinstance(network.head, Softmax):
        network = with_mistake(network, mistake)
    found = _found(network, split[:DIGITS])
    for start in range(DIGITS, min(_TRIES * DIGITS, len(split)), DIGITS):
        if found.right:
            break
        found = _found(network, split[start : start + DIGITS])
    return found


def check_run(
    network: Network, config: TrainingConfig | None, dataset: Dataset, mistake: str
) -> Finding:
    """Check a network, and with mistake B the learning rate too.

    Parameters
    ----------
    network : Network
        Left as it is.
    config : TrainingConfig or None
        Whose rate is shown; where it does not drop in steps, that of the write-ups' run is.
    dataset : Dataset
    mistake : str
        ``"A"``, ``"B"`` or ``"C"``; anything else for none.

    Returns
    -------
    Finding
    """
    found = check(network, dataset.train, mistake)
    if mistake != "B":
        return found
    if config is None or config.schedule != "step" or config.epochs <= config.step_epochs:
        config = preset_named(_DROPPING).runs[0].config
    return replace(found, rates=decay_rates(config, len(dataset.train)))


def _found(network: Network, digits: Split) -> Finding:
    x = network.pixel_scaling.scaled(digits.images, np.float64)
    targets = network.head.targets(digits.labels)
    differences = [
        gradient_check(network, x, targets, epsilon=1 / n, most=_MOST).max_difference
        for n in STEPS.tolist()
    ]
    best = gradient_check(network, x, targets, epsilon=EPSILON, most=_MOST_AT_THE_END)
    return Finding(STEPS, np.array(differences), best)
