"""The write-ups' four mistakes in words, and the heads that make them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mnistgui.errors import UserError
from mnistgui.nn.heads import Head, Softmax
from mnistgui.nn.mistakes import OnlyTrueClass, SoftmaxOverBatch
from mnistgui.nn.network import Network


@dataclass(frozen=True)
class Mistake:
    """A mistake, as it is explained to a learner.

    Parameters
    ----------
    title : str
        In a few words.
    what : str
        What the code did instead of what it should have done.
    shown : str
        What one saw of it, and what shows it at once.
    made_in : str
        A preset whose authors made it.
    head : Head or None
        Makes it in the backward pass; None for one of the learning rate, whose gradient is right.
    """

    title: str
    what: str
    shown: str
    made_in: str
    head: Head | None = None


MISTAKES: Mapping[str, Mistake] = {
    "A": Mistake(
        "softmax over the batch",
        "Softmax divides by the sum over the whole batch instead of each digit's own.",
        "The loss fell all the same, but it cost 10 to 11 points of accuracy: 61 % instead of 72. "
        "The check shows it: the difference does not fall with N.",
        "softmax-batch",
        SoftmaxOverBatch(),
    ),
    "B": Mistake(
        "the rate halves at every digit",
        "The rate should halve once in an epoch, but inside the loop over digits it halves at each "
        "digit of that epoch.",
        "The curves went flat there. The gradient is right, so no check sees it; the live learning "
        "rate does.",
        "tanh-1e-3",
    ),
    "C": Mistake(
        "only the true class learns",
        "The output's error is y p - y instead of p - y, so that only the true class learns.",
        "The loss fell, and late in training it rose again; it cost 4 points of accuracy. The "
        "check shows it: the other classes' weights have a slope that backpropagation misses.",
        "softmax-gd-02",
        OnlyTrueClass(),
    ),
    "D": Mistake(
        "the rate falls below zero",
        "The rate falls in a line within each epoch and is not stopped at its final value, so that "
        "the last steps of an epoch have rates below zero and climb uphill.",
        "Little of it showed in the curves. The gradient is right, so no check sees it; the live "
        "learning rate does.",
        "softmax-decay-1500",
    ),
}


def with_mistake(network: Network, letters: str | None) -> Network:
    """Return the same network with a mistake in its backward pass.

    Parameters
    ----------
    network : Network
    letters : str or None
        With ``"A"`` or ``"C"`` in it; ``"B"``, ``"D"``, ``"none"`` and None leave the gradient
        right.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        The network has no softmax to make it in.
    """
    for letter, mistake in MISTAKES.items():
        if letter not in (letters or "") or mistake.head is None:
            continue
        if not isinstance(network.head, Softmax):
            raise UserError(f"mistake {letter} is one of softmax; choose a model with ten outputs")
        network = replace(network, head=mistake.head)
    return network
