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
        "Softmax divides by the sum over the whole batch instead of each digit's own, so that the "
        "probabilities of a digit no longer add up to 1.",
        "The loss still fell, but accuracy stuck at 61 %. The check shows it: however small the "
        "step, the slope of the loss never meets backpropagation.",
        SoftmaxOverBatch(),
    ),
    "B": Mistake(
        "the rate halves on every step",
        "The learning rate was to halve at an epoch; the halving sits inside the step loop, and "
        "it halves on every step of that epoch.",
        "The curves went flat there. No check of the gradient can see it, for the gradient is "
        "right; a look at the live learning rate does.",
    ),
    "C": Mistake(
        "only the true class learns",
        "The output's error is y p - y instead of p - y: the true class is pulled up, and the nine "
        "others are never pushed down.",
        "The loss fell, and late in training it rose again. The check shows it: the weights of "
        "the other classes have a slope, but backpropagation says 0.",
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
