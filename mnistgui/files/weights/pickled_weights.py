"""Weights that Python or NumPy has pickled: dicts and lists of arrays, scikit-learn's models."""

from pathlib import Path
from typing import Any

from mnistgui.data.pickles.machine import FAULTS
from mnistgui.data.pickles.records import Record
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import stored
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pairing import holds_layers, paired
from mnistgui.files.weights.pickled_arrays import arrays_in, unpickle_small
from mnistgui.files.weights.sklearn_model import PACKAGE, from_sklearn
from mnistgui.files.weights.stored import StoredNetwork

_NPY = b"\x93NUMPY"
_PICKLES = (*(bytes((0x80, protocol)) for protocol in range(1, 6)), b"(", b"]", b"}")


def holds_pickled_weights(path: Path, beginning: bytes) -> bool:
    """Whether a pickle, or an ``.npy`` of objects, holds weights and not digits.

    Parameters
    ----------
    path : pathlib.Path
    beginning : bytes
        Its first bytes, inflated where it is gzip.

    Returns
    -------
    bool
    """
    if not beginning.startswith((*_PICKLES, _NPY)):
        return False
    try:
        found = _unpickled(path)
        return _is_sklearn(found) or holds_layers(_arrays(found, str(path)))
    except UserError:
        return False  # the readers of digits, and then the sentence for other pickles, come next


def from_pickled_weights(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is damaged, dangerous, or no chain of dense layers.
    """
    found, where = _unpickled(path), str(path)
    if _is_sklearn(found):
        return from_sklearn(found, where)
    return stored(paired(_arrays(found, where), where), {}, where)


def _unpickled(path: Path) -> Any:
    with open_stream(path) as stream:
        is_npy = stream.up_to(len(_NPY)) == _NPY
    with open_stream(path) as stream:
        if is_npy and not NpyHeader.read(stream).dtype.hasobject:
            raise UserError(f"{path} is a single array; weights take several")
        return unpickle_small(stream)


def _is_sklearn(found: Any) -> bool:
    return isinstance(found, Record) and found.name.startswith(PACKAGE)


def _arrays(found: Any, where: str) -> list[FileArray]:
    try:
        return arrays_in(found, "", where)
    except FAULTS as fault:
        raise UserError(f"{where} is damaged: its arrays cannot be read") from fault
