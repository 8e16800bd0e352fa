"""A network as a file holds it, with what the file leaves open of how it is used."""

from dataclasses import dataclass

from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class StoredNetwork:
    """A network from a file.

    Parameters
    ----------
    network : Network
        Where the file leaves something open, with x / 255 and ReLU.
    left_open : tuple of str
        Keys of the description that the file does not say.
    remarks : tuple of str
        Sentences on what was taken for granted in reading it.
    """

    network: Network
    left_open: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
