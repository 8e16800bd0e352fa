"""Teaches a network some digits of each writer, and reads the others before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.drawing.personalize import RECIPE, Recipe, learnt
from mnistgui.errors import UserError
from mnistgui.ink.jsonl import Drawing, labels_of
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress, no_report
from mnistgui.training.default_model import as_read
from mnistgui.training.evaluation import evaluate

TAUGHT_EACH = 5


@dataclass(frozen=True)
class Taught:
    """The result for one writer; accuracies are from 0 to 1.

    Parameters
    ----------
    writer : str
    taught, judged : int
        The writer's digits that were learnt, and the others.
    before, after : float
        Accuracy on the others.
    test_before, test_after : float
        On the data set's test digits.
    seconds : float
        That learning took.
    """

    writer: str
    taught: int
    judged: int
    before: float
    after: float
    test_before: float
    test_after: float
    seconds: float


def by_writer(drawings: Sequence[Drawing]) -> dict[str, list[Drawing]]:
    """Group drawings by their writers.

    Parameters
    ----------
    drawings : sequence of Drawing

    Returns
    -------
    dict of str to list of Drawing
        In the order of the names, each in the order given; drawings without one are left out.

    Raises
    ------
    UserError
        No drawing names its writer.
    """
    found: dict[str, list[Drawing]] = {}
    for drawing in drawings:
        if drawing.writer is not None:
            found.setdefault(drawing.writer, []).append(drawing)
    if not found:
        raise UserError('the recordings name no writers; lines with "writer" are needed')
    return dict(sorted(found.items()))


def spread(writers: dict[str, list[Drawing]], n: int | None) -> dict[str, list[Drawing]]:
    """Choose some writers evenly spaced from first to last.

    Parameters
    ----------
    writers : dict of str to list of Drawing
    n : int or None
        How many; None for all.

    Returns
    -------
    dict of str to list of Drawing
    """
    names = list(writers)
    count = len(names) if n is None else min(n, len(names))
    return {names[i]: writers[names[i]] for i in np.arange(count) * len(names) // max(count, 1)}


def teach_writers(
    network: Network,
    writers: dict[str, list[Drawing]],
    dataset: Dataset,
    seed: int = 0,
    *,
    recipe: Recipe = RECIPE,
    watch: OnProgress = no_report,
) -> list[Taught]:
    """Teach a network each writer's first digits, always beginning with the same weights.

    Parameters
    ----------
    network : Network
        Not changed; it should have seen none of these drawings.
    writers : dict of str to list of Drawing
        Labelled; the first five of each digit are taught.
    dataset : Dataset
        Rehearsed and tested on.
    seed : int
    recipe : Recipe
    watch : callable
        Told about every writer.

    Returns
    -------
    list of Taught
        In the order of the writers.

    Raises
    ------
    UserError
        A drawing has no label, or a writer no digits beyond those that are taught.
    """
    test_before = evaluate(network, dataset.test).accuracy
    found: list[Taught] = []
    for name, drawings in writers.items():
        taught, others = divided(name, drawings)
        began = perf_counter()
        mine = learnt(network, taught, dataset, seed, recipe=recipe)
        seconds = perf_counter() - began
        judged = as_read(others)
        accuracy = evaluate(network, judged).accuracy, evaluate(mine, judged).accuracy
        test_after = evaluate(mine, dataset.test).accuracy
        counts = len(taught), len(others)
        found.append(Taught(name, *counts, *accuracy, test_before, test_after, seconds))
        watch(len(found), len(writers))
    return found


def divided(writer: str, drawings: Sequence[Drawing]) -> tuple[list[Drawing], list[Drawing]]:
    """Divide drawings into the first five of each digit and the others.

    Parameters
    ----------
    writer : str
        For sentences.
    drawings : sequence of Drawing

    Returns
    -------
    tuple of two lists of Drawing
        Those to be taught, and the others.

    Raises
    ------
    UserError
        A drawing has no label, or there are no others.
    """
    seen = np.zeros(10, int)
    taught: list[Drawing] = []
    others: list[Drawing] = []
    for label, drawing in zip(labels_of(drawings), drawings, strict=True):
        (taught if seen[label] < TAUGHT_EACH else others).append(drawing)
        seen[label] += 1
    if not others:
        raise UserError(
            f"{writer} drew no digit more than {TAUGHT_EACH} times, so there is none to judge by"
        )
    return taught, others
