"""Predictions: the readings of drawings, pictures and data sets, one record each."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.novelty import Novelty
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.normalize import ALL_STAGES, Stages, to_pixels
from mnistgui.nn.network import Network
from mnistgui.training.calibration import reliability


def drawings_to_pixels(
    drawings: Iterable[Drawing], stages: Stages = ALL_STAGES
) -> NDArray[np.uint8]:
    """Convert drawings to pixels with the code that the canvas uses.

    Parameters
    ----------
    drawings : iterable of Drawing
    stages : Stages

    Returns
    -------
    ndarray of shape (n_drawings, 784), uint8
    """
    return np.stack([to_pixels(drawing.strokes, stages) for drawing in drawings])


def predictions(
    network: Network, images: NDArray[np.uint8], labels: Sequence[int | None]
) -> list[dict[str, Any]]:
    """Read images.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n_samples, 784), uint8
    labels : sequence of int or None
        The digit each shows, where it is known.

    Returns
    -------
    list of dict
        ``index, label, prediction, probabilities``; the prediction is an index into the network's
        class names, which for ten digits is the digit itself.
    """
    probabilities = network.probabilities(images)
    best = probabilities.argmax(axis=1)
    return [
        {
            "index": index,
            "label": label,
            "prediction": int(best[index]),
            "probabilities": [float(p) for p in probabilities[index]],
        }
        for index, label in enumerate(labels)
    ]


def judged(
    records: Sequence[dict[str, Any]], novelty: Novelty, images: NDArray[np.uint8]
) -> list[dict[str, Any]]:
    """Add to each record whether the image shows a digit.

    Parameters
    ----------
    records : sequence of dict
        From :func:`predictions`.
    novelty : Novelty
        Of the network that read them.
    images : ndarray of shape (n_samples, 784), uint8
        What it read.

    Returns
    -------
    list of dict
        The records with ``is_digit`` and ``confidence``, as in
        :class:`~mnistgui.drawing.novelty.Verdict`.
    """
    verdicts = novelty.verdicts(images)
    return [r | asdict(verdict) for r, verdict in zip(records, verdicts, strict=True)]


def with_numbers(
    records: Sequence[dict[str, Any]], digits: Sequence[NDArray[np.uint8]], novelty: Novelty
) -> list[dict[str, Any]]:
    """Add to each record the number that is read.

    Parameters
    ----------
    records : sequence of dict
        From :func:`judged`.
    digits : sequence of ndarray of shape (n_digits, 784), uint8
        The digits of each drawing, from left to right.
    novelty : Novelty
        Of the network that reads them.

    Returns
    -------
    list of dict
        The records with ``number``: the digits as a text, such as "42", or None where no digit is
        seen. Where there are several, ``digits`` lists ``prediction, probabilities, is_digit,
        confidence`` of each.
    """
    return [
        record | _number(record, images, novelty)
        for record, images in zip(records, digits, strict=True)
    ]


def _number(record: dict[str, Any], images: NDArray[np.uint8], novelty: Novelty) -> dict[str, Any]:
    names = novelty.network.head.class_names
    if len(images) == 1:
        return {"number": names[record["prediction"]] if record["is_digit"] else None}
    read = judged(predictions(novelty.network, images, [None] * len(images)), novelty, images)
    for digit in read:
        del digit["index"], digit["label"]
    return {"number": "".join(names[digit["prediction"]] for digit in read), "digits": read}


def prediction_summary(network: Network, records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Count how many images were read right.

    Parameters
    ----------
    network : Network
        The one that read them.
    records : sequence of dict
        From :func:`predictions`.

    Returns
    -------
    dict
        ``count, correct, accuracy, expected_calibration_error``; all but the count concern the
        images whose label is known, and are None where none is. The last two are from 0 to 1.
    """
    known = [r for r in records if r["label"] is not None]
    if not known:
        names = ("correct", "accuracy", "expected_calibration_error")
        return {"count": len(records), **dict.fromkeys(names)}
    targets = network.head.targets(np.array([r["label"] for r in known], np.uint8))
    correct = sum(int(r["prediction"] == t) for r, t in zip(known, targets, strict=True))
    sure = reliability(np.array([r["probabilities"] for r in known], np.float32), targets)
    return {
        "count": len(records),
        "correct": correct,
        "accuracy": correct / len(known),
        "expected_calibration_error": sure.expected_calibration_error,
    }
