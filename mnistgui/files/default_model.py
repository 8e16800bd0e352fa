"""The default model: the network that reads drawings before a person has trained one."""

from functools import cache
from pathlib import Path

from mnistgui.atomic import write_bytes
from mnistgui.files.weights.plain_hdf5 import to_hdf5
from mnistgui.nn.network import Network
from mnistgui.resources_dir import resource

FILE_NAME = "default-model.h5"


def default_model() -> Network:
    """Load the network that comes with the program.

    Returns
    -------
    Network
        A copy of its own for every caller.
    """
    return _shipped().copy()


def save_default_model(network: Network, path: Path) -> None:
    """Save a network in the form of the shipped one: HDF5 weights in float16.

    Parameters
    ----------
    network : Network
    path : pathlib.Path
        Replaced only by a whole new file.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, to_hdf5(network, halved=True))


@cache
def _shipped() -> Network:
    from mnistgui.files.models import load_model  # noqa: PLC0415 - the readers are slow to load

    return load_model(resource(FILE_NAME))
