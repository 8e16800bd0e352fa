"""Imports libraries that only some people need, when they are needed."""

import importlib
from types import ModuleType

from mnistgui.data.readers.libraries import missing_library


def extra_module(name: str, extra: str = "exchange") -> ModuleType:
    """Import a library that belongs to an extra of this program.

    Parameters
    ----------
    name : str
        Such as ``"onnx"`` or ``"safetensors.numpy"``.
    extra : str
        The extra that brings it.

    Returns
    -------
    module

    Raises
    ------
    UserError
        It is not installed; the sentence names the command that installs it.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as fault:
        package = name.partition(".")[0]
        if (fault.name or "").partition(".")[0] != package:  # another library that it needs
            raise
        raise missing_library(package, extra) from fault
