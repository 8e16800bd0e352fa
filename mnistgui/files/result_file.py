"""The result file: the answers of a network to images, as a JSON list.

One object an image: ``{"activations": [10 floats], "index": i, "classification": k}``.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.atomic import write_bytes


def save_result(path: Path, probabilities: NDArray[np.float32]) -> None:
    """Write a result file.

    Parameters
    ----------
    path : pathlib.Path
    probabilities : ndarray of shape (n_samples, n_classes), float32
        As ``Network.probabilities`` gives them; the most probable class is the classification.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    best = probabilities.argmax(axis=1)
    records = [
        {"activations": shortest(row), "index": index, "classification": int(best[index])}
        for index, row in enumerate(probabilities)
    ]
    lines = ",\n".join(json.dumps(record) for record in records)
    write_bytes(path, f"[\n{lines}\n]\n".encode())


def shortest(row: NDArray[np.float32]) -> list[float]:
    """Return numbers with as few digits as make them the same float32 when they are read.

    Parameters
    ----------
    row : ndarray of shape (n,), float32

    Returns
    -------
    list of float
    """
    return [float(str(number)) for number in row]
