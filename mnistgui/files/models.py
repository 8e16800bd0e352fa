"""Networks in every format: found by content when loading, by suffix when saving."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from mnistgui.atomic import write_bytes
from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.readers.paths import require_file
from mnistgui.errors import UserError
from mnistgui.files import run_file
from mnistgui.files.weights.npz import from_npz, to_npz
from mnistgui.files.weights.plain_hdf5 import from_hdf5, holds_weights, to_hdf5
from mnistgui.nn.network import Network

_HDF5_MAGIC = b"\x89HDF\r\n\x1a\n"
_ZIP_MAGIC = b"PK\x03\x04"

# The longest suffix that fits a name decides.
_WRITERS: MappingProxyType[str, Callable[[Network], bytes]] = MappingProxyType(
    {
        ".h5": to_hdf5,
        ".hdf5": to_hdf5,
        ".npz": to_npz,
    }
)
SUFFIXES = tuple(_WRITERS)
_ACCEPTED = "run files, HDF5 weights, NumPy's .npz"


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
    fitting = [suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)]
    if not fitting:
        raise UserError(f"{path} has no known suffix; {', '.join(SUFFIXES)} are accepted")
    write_bytes(path, _WRITERS[max(fitting, key=len)](network))


def load_model(path: Path) -> Network:
    """Load a network from a file of any known format.

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
    require_file(path)
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {fault.strerror or fault}") from fault
    if beginning.startswith(_HDF5_MAGIC):
        return _from_hdf5(path)
    if beginning.startswith(_ZIP_MAGIC):
        return from_npz(path)
    raise UserError(f"{path} is no file of weights; {_ACCEPTED} are accepted")


def _from_hdf5(path: Path) -> Network:
    """Tell the layouts of HDF5 files apart."""
    with open_untrusted(path) as file:
        if run_file.holds_run(file):
            return run_file.from_hdf5(file, path).network()
        if holds_weights(file):
            return from_hdf5(file, path)
    raise UserError(f"{path} holds HDF5 arrays, but no weights; {_ACCEPTED} are accepted")
