"""The write-ups' three mistakes in words, and how each is swapped in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mnistgui.errors import UserError
from mnistgui.nn.heads import Head, Softmax
from mnistgui.nn.mistakes import OnlyTrueClass, SoftmaxOverBatch
from mnistgui.nn.network import Network


@dataclass(frozen=True)
class Mistake:
    """A mistake as a learner is told of it.

    Parameters
    ----------
    title : str
        In a few words.
    what : str
        What the code did instead of what it should have done.
    shown : str
        What one saw of it, and what shows it at once.
    head : Head or None
        Makes it in the backward pass; None for a mistake that leaves the gradient right.
    """

    title: str
    what: str
    shown: str
    head: Head | None = None


MISTAKES: Mapping[str, Mistake] = {
    "A": Mistake(
        "softmax over the batch",
        "Softmax divides by the sum over the whole batch instead of each digit's own.",
        "The loss fell all the same, but accuracy stuck at 61 %. The check shows it: the "
        "difference does not fall with N.",
        SoftmaxOverBatch(),
    ),
    "B": Mistake(
        "the rate halves on every step",
        "The rate should halve once at an epoch, but inside the step loop it halves on every step.",
        "The curves went flat there. The gradient is right, so no check sees it; the live learning "
        "rate does.",
    ),
    "C": Mistake(
        "only the true class learns",
        "The output's error is y p - y instead of p - y, so that only the true class learns.",
        "The loss fell, and late in training it rose again. The check shows it: the other classes' "
        "weights have a slope that backpropagation misses.",
        OnlyTrueClass(),
    ),
}


def with_mistake(network: Network, letter: str | None) -> Network:
    """The same network with a mistake in its backward pass.

    Parameters
    ----------
    network : Network
    letter : str or None
        ``"A"`` or ``"C"``; ``"B"`` and None leave the gradient right.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        The network has no softmax to make it in.
    """
    head = MISTAKES[letter].head if letter else None
    if head is None:
        return network
    if not isinstance(network.head, Softmax):
        raise UserError(f"mistake {letter} is one of softmax; choose a model with ten outputs")
    return replace(network, head=head)
