"""The default model's recipe: which digits it learns from, and how.

MNIST alone teaches how Americans wrote in 1990 on forms. To read what other people draw on a
canvas, the network also learns from synthetic digits, which know more ways of writing, and from
pen recordings where there are any - all of them warped again and again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.errors import UserError
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.ink.normalize import PEN_WIDTH_PIXELS, to_pixels
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig

RECIPE = TrainingConfig(
    hidden=(800, 500),
    optimizer="adam",
    batch_size=250,
    learning_rate=2e-3,
    schedule="one_cycle",
    epochs=40,
    augmentation="warps",
    warp_rotate=15.0,
    validation_size=5000,
    metrics_sample=5000,
)
"""How it learns; validation digits are the last ones of MNIST's training part."""

COPIES = 4
"""How often each recording is redrawn, with pens of different widths."""

_PEN_WIDTH_DEVIATION = 0.25
_PEN_WIDTH_RANGE_PIXELS = (1.6, 5.0)


@dataclass(frozen=True, eq=False)
class Recordings:
    """Pen recordings, divided by their writers.

    Parameters
    ----------
    learnt : sequence of Drawing
        Learnt from.
    aside : sequence of Drawing
        By writers none of whose digits are learnt from.
    """

    learnt: Sequence[Drawing]
    aside: Sequence[Drawing]


def divided_by_writer(drawings: Sequence[Drawing], every: int) -> Recordings:
    """Set every n-th writer aside.

    Parameters
    ----------
    drawings : sequence of Drawing
        Labelled.
    every : int
        3 keeps a third of the writers aside, in the order of their names; 0 none.

    Returns
    -------
    Recordings

    Raises
    ------
    UserError
        A drawing has no label or no stroke, or there are too few writers.
    """
    labels_of(drawings)
    writers = sorted({drawing.writer or "" for drawing in drawings})
    aside = set(writers[every - 1 :: every]) if every else set()
    if every and not 0 < len(aside) < len(writers):
        raise UserError(
            f"the recordings name {len(writers)} writers, so every {every}. cannot be kept aside"
        )
    return Recordings(
        [d for d in drawings if (d.writer or "") not in aside],
        [d for d in drawings if (d.writer or "") in aside],
    )


def learning_mix(
    parts: Sequence[Split], validation: Split, test: Split, rng: np.random.Generator
) -> Dataset:
    """Mix the digits that the default model learns from.

    Parameters
    ----------
    parts : sequence of Split
        Learnt from, mixed: real digits, synthetic ones, recordings.
    validation : Split
        Real digits to fit the temperature on; they come last in the training part, where the
        trainer holds them back.
    test : Split
        Real digits to be judged on.
    rng : numpy.random.Generator
        Mixes.

    Returns
    -------
    Dataset
    """
    order = rng.permutation(sum(map(len, parts)))
    train = Split(
        np.concatenate([np.concatenate([p.images for p in parts])[order], validation.images]),
        np.concatenate([np.concatenate([p.labels for p in parts])[order], validation.labels]),
    )
    source = f"{thousands(len(order))} real, synthetic and recorded digits"
    return Dataset("the default model's digits", source, train, test)


def redrawn(drawings: Sequence[Drawing], rng: np.random.Generator, copies: int) -> Split:
    """Convert labelled drawings to pixels, with pens of different widths.

    Parameters
    ----------
    drawings : sequence of Drawing
    rng : numpy.random.Generator
        Draws the pen widths.
    copies : int
        How often each is redrawn.

    Returns
    -------
    Split
        Of ``copies * len(drawings)`` digits.
    """
    n = copies * len(drawings)
    widths = np.clip(
        PEN_WIDTH_PIXELS * np.exp(rng.normal(0, _PEN_WIDTH_DEVIATION, n)), *_PEN_WIDTH_RANGE_PIXELS
    )
    images = np.empty((n, 784), np.uint8)
    for i, width in enumerate(widths):
        strokes = drawings[i % len(drawings)].strokes
        images[i] = to_pixels(strokes, redrawn_width=float(width))
    return Split(images, np.tile(labels_of(drawings), copies))


def as_read(drawings: Sequence[Drawing]) -> Split:
    """Convert labelled drawings to pixels, as the canvas does.

    Parameters
    ----------
    drawings : sequence of Drawing

    Returns
    -------
    Split
    """
    images = np.array([to_pixels(d.strokes) for d in drawings], np.uint8).reshape(-1, 784)
    return Split(images, labels_of(drawings))
