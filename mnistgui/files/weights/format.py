"""The parts of a row of the table of formats of weights."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mnistgui.data.hdf5_guard import GuardedFile
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network


@dataclass(frozen=True)
class InHdf5:
    """How a format inside an HDF5 file is recognised and read; the file is opened once for all.

    Parameters
    ----------
    holds : callable
        Whether the opened file has the format.
    read : callable
        Reads the network, given the opened file and its path. Raises :class:`UserError`.
    """

    holds: Callable[[GuardedFile], bool]
    read: Callable[[GuardedFile, Path], StoredNetwork]


@dataclass(frozen=True)
class InFile:
    """How a format with a file of its own is recognised and read.

    Parameters
    ----------
    holds : callable
        Whether a file has the format, given its path and the bytes that it begins with.
    read : callable
        Reads the network, given the path. Raises :class:`UserError`.
    """

    holds: Callable[[Path, bytes], bool]
    read: Callable[[Path], StoredNetwork]


@dataclass(frozen=True)
class Writer:
    """How a format is written to files of one suffix.

    Parameters
    ----------
    suffix : str
        Unique among all writers; the longest that fits a name decides.
    title : str
        What a dialog calls such a file.
    write : callable
        Gives the whole content of the file.
    """

    suffix: str
    title: str
    write: Callable[[Network], bytes]


@dataclass(frozen=True)
class WeightsFormat:
    """One format of weights: a row of :data:`mnistgui.files.weights.formats.FORMATS`.

    Parameters
    ----------
    name : str
        What sentences call it.
    reading : InHdf5 or InFile
        How it is recognised and read.
    writers : tuple of Writer
        How it is written.
    """

    name: str
    reading: InHdf5 | InFile
    writers: tuple[Writer, ...]
