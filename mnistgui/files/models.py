"""Networks in every format: the content decides when loading, the suffix when saving."""

from collections.abc import Callable
from pathlib import Path

from mnistgui.atomic import write_bytes
from mnistgui.data.dataset import Dataset
from mnistgui.data.foreign import what_else
from mnistgui.data.hdf5_guard import GuardedFile, open_untrusted
from mnistgui.data.layouts import HDF5
from mnistgui.data.readers.paths import is_folder
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError
from mnistgui.files import run_file
from mnistgui.files.weights.format import InFile, InHdf5
from mnistgui.files.weights.formats import FORMATS, WRITERS, accepted_formats
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.trial import Settled, settle
from mnistgui.files.weights.unread import unread
from mnistgui.nn.network import Network

SUFFIXES = tuple(WRITERS)
# Enough for the names that a pickle wants to import.
BEGINNING_BYTES = 1 << 14


def save_model(network: Network, path: Path) -> None:
    """Save a network in the format that the file's name asks for.

    Parameters
    ----------
    network : Network
    path : pathlib.Path
        Its suffix is one of :data:`SUFFIXES`; an older file is replaced only by a whole new one.

    Raises
    ------
    UserError
        The suffix is none of these, or the file cannot be written.
    """
    write_bytes(path, WRITERS[require_known_suffix(path)].write(network))


def require_known_suffix(path: Path) -> str:
    """Check, before any work, that a network can be saved under a name.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    str
        One of :data:`SUFFIXES`.

    Raises
    ------
    UserError
        The name ends in none of these.
    """
    fitting = [suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)]
    if not fitting:
        raise UserError(f"{path} has no known suffix; {', '.join(SUFFIXES)} are accepted")
    return max(fitting, key=len)


def load_model(path: Path) -> Network:
    """Load a network from a file of any known format, with x / 255 and ReLU where it says nothing.

    Parameters
    ----------
    path : pathlib.Path
        The content decides, not the name.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        It is of no known format, damaged, dangerous, or no digit reader.
    """
    return load_stored(path).network


def load_stored(path: Path) -> StoredNetwork:
    """Load a network and what its file leaves open; see :func:`load_model`.

    Parameters
    ----------
    path : pathlib.Path
        The content decides, not the name.

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is of no known format, damaged, dangerous, or no digit reader.
    """
    if is_folder(path):
        raise UserError(what_else(path, accepted_formats()))
    with open_stream(path) as stream:
        beginning = stream.up_to(BEGINNING_BYTES)
    if beginning.startswith(HDF5.beginnings):
        with open_untrusted(path) as opened:
            return _from_hdf5(opened, path)
    for reading in (row.reading for row in FORMATS):
        if isinstance(reading, InFile) and reading.holds(path, beginning):
            return reading.read(path)
    raise UserError(unread(path, beginning) or what_else(path, accepted_formats()))


def load_settled(
    path: Path,
    digits: Dataset | None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Settled:
    """Load a network, and try what its file leaves open on digits at hand.

    Parameters
    ----------
    path : pathlib.Path
        The content decides, not the name.
    digits : Dataset or None
        None where there are none at hand.
    progress : callable
        Told how many of how many combinations were tried.

    Returns
    -------
    Settled

    Raises
    ------
    UserError
        As :func:`load_model`.
    """
    return settle(load_stored(path), digits, progress=progress)


def _from_hdf5(file: GuardedFile, path: Path) -> StoredNetwork:
    """Tell the formats of HDF5 files apart."""
    if run_file.holds_run(file):
        return StoredNetwork(run_file.from_hdf5(file, path).reader())
    for reading in (row.reading for row in FORMATS):
        if isinstance(reading, InHdf5) and reading.holds(file):
            return reading.read(file, path)
    raise UserError(f"{path} holds HDF5 arrays, but no weights; {accepted_formats()}")
