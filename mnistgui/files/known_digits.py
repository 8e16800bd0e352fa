"""The known digits that come with the program, by which junk is told from digits."""

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from mnistgui.atomic import write_bytes
from mnistgui.drawing.known_digits import KnownDigits
from mnistgui.files.default_model import FILE_NAME
from mnistgui.resources_dir import resource


def beside(model: Path) -> Path:
    """Where the known digits of a default model lie.

    Parameters
    ----------
    model : pathlib.Path

    Returns
    -------
    pathlib.Path
        Such as ``default-model.digits.npz``.
    """
    return model.with_suffix(".digits.npz")


@cache
def known_digits() -> KnownDigits:
    """Load the digits that come with the program.

    Returns
    -------
    KnownDigits
        The same for every caller; not to be changed.
    """
    with np.load(beside(resource(FILE_NAME)), allow_pickle=False) as arrays:
        return KnownDigits(arrays["real"], arrays["drawn"], arrays["others"])


def save_known_digits(known: KnownDigits, path: Path) -> None:
    """Save digits the way the program's own are kept.

    Parameters
    ----------
    known : KnownDigits
    path : pathlib.Path
        Replaced only by a whole new file.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    packed = BytesIO()
    np.savez_compressed(packed, real=known.real, drawn=known.drawn, others=known.others)
    write_bytes(path, packed.getvalue())
