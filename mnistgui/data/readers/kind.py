"""Finds out from the first bytes of a file which layout it is; names are never trusted."""

from enum import Enum
from pathlib import Path

from mnistgui.data.readers import idx
from mnistgui.data.readers.stream import open_stream


class Kind(Enum):
    """A layout that a file can have."""

    IDX = "IDX"
    HDF5 = "HDF5"
    NPZ = "npz"
    NPY = "npy"
    PICKLE = "pickle"
    UNKNOWN = "unknown"


_BEGINNINGS = {
    idx.IMAGES_MAGIC: Kind.IDX,
    idx.LABELS_MAGIC: Kind.IDX,
    b"\x89HDF\r\n\x1a\n": Kind.HDF5,
    b"PK\x03\x04": Kind.NPZ,
    b"\x93NUMPY": Kind.NPY,
    **{bytes((0x80, protocol)): Kind.PICKLE for protocol in (2, 3, 4, 5)},
    # Protocol 1 has no header: it begins with a tuple or a list.
    b"(": Kind.PICKLE,
    b"]": Kind.PICKLE,
}


def kind_of(path: Path) -> Kind:
    """Look at the first bytes of a file, inflated when it is gzip.

    Parameters
    ----------
    path : pathlib.Path
        Any file.

    Returns
    -------
    Kind

    Raises
    ------
    UserError
        It does not exist or cannot be read.
    """
    with open_stream(path) as stream:
        beginning = stream.up_to(max(map(len, _BEGINNINGS)))
    return next(
        (kind for magic, kind in _BEGINNINGS.items() if beginning.startswith(magic)), Kind.UNKNOWN
    )
