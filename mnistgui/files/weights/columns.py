"""Standardising by columns: each pixel minus its own mean, by its own standard deviation.

scikit-learn's ``StandardScaler`` and Keras' ``Normalization`` do this before the first layer. It is
affine, so the first layer's weights and biases take it over and the network then reads raw pixels.
"""

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.errors import UserError
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import RAW

_BLOCK_DIGITS = 2048
_MEANS = ("mean", "mean_", "means", "mu")
_DEVIATIONS = ("std", "std_", "scale", "scale_", "deviation", "sigma")
_ACCEPTED = f"a .npz of mean ({PIXELS},) and std ({PIXELS},)"


@dataclass(frozen=True, eq=False)
class Columns:
    """What is subtracted from each pixel, and what it is then divided by.

    Parameters
    ----------
    mean : ndarray of shape (784,), float64
        In grey values, 0 to 255.
    deviation : ndarray of shape (784,), float64
        Above 0; 1 for a pixel that never changes, as scikit-learn has it.
    """

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]

    @classmethod
    def of_digits(cls, images: NDArray[np.uint8]) -> "Columns":
        """Measure the columns of some digits.

        Parameters
        ----------
        images : ndarray of shape (n_samples, n_pixels), uint8
            At least one.

        Returns
        -------
        Columns
        """
        total, squares = np.zeros((2, images.shape[1]))
        for start in range(0, len(images), _BLOCK_DIGITS):
            block = images[start : start + _BLOCK_DIGITS].astype(np.float64)
            total += block.sum(axis=0)
            squares += np.square(block).sum(axis=0)
        mean = total / len(images)
        # The difference may come out below 0 by rounding.
        return cls(mean, _above_zero(np.sqrt(np.maximum(squares / len(images) - mean**2, 0))))

    def taken_over_by(self, network: Network) -> Network:
        """Have the first layer do it.

        Parameters
        ----------
        network : Network
            Not changed; its first layer expects standardised pixels.

        Returns
        -------
        Network
            Reads raw pixels.
        """
        first = network.dense_layers()[0]
        if len(first.W) != len(self.mean):
            raise UserError(
                f"the means and deviations are those of {len(self.mean)} pixels, and the network "
                f"reads {len(first.W)}"
            )
        weights = first.W.astype(np.float64) / self.deviation[:, None]
        biases = first.b - self.mean @ weights
        layer = Dense(weights.astype(first.W.dtype), biases.astype(first.b.dtype), first.activation)
        return replace(network, layers=[layer, *network.layers[1:]], pixel_scaling=RAW)


def columns_of_file(path: Path) -> Columns:
    """Read means and deviations that were saved with ``numpy.savez``.

    Parameters
    ----------
    path : pathlib.Path
        A ``.npz`` with the arrays ``mean`` and ``std``.

    Returns
    -------
    Columns

    Raises
    ------
    UserError
        It is damaged, or holds something else.
    """
    with open_archive(path) as archive:
        mean = _column(archive, _MEANS, path)
        deviation = _column(archive, _DEVIATIONS, path)
    return Columns(mean, _above_zero(deviation))


def _column(archive: zipfile.ZipFile, accepted: tuple[str, ...], path: Path) -> NDArray[np.float64]:
    """One number for each pixel."""
    names = (n for n in archive.namelist() if n.removesuffix(".npy") in accepted)
    name = next(names, None)
    if name is None:
        raise UserError(f"{path} lacks means or deviations; {_ACCEPTED} is accepted")
    with open_member(archive, name, path, _ACCEPTED) as stream:
        header = NpyHeader.read(stream)
        if header.shape not in ((PIXELS,), (1, PIXELS), (PIXELS, 1)):
            raise UserError(f"{stream.where} has shape {header.shape}; {_ACCEPTED} is accepted")
        numbers = np.concatenate([block.reshape(-1) for block in header.blocks(stream)])
    if not np.isfinite(numbers).all() or (numbers < 0).any():
        raise UserError(f"{path} holds numbers that are no means or deviations of grey values")
    return numbers.astype(np.float64)


def _above_zero(deviation: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(deviation > 0, deviation, 1.0)
