"""States of a run in a file without a name, which is gone with the program that wrote it."""

import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.state import TrainerState

Groups = dict[str, dict[str, NDArray[Any]]]


@dataclass(frozen=True, eq=False)
class SpilledState:
    """Where a state lies in a file, and all of it that is no array.

    Parameters
    ----------
    offset : int
        Bytes before it.
    nbytes : int
    facts : mapping of str to object
        Those of the state.
    layout : tuple of (str, str, tuple of int, dtype)
        Group, name, shape and dtype of each array, in their order.
    """

    offset: int
    nbytes: int
    facts: Mapping[str, Any]
    layout: tuple[tuple[str, str, tuple[int, ...], np.dtype[Any]], ...]


class SpillFile:
    """Writes and reads states; any thread may, one at a time.

    It has no name in its folder, so that nothing is left of it however the program ends: each of
    its states can be trained again.

    Parameters
    ----------
    folder : pathlib.Path or None
        On whose disk it lies; None for that of temporary files.

    Raises
    ------
    OSError
        There is no such folder, or no room.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - kept open
        self._lock = threading.Lock()
        self._end = 0
        self._free: dict[int, list[int]] = {}

    def write(self, state: TrainerState) -> SpilledState:
        """Write a state into a gap of its size, or at the end.

        Parameters
        ----------
        state : TrainerState

        Returns
        -------
        SpilledState

        Raises
        ------
        OSError
            The disk is full.
        """
        arrays = list(_arrays(state))
        nbytes = sum(array.nbytes for _, _, array in arrays)
        layout = tuple((group, name, array.shape, array.dtype) for group, name, array in arrays)
        with self._lock:
            gaps = self._free.get(nbytes)
            offset = gaps.pop() if gaps else self._end
            self._end = max(self._end, offset + nbytes)
            self._file.seek(offset)
            for _, _, array in arrays:
                self._write_all(np.ascontiguousarray(array))
        return SpilledState(offset, nbytes, state.facts, layout)

    def read(self, record: SpilledState) -> TrainerState:
        """Read a state that was written and not freed since.

        Parameters
        ----------
        record : SpilledState

        Returns
        -------
        TrainerState

        Raises
        ------
        OSError
            The disk does not give it back.
        """
        groups: Groups = {"parameters": {}, "optimizer": {}}
        with self._lock:
            self._file.seek(record.offset)
            for group, name, shape, dtype in record.layout:
                array = groups[group][name] = np.empty(shape, dtype)
                self._read_all(array)
        return TrainerState(**groups, facts=record.facts)

    def free(self, record: SpilledState) -> None:
        """Let another state take the place of one.

        Parameters
        ----------
        record : SpilledState
        """
        with self._lock:
            self._free.setdefault(record.nbytes, []).append(record.offset)

    def __del__(self) -> None:
        """Give the disk its room back where nobody has."""
        if hasattr(self, "_file"):
            self._file.close()

    def _write_all(self, array: NDArray[Any]) -> None:
        left = array.data.cast("B") if array.size else memoryview(b"")
        while left:
            left = left[self._file.write(left) :]

    def _read_all(self, array: NDArray[Any]) -> None:
        left = array.data.cast("B") if array.size else memoryview(b"")
        while left:
            n = self._file.readinto(left)
            if not n:
                raise OSError("a checkpoint was cut off on the disk")
            left = left[n:]


def _arrays(state: TrainerState) -> Iterator[tuple[str, str, NDArray[Any]]]:
    for group, named in (("parameters", state.parameters), ("optimizer", state.optimizer)):
        for name, array in named.items():
            yield group, name, array
