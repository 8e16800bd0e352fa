"""Reads an untrusted HDF5 file first in a child process, which may crash, hang or use too much.

The HDF5 library loops for ever or crashes on some damaged files, and no check before opening can
foresee that. So a child process with little time and memory does everything first that the
program will do later; only a file it survives is opened in this process.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from mnistgui.data.child_process import limit_this_process, refusal_by_child, write_refusal
from mnistgui.data.hdf5_inspection import attribute_bytes, check_chunks, harmless_arrays
from mnistgui.data.hdf5_limits import FAULTS, MAX_ARRAY_BYTES, MAX_ATTRIBUTE_BYTES
from mnistgui.errors import UserError

MAX_ATTRIBUTES = 10_000
_BLOCK_BYTES = 16 << 20
_EXTRA_MEMORY_BYTES = 200 << 20
_BYTES_PER_SECOND = 10 << 20


def vet(path: Path) -> None:
    """Let a child process read the whole file.

    Parameters
    ----------
    path : pathlib.Path
        An existing file.

    Raises
    ------
    UserError
        The file is dangerous or damaged.
    """
    # The child counts processor time; the clock on the wall only matters where it cannot. A machine
    # that did other things for a while must not make an honest file look damaged.
    patience = (20 if sys.platform == "win32" else 300) * _seconds(path)
    try:
        refusal = refusal_by_child(__name__, [str(path.absolute())], patience)
    except subprocess.TimeoutExpired as fault:
        raise UserError(
            f"{path} could not be read within {patience:.0f} seconds: it is damaged, or this "
            "computer is too busy"
        ) from fault
    except OSError as fault:
        raise UserError(f"{path} cannot be checked before opening it: {fault}") from fault
    except subprocess.CalledProcessError as fault:
        raise damaged(path) from fault
    if refusal is not None:
        raise UserError(refusal)


def _seconds(path: Path) -> float:
    """Return how much processor time a harmless file of this size needs at most."""
    return 1.0 + path.stat().st_size / _BYTES_PER_SECOND


def _read_everything(path: Path) -> None:
    """Read everything in the file that the program may read later."""
    with h5py.File(path, "r", locking=False) as file:
        names = list(harmless_arrays(file.id, str(path)))
        file.visititems(lambda _, owner: _read_attributes(owner))
        _read_attributes(file)
        for name in names:
            _read_array(file[name], f"{path}: {name}")


def _read_attributes(owner: Any) -> None:
    """Read short attributes; long ones are refused when they are requested."""
    if len(owner.attrs) > MAX_ATTRIBUTES:
        raise UserError(f"{owner.file.filename} holds too many attributes")
    for name in owner.attrs:
        if attribute_bytes(owner, name) <= MAX_ATTRIBUTE_BYTES:
            np.asarray(owner.attrs[name], dtype=object)


def _read_array(dataset: Any, where: str) -> None:
    """Read numbers block by block; other types and huge arrays are refused elsewhere."""
    if dataset.dtype.kind not in "biuf" or (dataset.nbytes or 0) > MAX_ARRAY_BYTES:
        return
    check_chunks(dataset.id, where)
    if not dataset.shape:
        dataset[()]
        return
    if dataset.chunks is None:
        # Bytes in a row need no index that could be damaged; one row tries the dtype.
        dataset[:1]
        return
    rows = max(1, _BLOCK_BYTES * dataset.shape[0] // max(1, dataset.nbytes))
    for start in range(0, dataset.shape[0], rows):
        dataset[start : start + rows]


def refusal_of(path: Path) -> str | None:
    """Read everything in a file, in a process that may be ended for it.

    Parameters
    ----------
    path : pathlib.Path
        An existing file.

    Returns
    -------
    str or None
        Why it is refused; None when it is harmless.
    """
    limit_this_process(_seconds(path), _EXTRA_MEMORY_BYTES)
    try:
        _read_everything(path)
    except UserError as error:
        return str(error)
    except FAULTS:
        return str(damaged(path))
    return None


def damaged(path: Path) -> UserError:
    """Return the error for a file that HDF5 cannot read.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    UserError
    """
    return UserError(f"{path} cannot be read: no HDF5, cut off or damaged")


if __name__ == "__main__":
    write_refusal(refusal_of(Path(sys.argv[1])))
