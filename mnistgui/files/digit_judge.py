"""The file of the judge that decides whether a drawing is a digit."""

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from mnistgui.atomic import write_bytes
from mnistgui.drawing.digit_judge import DigitJudge, DigitOrNone
from mnistgui.files.default_model import FILE_NAME
from mnistgui.nn.activations import Identity, ReLU
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.parameters import named_parameters
from mnistgui.resources_dir import resource


def beside(model: Path) -> Path:
    """Return the path of a default model's judge.

    Parameters
    ----------
    model : pathlib.Path

    Returns
    -------
    pathlib.Path
        Such as ``default-model.judge.npz``.
    """
    return model.with_suffix(".judge.npz")


@cache
def shipped_judge() -> DigitJudge:
    """Load the judge that comes with the program.

    Returns
    -------
    DigitJudge
        The same for every caller; not to be changed.
    """
    return load_judge(beside(resource(FILE_NAME)))


def load_judge(path: Path) -> DigitJudge:
    """Load a judge that :func:`save_judge` saved.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    DigitJudge
    """
    with np.load(path, allow_pickle=False) as arrays:
        read = {name: arrays[name] for name in arrays}
    of_digits = read.pop("of_digits").astype(np.float64)
    last = len(read) // 2
    layers = [
        Dense(
            read[f"W{i}"].astype(np.float32),
            read[f"b{i}"].astype(np.float32),
            Identity() if i == last else ReLU(),
        )
        for i in range(1, last + 1)
    ]
    return DigitJudge(Network(layers, DigitOrNone()), of_digits)


def save_judge(judge: DigitJudge, path: Path) -> None:
    """Save a judge: weights in float16, scores in float32.

    Parameters
    ----------
    judge : DigitJudge
    path : pathlib.Path
        Replaced only by a whole new file.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    weights = {p.key: p.array.astype(np.float16) for p in named_parameters(judge.network)}
    packed = BytesIO()
    of_digits = judge.of_digits.astype(np.float32)
    np.savez_compressed(packed, allow_pickle=False, of_digits=of_digits, **weights)
    write_bytes(path, packed.getvalue())
