"""The handwriting test: thirty prompted digits, read at every stage."""

from collections.abc import Sequence

import numpy as np

from mnistgui.data.dataset import CLASSES, Dataset
from mnistgui.drawing.stage_readings import PLAIN, StageReadings, read_in_stages
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.nn.heads import Softmax
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress, no_report
from mnistgui.training.events import Started, Stepped
from mnistgui.training.trainer import Trainer

TIMES = 3
"""How often each digit is asked for."""

_CANVAS = 1.0  # the drawings are in fractions of the canvas' side


def prompts(seed: int) -> tuple[int, ...]:
    """Return the digits that a person is asked for, in their order.

    Parameters
    ----------
    seed : int
        The same seed asks for the same order.

    Returns
    -------
    tuple of int
        Thirty digits, three of each class.
    """
    digits = np.repeat(np.arange(CLASSES), TIMES)
    return tuple(int(digit) for digit in np.random.default_rng(seed).permutation(digits))


def examined(
    drawings: Sequence[Drawing],
    dataset: Dataset,
    shipped: Network,
    looked_at: Network | None,
    watch: OnProgress = no_report,
) -> StageReadings:
    """Read the drawings of a test at every stage.

    Parameters
    ----------
    drawings : sequence of Drawing
        In fractions of the canvas' side, each with the digit that was asked for.
    dataset : Dataset
        The plain network is trained on it, without warps.
    shipped : Network
        The default model.
    looked_at : Network or None
        Another network to compare, if it reads ten digits.
    watch : callable
        Called with the steps so far and all steps of the plain network's training, which takes
        longest.

    Returns
    -------
    StageReadings
        ``shrink``, ``centred``, ``pen_width`` by the plain network, ``default_model``, and
        ``looked_at`` by the other network if there is one.

    Raises
    ------
    UserError
        A drawing has no label or no strokes.
    """
    labels = labels_of(drawings)
    networks = {"default_model": shipped}
    if looked_at is not None and isinstance(looked_at.head, Softmax):
        networks["looked_at"] = looked_at
    canvases = [(drawing.strokes, _CANVAS) for drawing in drawings]
    return read_in_stages(canvases, labels, _plain(dataset, watch), networks)


def _plain(dataset: Dataset, watch: OnProgress) -> Network:
    trainer = Trainer(PLAIN, dataset)
    trainer.threads.in_passing = True  # a run that is alive decides on the number of threads
    total = 0
    for event in trainer:
        if isinstance(event, Started):
            total = PLAIN.epochs * event.steps_per_epoch
        elif isinstance(event, Stepped):
            watch(event.step, total)
    return trainer.snapshot()
