"""Grades a run by a lesson card."""

import math
from dataclasses import dataclass

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.lesson_card import LessonCard, PassMark
from mnistgui.files.run import SavedRun
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.evaluation import evaluate
from mnistgui.training.measuring import divide


@dataclass(frozen=True)
class Grade:
    """The grade of a run.

    Parameters
    ----------
    passed : bool
    accuracy : float or None
        What it reached on the card's split; None when that was never measured.
    required : float
        What the card asks for.
    reasons : tuple of str
        Why it did not pass, a sentence each; empty when it did.
    """

    passed: bool
    accuracy: float | None
    required: float
    reasons: tuple[str, ...]


def grade(card: LessonCard, run: SavedRun, dataset: Dataset | None = None) -> Grade:
    """Compare a run with what a card asks for.

    Parameters
    ----------
    card : LessonCard
    run : SavedRun
    dataset : Dataset or None
        The card's digits, to measure afresh; None to believe what the run has written down.

    Returns
    -------
    Grade

    Raises
    ------
    UserError
        The dataset holds other digits than the run learnt from.
    """
    mark = card.pass_mark
    accuracy = recorded(run, mark) if dataset is None else measured(run, mark, dataset)
    reasons = [*_departures(card, run), *_shortfall(mark, accuracy)]
    return Grade(not reasons, accuracy, mark.accuracy, tuple(reasons))


def recorded(run: SavedRun, mark: PassMark) -> float | None:
    """Return the accuracy that a run measured last.

    Parameters
    ----------
    run : SavedRun
    mark : PassMark

    Returns
    -------
    float or None
        None when it never measured, or held no digits back.
    """
    values = run.history["measured"][f"{mark.split}_accuracy"]
    last = float(values[-1]) if len(values) else math.nan
    return None if math.isnan(last) else last


def measured(run: SavedRun, mark: PassMark, dataset: Dataset) -> float | None:
    """Measure the accuracy of a run's last weights.

    Parameters
    ----------
    run : SavedRun
    mark : PassMark
    dataset : Dataset

    Returns
    -------
    float or None
        None when the run held no digits back.

    Raises
    ------
    UserError
        The digits are others, or the weights are no numbers.
    """
    run.require_same_digits(dataset)
    train, valid = divide(run.config, dataset)
    parts: dict[str, Split] = {"train": train, "valid": valid, "test": dataset.test}
    split = parts[mark.split]
    return evaluate(run.network(), split).accuracy if len(split) else None


def _departures(card: LessonCard, run: SavedRun) -> list[str]:
    """Return a sentence for each setting in which the run departs from the card."""
    reasons = []
    if run.data.fingerprint != card.data_fingerprint:
        reasons.append(_other_digits(card.data_name, run.data.name))
    for name in card.hidden:
        asked, found = getattr(card.config, name), getattr(run.config, name)
        if asked != found:
            reasons.append(f"The setting {name} is {found}; the card fixes it at {asked}.")
    words = "The setting {0} was changed to {1} after step {2}; the card fixes it."
    changes = [one for one in run.interventions if one.name in card.hidden]
    reasons += [words.format(one.name, one.value, thousands(one.step)) for one in changes]
    if run.ended is None:
        reasons.append("The run was not over when it was saved.")
    return reasons


def _other_digits(asked: str, found: str) -> str:
    if asked == found:  # such as more or fewer of them
        return f"It learnt from other {found} than the card asks for."
    return f"It learnt from {found}, not from {asked}."


def _shortfall(mark: PassMark, accuracy: float | None) -> list[str]:
    if accuracy is None:
        return [f"Its accuracy on the {mark.split} digits was never measured."]
    if accuracy < mark.accuracy:
        read, passes = per_cent(accuracy), per_cent(mark.accuracy)
        return [f"It reads {read} of the {mark.split} digits; {passes} pass."]
    return []
