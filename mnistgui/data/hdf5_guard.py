"""Opens HDF5 files from strangers: the whole tree is inspected before any array is read.

HDF5 is a file system in a file. Links can lead to other files, arrays can lie outside, filters
can load plugins, and a file of a kilobyte can declare an array of a terabyte. A file that uses
any of this is refused with one sentence; what is left is plain arrays and short attributes.
Damaged files can also hang or crash the HDF5 library, so a child process tries each file first.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.data.guarded_array import GuardedArray, hdf5_faults_as_user_errors
from mnistgui.data.hdf5_limits import MAX_ARRAY_BYTES, MAX_ATTRIBUTE_BYTES
from mnistgui.errors import UserError
from mnistgui.notation import thousands


class GuardedFile:
    """An inspected HDF5 file; made by :func:`open_untrusted`.

    Attributes
    ----------
    arrays : tuple of str
        Paths of all arrays in the file, without a leading slash, such as ``"W1"``.
    """

    def __init__(self, file: Any, arrays: tuple[str, ...], where: str) -> None:
        self._file = file
        self._where = where
        self.arrays = arrays

    def array(
        self, name: str, shape: tuple[int | None, ...], *, kinds: str, max_bytes: int
    ) -> GuardedArray:
        """Return an array, after checking it against what the caller expects.

        Parameters
        ----------
        name : str
            Path in the file.
        shape : tuple of (int or None)
            The expected shape; None leaves a dimension free.
        kinds : str
            Accepted NumPy kinds, such as ``"f"`` or ``"fiu"``.
        max_bytes : int
            The most the whole array may take in memory.

        Returns
        -------
        GuardedArray

        Raises
        ------
        UserError
            It is missing, or of another shape, kind or size.
        """
        array = self.any_array(name, kinds=kinds, max_bytes=max_bytes)
        if not _fits(array.shape, shape):
            wanted = " x ".join("any" if size is None else str(size) for size in shape)
            raise UserError(
                f"{self._where}: {name} has shape {array.shape}; {wanted or 'one number'} is "
                "accepted"
            )
        return array

    def any_array(self, name: str, *, kinds: str, max_bytes: int) -> GuardedArray:
        """Return an array of any shape.

        Parameters
        ----------
        name : str
            Path in the file.
        kinds : str
            Accepted NumPy kinds.
        max_bytes : int
            The most the whole array may take in memory.

        Returns
        -------
        GuardedArray

        Raises
        ------
        UserError
            It is missing, or of another kind or size.
        """
        where = f"{self._where}: {name}"
        if name not in self.arrays:
            raise UserError(f"{self._where} has no array {name}")
        with hdf5_faults_as_user_errors(where):
            dataset = self._file[name]
            found, dtype = dataset.shape, dataset.dtype
        if dtype.kind not in kinds or dtype.itemsize > 8 or found is None:
            raise UserError(f"{where} holds {dtype}, not the kind of number accepted there")
        max_bytes = min(max_bytes, MAX_ARRAY_BYTES)
        if math.prod(found) * dtype.itemsize > max_bytes:
            raise UserError(
                f"{where} declares {found}, over the {thousands(max_bytes)} bytes accepted"
            )
        return GuardedArray(found, dtype, dataset, where)

    def kind_of(self, name: str) -> str:
        """The kind of an array's elements.

        Parameters
        ----------
        name : str
            Path in the file.

        Returns
        -------
        str
            As NumPy names it, such as ``"f"``; empty where the array holds nothing.

        Raises
        ------
        UserError
            The stored type is damaged.
        """
        with hdf5_faults_as_user_errors(f"{self._where}: {name}"):
            dataset = self._file[name]
            return "" if not dataset.shape else str(dataset.dtype.kind)

    def described(self, name: str) -> GuardedArray:
        """One array of any shape, kind and size, of which only these are to be looked at.

        Parameters
        ----------
        name : str
            Path in the file, one of :attr:`arrays`.

        Returns
        -------
        GuardedArray
            An array without elements has no dimensions.

        Raises
        ------
        UserError
            It is damaged.
        """
        where = f"{self._where}: {name}"
        with hdf5_faults_as_user_errors(where):
            dataset = self._file[name]
            return GuardedArray(dataset.shape or (), dataset.dtype, dataset, where)

    def texts(self, name: str, at: str = "/") -> tuple[str, ...] | None:
        """Return an attribute that holds one text or a list of them.

        Parameters
        ----------
        name : str
            Name of the attribute.
        at : str
            Path of the group or array that carries it.

        Returns
        -------
        tuple of str or None
            None where there is no such attribute.

        Raises
        ------
        UserError
            It holds something else than text, or more than a megabyte.
        """
        from mnistgui.data.hdf5_inspection import attribute_bytes  # noqa: PLC0415 - loads h5py

        where = f"{self._where}: attribute {name} of {at}"
        with hdf5_faults_as_user_errors(where):
            owner = self._file[at]
            if name not in owner.attrs:
                return None
            if attribute_bytes(owner, name) > MAX_ATTRIBUTE_BYTES:
                raise UserError(f"{where} is larger than {thousands(MAX_ATTRIBUTE_BYTES)} bytes")
            values = np.asarray(owner.attrs[name], dtype=object).reshape(-1)
            if not all(isinstance(value, str | bytes) for value in values):
                raise UserError(f"{where} is no text")
            return tuple(v.decode() if isinstance(v, bytes) else v for v in values)


@contextmanager
def open_untrusted(path: Path) -> Iterator[GuardedFile]:
    """Open an HDF5 file for reading once its whole tree is found harmless.

    Parameters
    ----------
    path : pathlib.Path
        Any file.

    Yields
    ------
    GuardedFile
        Closed when the block ends.

    Raises
    ------
    UserError
        It is missing, no HDF5, damaged, or uses external storage, external or soft links,
        virtual arrays, or filters that need plugins.
    """
    import h5py  # noqa: PLC0415 - it is slow to load, and the window opens without a file

    from mnistgui.data.hdf5_inspection import harmless_arrays  # noqa: PLC0415 - loads h5py
    from mnistgui.data.hdf5_vetting import vet  # noqa: PLC0415 - loads h5py

    # A named pipe would block for ever.
    if not path.is_file():
        raise UserError(f"{path} is not a file; an HDF5 file is accepted here")
    vet(path)
    with hdf5_faults_as_user_errors(str(path)):
        file = h5py.File(path, "r", locking=False)
    try:
        with hdf5_faults_as_user_errors(str(path)):
            arrays = tuple(harmless_arrays(file.id, str(path)))
            guarded = GuardedFile(file, arrays, str(path))
        yield guarded
    finally:
        file.close()


def _fits(found: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    """Return whether a shape agrees with one whose free dimensions are None."""
    return len(found) == len(wanted) and all(
        want in (None, size) for size, want in zip(found, wanted, strict=True)
    )
