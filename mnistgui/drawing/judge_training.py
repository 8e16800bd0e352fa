"""Trains the judge, which decides whether a drawing is a digit."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, Split
from mnistgui.drawing.digit_judge import NONE, DigitJudge, DigitOrNone, none_odds
from mnistgui.drawing.directions import N_FEATURES, directions
from mnistgui.drawing.no_digits import no_digits
from mnistgui.nn.activations import ReLU
from mnistgui.nn.arrays import Indices
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.build import build_network
from mnistgui.nn.initializers import HeNormal
from mnistgui.nn.network import CHUNK_DIGITS, Network
from mnistgui.nn.optimizers import Adam
from mnistgui.nn.parameters import named_parameters
from mnistgui.nn.schedules import OneCycle

HIDDEN = (128, 48)
_BATCH_DIGITS = 256
_LEARNING_RATE = 4e-3
_FIRST_LOOK, _EPOCHS = 2, 7
_ACCEPTED_SHARE = 0.9

OnShare = Callable[[float], None]
"""Called with the share of the work that is done."""


def learnt_judge(
    digits: Split,
    held_out: NDArray[np.uint8],
    others: int,
    rng: np.random.Generator,
    *,
    watch: OnShare = lambda _share: None,
) -> DigitJudge:
    """Train a judge on digits and on pictures that show none.

    Some of the latter look like a digit by chance. A first network finds them: what it holds for
    a digit more than one real digit in ten is left out, and a second one learns from the rest.

    Parameters
    ----------
    digits : Split
        Real, synthetic and recorded ones.
    held_out : ndarray of shape (n_held_out, 784), uint8
        Other real digits, by which the scores are calibrated.
    others : int
        How many pictures that show none are drawn.
    rng : numpy.random.Generator
        Draws pictures and weights, and shuffles.
    watch : callable
        Told how far it is, from 0 to 1.

    Returns
    -------
    DigitJudge
    """
    drawn = no_digits(others, rng).reshape(-1, PIXELS)
    images = np.concatenate([digits.images, drawn])
    labels = np.concatenate([digits.labels, np.full(len(drawn), NONE, np.uint8)])
    x = _features(images)
    total = _FIRST_LOOK + _EPOCHS
    network = _new(rng)
    for epoch in _epochs(network, x, labels, np.arange(len(x)), _FIRST_LOOK, rng):
        watch(epoch / total)
    clear = np.flatnonzero(~_mistaken(network, x, labels))
    network = _new(rng)
    for epoch in _epochs(network, x, labels, clear, _EPOCHS, rng):
        watch((_FIRST_LOOK + epoch) / total)
    return calibrated_judge(as_kept(network), held_out)


def calibrated_judge(network: Network, held_out: NDArray[np.uint8]) -> DigitJudge:
    """Calibrate a judge by the scores of real digits.

    Parameters
    ----------
    network : Network
    held_out : ndarray of shape (n_held_out, 784), uint8
        Real digits that it has not learnt from.

    Returns
    -------
    DigitJudge
    """
    return DigitJudge(network, np.sort(none_odds(network, directions(held_out))))


def as_kept(network: Network) -> Network:
    """Return the network with its numbers rounded to float16, as in its file."""
    rounded = network.copy()
    for parameter in rounded.parameters():
        parameter[...] = parameter.astype(np.float16)
    return rounded


def _new(rng: np.random.Generator) -> Network:
    return build_network(HIDDEN, ReLU(), DigitOrNone(), HeNormal(), rng, n_inputs=N_FEATURES)


def _features(images: NDArray[np.uint8]) -> NDArray[np.float16]:
    """Return the directions of many pictures in half the memory: (n, 392)."""
    features = np.empty((len(images), N_FEATURES), np.float16)
    for start in range(0, len(images), CHUNK_DIGITS):
        features[start : start + CHUNK_DIGITS] = directions(images[start : start + CHUNK_DIGITS])
    return features


def _epochs(
    network: Network,
    x: NDArray[np.float16],
    labels: NDArray[np.uint8],
    learnt: Indices,
    epochs: int,
    rng: np.random.Generator,
) -> Iterator[int]:
    """Change the weights in place, by some of the rows; yield how many epochs are over."""
    batch = min(_BATCH_DIGITS, len(learnt))
    steps = len(learnt) // batch
    schedule, optimizer = OneCycle(epochs * steps), Adam()
    backprop = Backprop(network, batch)
    for epoch in range(epochs):
        order = rng.permutation(learnt)
        for step in range(steps):
            rows = order[step * batch : (step + 1) * batch]
            backprop.x[...] = x[rows]
            backprop.run(labels[rows].astype(np.intp))
            rate = _LEARNING_RATE * schedule.factor(epoch * steps + step)
            gradients = backprop.gradients()
            for p, gradient in zip(named_parameters(network), gradients, strict=True):
                optimizer.update(p.key, p.array, gradient, rate, 0.0)
        yield epoch + 1


def _mistaken(
    network: Network, x: NDArray[np.float16], labels: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Return which pictures look like a digit though they should show none: (n,)."""
    parts = range(0, len(x), CHUNK_DIGITS)
    odds = np.concatenate([none_odds(network, x[start : start + CHUNK_DIGITS]) for start in parts])
    none = labels == NONE
    return np.asarray(none & (odds < np.quantile(odds[~none], _ACCEPTED_SHARE)))
