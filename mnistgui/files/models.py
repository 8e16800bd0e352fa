"""Networks in every format: found by content when loading, by suffix when saving."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from mnistgui.atomic import write_bytes
from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.readers.paths import require_file
from mnistgui.errors import UserError
from mnistgui.files import run_file
from mnistgui.files.weights.keras_archive import (
    from_keras_archive,
    holds_keras_archive,
    to_keras_archive,
)
from mnistgui.files.weights.keras_hdf5 import from_keras_hdf5, holds_keras, to_keras_weights
from mnistgui.files.weights.npz import from_npz, to_npz
from mnistgui.files.weights.onnx_export import to_onnx
from mnistgui.files.weights.onnx_import import from_onnx
from mnistgui.files.weights.onnx_size import looks_like_onnx
from mnistgui.files.weights.plain_hdf5 import from_hdf5, holds_weights, to_hdf5
from mnistgui.files.weights.torch_safetensors import (
    from_safetensors,
    looks_like_safetensors,
    to_safetensors,
)
from mnistgui.nn.network import Network

_HDF5_MAGIC = b"\x89HDF\r\n\x1a\n"
_ZIP_MAGIC = b"PK\x03\x04"

# The longest suffix that fits a name decides.
_WRITERS: MappingProxyType[str, Callable[[Network], bytes]] = MappingProxyType(
    {
        ".h5": to_hdf5,
        ".hdf5": to_hdf5,
        ".npz": to_npz,
        ".weights.h5": to_keras_weights,
        ".keras": to_keras_archive,
        ".safetensors": to_safetensors,
        ".onnx": to_onnx,
    }
)
SUFFIXES = tuple(_WRITERS)
_ACCEPTED = "run files, HDF5 weights, .npz, Keras' .keras and .h5, .safetensors and .onnx"


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
    write_bytes(path, _WRITERS[require_known_suffix(path)](network))


def require_known_suffix(path: Path) -> str:
    """Find out, before any work, in which format a network would be saved.

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
        return from_keras_archive(path) if holds_keras_archive(path) else from_npz(path)
    if looks_like_safetensors(beginning):
        return from_safetensors(path)
    if looks_like_onnx(beginning):
        return from_onnx(path)
    raise UserError(f"{path} is no file of weights; {_ACCEPTED} are accepted")


def _from_hdf5(path: Path) -> Network:
    """Tell the layouts of HDF5 files apart."""
    with open_untrusted(path) as file:
        if run_file.holds_run(file):
            return run_file.from_hdf5(file, path).reader()
        if holds_weights(file):
            return from_hdf5(file, path)
        if holds_keras(file):
            return from_keras_hdf5(file, path)
    raise UserError(f"{path} holds HDF5 arrays, but no weights; {_ACCEPTED} are accepted")
