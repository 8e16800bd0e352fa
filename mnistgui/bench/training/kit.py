"""What the compared programs have in common."""

import importlib
from collections.abc import Callable
from typing import Any

from mnistgui.errors import UserError

# Runs one epoch; returns the seconds it took.
Epoch = Callable[[], float]

LEARNING_RATE = 0.1


def needed(module: str) -> Any:
    """Import a library that only the benchmark compares with.

    Parameters
    ----------
    module : str

    Returns
    -------
    module

    Raises
    ------
    UserError
        It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise UserError(
            f"{name} is not installed; pip install 'mnistgui[bench]' brings what is compared with"
        ) from None
