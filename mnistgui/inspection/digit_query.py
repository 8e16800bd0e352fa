"""Finds digits by their label, their reading, its probability and its loss."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
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
    """

    flagged: frozenset[int] = frozenset()
    noted: frozenset[int] = frozenset()


Condition = Callable[[DigitReadings, KnownOfDigits], Mask]


@dataclass(frozen=True)
class DigitQuery:
    """Conditions that a digit has to meet, all of them.

    Parameters
    ----------
    conditions : tuple of callable
        Each gives a mask of shape (n_samples,), bool.
    """

    conditions: tuple[Condition, ...] = ()

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
        keys = _KEYS[order](reading)[rows]
        return rows[np.argsort(keys, kind="stable")]


_KEYS: Mapping[DigitOrder, Callable[[DigitReadings], NDArray[np.floating] | Indices]] = {
    DigitOrder.INDEX: lambda reading: np.arange(len(reading.targets)),
    DigitOrder.LOSS: lambda reading: -losses(reading),
    DigitOrder.SUREST: lambda reading: -reading.probabilities.max(axis=1),
    DigitOrder.LEAST_SURE: lambda reading: reading.probabilities.max(axis=1),
    DigitOrder.TRUE: lambda reading: reading.targets,
    DigitOrder.PREDICTED: lambda reading: reading.predicted,
}


def parse_query(text: str, class_names: Sequence[str]) -> DigitQuery:
    """Read conditions as people type them.

    Parameters
    ----------
    text : str
        Conditions with commas between: ``4 as 9``, ``as 9``, ``is 4``, ``loss > 2``, ``sure < 60``
        (per cent), ``misread``, ``right``, ``flagged``, ``noted``, ``#42``; empty for all digits.
        Several indices are alternatives.
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
    conditions: list[Condition] = []
    for part in filter(None, (part.strip() for part in text.lower().split(","))):
        found = _CONDITION.fullmatch(part)
        if found is None:
            raise UserError(f"{part!r} is no condition; accepted are such as {EXAMPLES}")
        if found["index"]:
            indices.append(int(found["index"]))
        else:
            conditions += _conditions(found, class_names)
    if indices:
        conditions.append(lambda reading, _known: _among(indices, reading))
    return DigitQuery(tuple(conditions))


def _among(indices: Iterable[int], reading: DigitReadings) -> Mask:
    return np.isin(np.arange(len(reading.targets)), np.array(sorted(indices), np.intp))


def _conditions(found: re.Match[str], class_names: Sequence[str]) -> list[Condition]:
    if found["word"]:
        misread = found["word"] == "misread"
        return [lambda reading, _known: (reading.predicted != reading.targets) == misread]
    if found["marked"] == "flagged":
        return [lambda reading, known: _among(known.flagged, reading)]
    if found["marked"] == "noted":
        return [lambda reading, known: _among(known.noted, reading)]
    if found["what"]:
        return [_compared(found["what"], found["sign"], float(found[6]))]
    true, predicted = found["true"] or found["only_true"], found["predicted"]
    made: list[Condition] = []
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


def _compared(what: str, sign: str, limit: float) -> Condition:
    def condition(reading: DigitReadings, _known: KnownOfDigits) -> Mask:
        values = losses(reading) if what == "loss" else 100 * reading.probabilities.max(axis=1)
        mask: Mask = values > limit if sign == ">" else values < limit
        return mask

    return condition
