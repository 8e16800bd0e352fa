"""Finds digits by their label, their reading, its probability and its loss."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.inspection.digit_history import DigitHistory
from mnistgui.nn.arrays import Indices
from mnistgui.training.evaluation import DigitReadings

EXAMPLES = "4 as 9, loss > 2, sure < 60, misread, flagged, #42"
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_CONDITION = re.compile(
    r"(?P<true>\d)?\s*as\s*(?P<predicted>\d)"
    r"|is\s*(?P<only_true>\d)"
    rf"|(?P<what>loss|sure)\s*(?P<sign>[<>])\s*{_NUMBER}\s*%?"
    r"|\#?(?P<index>\d{1,9})"
    r"|(?P<word>misread|right)"
    r"|(?P<marked>flagged|noted)"
    r"|(?P<past>stubborn|forgotten|never\s*learnt)"
)
_SMALLEST = np.finfo(np.float64).tiny
Mask = NDArray[np.bool_]


class DigitOrder(Enum):
    """In which order digits are listed; the values are the names on the command line."""

    INDEX = "index"
    LOSS = "loss"
    SUREST = "surest"
    LEAST_SURE = "least-sure"
    TRUE = "true"
    PREDICTED = "predicted"
    FORGOTTEN = "forgotten"

    @property
    def needs_history(self) -> bool:
        """Whether the digits must have been read at the checkpoints of the run."""
        return self is DigitOrder.FORGOTTEN


def losses(reading: DigitReadings) -> NDArray[np.float64]:
    """Compute the loss of each digit.

    Parameters
    ----------
    reading : DigitReadings

    Returns
    -------
    ndarray of shape (n_samples,), float64
        ``-log p[label]`` in nats, at most 708; NaN where the probabilities are.
    """
    p = reading.probabilities[np.arange(len(reading.targets)), reading.targets]
    found: NDArray[np.float64] = -np.log(np.maximum(p.astype(np.float64), _SMALLEST))
    return found


@dataclass(frozen=True, eq=False)
class KnownOfDigits:
    """What is known of digits beside their readings.

    Parameters
    ----------
    flagged, noted : frozenset of int
        Indices of the digits that a person flagged, or wrote a note on.
    history : DigitHistory or None
        What the run read at its checkpoints; None where that is not known.
    """

    flagged: frozenset[int] = frozenset()
    noted: frozenset[int] = frozenset()
    history: DigitHistory | None = None

    @property
    def known_history(self) -> DigitHistory:
        """The history, where there must be one."""
        if self.history is None:
            raise UserError("the checkpoints of the run have not been read yet")
        return self.history


Criterion = Callable[[DigitReadings, KnownOfDigits], Mask]


@dataclass(frozen=True)
class DigitQuery:
    """Conditions that a digit has to meet, all of them.

    Parameters
    ----------
    conditions : tuple of callable
        Each gives a mask of shape (n_samples,), bool.
    needs_history : bool
        Whether the digits must have been read at the checkpoints of the run.
    """

    conditions: tuple[Criterion, ...] = ()
    needs_history: bool = False

    def rows(
        self,
        reading: DigitReadings,
        order: DigitOrder = DigitOrder.INDEX,
        known: KnownOfDigits = KnownOfDigits(),
    ) -> Indices:
        """Find the digits.

        Parameters
        ----------
        reading : DigitReadings
        order : DigitOrder
            Equal ones are in the order of their indices.
        known : KnownOfDigits

        Returns
        -------
        ndarray of shape (n_found,), intp
            Their indices.
        """
        mask = np.ones(len(reading.targets), bool)
        for condition in self.conditions:
            mask &= condition(reading, known)
        rows = np.flatnonzero(mask)
        keys = _KEYS[order](reading, known)[rows]
        return rows[np.argsort(keys, kind="stable")]


_Keys = Callable[[DigitReadings, KnownOfDigits], NDArray[np.floating] | Indices]
_KEYS: Mapping[DigitOrder, _Keys] = {
    DigitOrder.INDEX: lambda reading, _known: np.arange(len(reading.targets)),
    DigitOrder.LOSS: lambda reading, _known: -losses(reading),
    DigitOrder.SUREST: lambda reading, _known: -reading.probabilities.max(axis=1),
    DigitOrder.LEAST_SURE: lambda reading, _known: reading.probabilities.max(axis=1),
    DigitOrder.TRUE: lambda reading, _known: reading.targets,
    DigitOrder.PREDICTED: lambda reading, _known: reading.predicted,
    DigitOrder.FORGOTTEN: lambda _reading, known: -known.known_history.forgettings,
}


def parse_query(text: str, class_names: Sequence[str]) -> DigitQuery:
    """Read conditions as people type them.

    Parameters
    ----------
    text : str
        Conditions with commas between: ``4 as 9``, ``as 9``, ``is 4``, ``loss > 2``, ``sure < 60``
        (per cent), ``misread``, ``right``, ``flagged``, ``noted``, ``stubborn``, ``forgotten``,
        ``never learnt``, ``#42``; empty for all digits. Several indices are alternatives.
    class_names : sequence of str
        Names of the network's classes.

    Returns
    -------
    DigitQuery

    Raises
    ------
    UserError
        A condition is none of these, or names a class that the network does not have.
    """
    indices: list[int] = []
    conditions: list[Criterion] = []
    needs_history = False
    for part in filter(None, (part.strip() for part in text.lower().split(","))):
        found = _CONDITION.fullmatch(part)
        if found is None:
            raise UserError(f"{part!r} is no condition; accepted are such as {EXAMPLES}")
        if found["index"]:
            indices.append(int(found["index"]))
        else:
            conditions += _conditions(found, class_names)
            needs_history |= found["past"] is not None
    if indices:
        conditions.append(lambda reading, _known: _among(indices, reading))
    return DigitQuery(tuple(conditions), needs_history)


_PAST: Mapping[str, Criterion] = {
    "stubborn": lambda _reading, known: known.known_history.stubborn,
    "forgotten": lambda _reading, known: known.known_history.forgotten,
    "never": lambda _reading, known: known.known_history.never_learnt,
}


def _among(indices: Iterable[int], reading: DigitReadings) -> Mask:
    return np.isin(np.arange(len(reading.targets)), np.array(sorted(indices), np.intp))


def _conditions(found: re.Match[str], class_names: Sequence[str]) -> list[Criterion]:
    if found["word"]:
        misread = found["word"] == "misread"
        return [lambda reading, _known: (reading.predicted != reading.targets) == misread]
    if found["what"]:
        return [_compared(found["what"], found["sign"], float(found[6]))]
    if found["marked"] == "flagged":
        return [lambda reading, known: _among(known.flagged, reading)]
    if found["marked"] == "noted":
        return [lambda reading, known: _among(known.noted, reading)]
    if found["past"]:
        return [_PAST["never" if found["past"].startswith("never") else found["past"]]]
    return _class_conditions(found, class_names)


def _class_conditions(found: re.Match[str], class_names: Sequence[str]) -> list[Criterion]:
    true, predicted = found["true"] or found["only_true"], found["predicted"]
    made: list[Criterion] = []
    if true:
        is_class = _class(true, class_names)
        made.append(lambda reading, _known: reading.targets == is_class)
    if predicted:
        as_class = _class(predicted, class_names)
        made.append(lambda reading, _known: reading.predicted == as_class)
    return made


def _class(name: str, class_names: Sequence[str]) -> int:
    if name not in class_names:
        raise UserError(f"this network has no class {name}; accepted are {', '.join(class_names)}")
    return class_names.index(name)


def _compared(what: str, sign: str, limit: float) -> Criterion:
    def condition(reading: DigitReadings, _known: KnownOfDigits) -> Mask:
        values = losses(reading) if what == "loss" else 100 * reading.probabilities.max(axis=1)
        mask: Mask = values > limit if sign == ">" else values < limit
        return mask

    return condition
