"""An array of an untrusted HDF5 file, whose shape and type are checked before it is read."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.hdf5_limits import FAULTS
from mnistgui.errors import UserError

_BLOCK_BYTES = 64 << 20  # a row can hold a pixel of every digit, where they are stored as columns


@dataclass(frozen=True, eq=False)
class GuardedArray:
    """An array of an inspected file, which is not read yet.

    Attributes
    ----------
    shape : tuple of int
        As the caller's schema allowed it.
    dtype : numpy.dtype
        Of a kind the caller's schema allowed.
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    _dataset: Any
    _where: str

    def read(self, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Read some rows, or all.

        Parameters
        ----------
        start, stop : int
            Rows from ``start`` up to ``stop``; all of them by default.

        Returns
        -------
        ndarray of shape (stop - start, ...), dtype as stored

        Raises
        ------
        UserError
            The stored bytes are damaged.
        """
        with hdf5_faults_as_user_errors(self._where):
            return np.asarray(self._dataset[start:stop] if self.shape else self._dataset[()])

    def blocks(self) -> Iterator[NDArray[Any]]:
        """Read all rows in blocks of a few thousand, or in whole chunks if these are small.

        Yields
        ------
        ndarray of shape (n_rows, ...), dtype as stored
            Consecutive rows.

        Raises
        ------
        UserError
            The stored bytes are damaged.
        """
        stored_together = (self._dataset.chunks or (1,))[0]
        row_bytes = max(1, math.prod(self.shape[1:]) * self.dtype.itemsize)
        rows = min(max(stored_together, 1024), 4096, max(1, _BLOCK_BYTES // row_bytes))
        for start in range(0, self.shape[0], rows):
            yield self.read(start, start + rows)


@contextmanager
def hdf5_faults_as_user_errors(where: str) -> Iterator[None]:
    """Raise what h5py raises on a bad file as a :class:`~mnistgui.errors.UserError`.

    Parameters
    ----------
    where : str
        The file, and what of it.

    Raises
    ------
    UserError
        In place of what h5py raised.
    """
    try:
        yield
    except FAULTS as fault:
        raise UserError(f"{where} cannot be read: no HDF5, cut off or damaged") from fault
