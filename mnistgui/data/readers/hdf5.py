"""Reads HDF5: the pair of files with ``xdata`` and ``ydata``, and any others that hold digits."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from mnistgui.data.hdf5_guard import GuardedFile, open_untrusted
from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.array_set import digits_of
from mnistgui.data.readers.limits import MAX_VALUES
from mnistgui.data.readers.named_array import NamedArray
from mnistgui.data.readers.pixels import NUMERIC_KINDS

IMAGES = "xdata"
LABELS = "ydata"
_MAX_NUMBER_BYTES = 8
_KINDS = (*NUMERIC_KINDS, "b")  # texts and references say nothing of digits


def read(files: Sequence[Path], folder: Path) -> ReadParts:
    """Read the digits in HDF5 files of one data set.

    Parameters
    ----------
    files : sequence of pathlib.Path
        In any order.
    folder : pathlib.Path
        Their folder, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        A file is damaged or dangerous, or there are no digits in them.
    """
    with ExitStack() as stack:
        opened = [(path, stack.enter_context(open_untrusted(path))) for path in files]
        arrays = [
            (_array(file, name, path), path.name)
            for path, file in opened
            for name in file.arrays
            if file.kind_of(name) in _KINDS
        ]
        return digits_of(arrays, str(files[0] if len(files) == 1 else folder))


def _array(file: GuardedFile, name: str, path: Path) -> NamedArray:
    array = file.any_array(name, kinds="".join(_KINDS), max_bytes=MAX_VALUES * _MAX_NUMBER_BYTES)
    return NamedArray(name, f"{path}: {name}", array.shape, array.dtype, array.blocks)
