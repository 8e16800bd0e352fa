"""Tries what a file of weights leaves open - pixel scaling and activation - on digits at hand.

Every combination reads the same digits. The usual one, x / 255 and ReLU, is kept unless another
reads more of them right by more than chance (McNemar's test, on the digits that only one of the
two reads right); what was chosen is told in any case.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.weights.columns import Columns
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.usage import COLUMNS, SCALING_CHOICES, Usage, usage_of, used
from mnistgui.nn.activations import ReLU, Sigmoid, Tanh
from mnistgui.nn.network import Network
from mnistgui.training.fitting import reads

_ACTIVATIONS = (ReLU.name, Tanh.name, Sigmoid.name)
_MOST_DIGITS, _FEWEST_DIGITS = 2000, 200
_MULTIPLICATIONS = 1_000_000_000  # that one combination may take: some tens of milliseconds
POOR = 0.5  # a network that reads less of the digits was trained on other pixels
_BEYOND_CHANCE = 3.0  # standard deviations of a difference


@dataclass(frozen=True, eq=False)
class Attempt:
    """One combination that was tried.

    Parameters
    ----------
    usage : Usage
    right : ndarray of shape (n_digits,), bool
        Which digits it read right.
    """

    usage: Usage
    right: NDArray[np.bool_]

    @property
    def accuracy(self) -> float:
        """The share of digits that it read right."""
        return float(self.right.mean())

    def clearly_beats(self, other: "Attempt") -> bool:
        """Whether it reads more digits right than another does, by more than chance."""
        only_this = int((self.right & ~other.right).sum())
        only_other = int((other.right & ~self.right).sum())
        return only_this - only_other > _BEYOND_CHANCE * math.sqrt(only_this + only_other)


@dataclass(frozen=True, eq=False)
class Settled:
    """A network from a file, as it is used.

    Parameters
    ----------
    stored : StoredNetwork
        As the file has it.
    network : Network
        As it is used.
    usage : Usage
        How its weights are used.
    assumed : tuple of str
        Keys of what neither the file nor the person has said.
    attempts : tuple of Attempt
        What was tried, the chosen one first, then the best; empty where nothing was left open or no
        digits were at hand.
    digits : str
        Name of the data set that was tried on.
    """

    stored: StoredNetwork
    network: Network
    usage: Usage
    assumed: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    digits: str = ""


def settle(
    stored: StoredNetwork,
    digits: Dataset | None,
    wanted: Mapping[str, str] | None = None,
    columns: Columns | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Settled:
    """Decide how the weights of a file are used.

    Parameters
    ----------
    stored : StoredNetwork
        From any format.
    digits : Dataset or None
        Its training digits are tried on; None where there are none at hand. Those that do not fit
        the network are not tried.
    wanted : mapping of str to str, optional
        What the person says, by the keys of the description; it goes before what the file says.
    columns : Columns, optional
        For the scaling by columns; by default those of the training digits.
    progress : callable
        Told how many of how many combinations were tried.

    Returns
    -------
    Settled

    Raises
    ------
    UserError
        The person's words are no scaling or activation, or there are no digits whose columns could
        be measured.
    """
    if digits is not None and not reads(stored.network, digits.kind):
        digits = None
    usual, wanted = usage_of(stored.network), wanted or {}
    first = Usage(
        wanted.get(PIXEL_SCALING, usual.scaling), wanted.get(ACTIVATION, usual.activation)
    )
    assumed = tuple(key for key in stored.left_open if key not in wanted)
    if columns is None and digits and (first.scaling == COLUMNS or PIXEL_SCALING in assumed):
        columns = Columns.of_digits(digits.train.images)
    if digits is None or not assumed:
        return Settled(stored, used(stored.network, first, columns), first, assumed)
    usages = _usages(first, assumed)
    part = _part(digits.train, stored.network)
    attempts = ranked(list(_attempts(stored.network, usages, part, columns, progress)))
    network = used(stored.network, attempts[0].usage, columns)
    return Settled(stored, network, attempts[0].usage, assumed, attempts, digits.name)


def ranked(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """Put the attempt first that is to be used.

    Parameters
    ----------
    attempts : sequence of Attempt
        The usual one first.

    Returns
    -------
    tuple of Attempt
        The usual one stays first unless the best is clearly better and reads half of the digits;
        the others follow by accuracy.
    """
    best = max(attempts, key=lambda one: one.accuracy)
    better = best.accuracy >= POOR and best.clearly_beats(attempts[0])
    chosen = best if better else attempts[0]
    others = sorted((one for one in attempts if one is not chosen), key=lambda one: -one.accuracy)
    return (chosen, *others)


def _usages(first: Usage, assumed: Sequence[str]) -> list[Usage]:
    """Every usage that is open, the usual one first."""
    scalings = SCALING_CHOICES if PIXEL_SCALING in assumed else ()
    activations = _ACTIVATIONS if ACTIVATION in assumed else ()
    every = product(
        dict.fromkeys((first.scaling, *scalings)), dict.fromkeys((first.activation, *activations))
    )
    return [Usage(*one) for one in every]


def _part(train: Split, network: Network) -> Split:
    """As many training digits as can be read quickly, from all over them."""
    count = min(max(_MULTIPLICATIONS // network.cost, _FEWEST_DIGITS), _MOST_DIGITS)
    return train[:: max(len(train) // count, 1)][:count]


def _attempts(
    network: Network,
    usages: Sequence[Usage],
    part: Split,
    columns: Columns | None,
    progress: Callable[[int, int], None],
) -> Iterator[Attempt]:
    """Read the same digits in every way."""
    targets = network.head.targets(part.labels)
    for place, usage in enumerate(usages):
        progress(place, len(usages))
        read = used(network, usage, columns).probabilities(part.images).argmax(axis=1)
        yield Attempt(usage, read == targets)
