"""How well networks read digits that are moved, thickened, noisy or half hidden, by strength."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Squares = NDArray[np.uint8]  # of shape (n_samples, side, side)

_DIRECTIONS = ((0, 1), (1, 0), (0, -1), (-1, 0))


@dataclass(frozen=True)
class Distortion:
    """A way to make digits harder to read.

    Parameters
    ----------
    title : str
        Before translation.
    unit : str
        Of its strengths, before translation.
    strengths : tuple of float
        Rising; at 0 nothing is changed.
    apply : callable
        Given squares, a strength and a generator, returns changed copies.
    """

    title: str
    unit: str
    strengths: tuple[float, ...]
    apply: Callable[[Squares, float, np.random.Generator], Squares]

    def distorted(self, images: Bytes, strength: float) -> Bytes:
        """Distort digits, the same ones in the same way each time.

        Parameters
        ----------
        images : ndarray of shape (n_samples, side * side), uint8
        strength : float

        Returns
        -------
        ndarray of shape (n_samples, side * side), uint8
        """
        if not strength:
            return images
        side = int(np.sqrt(images.shape[1]))
        changed = self.apply(images.reshape(-1, side, side), strength, np.random.default_rng(0))
        return changed.reshape(images.shape)


def _shifted(images: Squares, pixels: float, _rng: np.random.Generator) -> Squares:
    """Move digits right, down, left or up by turns; what leaves the square is lost."""
    by, side = int(pixels), images.shape[1]
    found = np.zeros_like(images)
    for turn, (down, right) in enumerate(_DIRECTIONS):
        chosen = images[turn::4]
        rows, columns = _overlap(down * by, side), _overlap(right * by, side)
        found[turn::4, rows[0], columns[0]] = chosen[:, rows[1], columns[1]]
    return found


def _overlap(by: int, side: int) -> tuple[slice, slice]:
    """Where a moved row or column lands, and where it comes from."""
    return slice(max(by, 0), side + min(by, 0)), slice(max(-by, 0), side + min(-by, 0))


def _turned(images: Squares, degrees: float, _rng: np.random.Generator) -> Squares:
    """Turn digits around their middle, to the left and to the right by turns."""
    found = np.empty_like(images)
    for start, angle in ((0, degrees), (1, -degrees)):
        found[start::2] = _turned_one_way(images[start::2], angle)
    return found


def _turned_one_way(images: Squares, degrees: float) -> Squares:
    """Turn by bilinear interpolation; around the square there is paper."""
    side = images.shape[1]
    middle, angle = (side - 1) / 2, np.radians(degrees)
    y, x = np.mgrid[:side, :side] - middle
    from_x = np.cos(angle) * x - np.sin(angle) * y + middle
    from_y = np.sin(angle) * x + np.cos(angle) * y + middle
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype(np.float32)
    from_x, from_y = (np.clip(one, -1, side) + 1 for one in (from_x, from_y))
    left, top = np.minimum(from_x, side).astype(int), np.minimum(from_y, side).astype(int)
    right, down = (from_x - left).astype(np.float32), (from_y - top).astype(np.float32)
    upper = padded[:, top, left] * (1 - right) + padded[:, top, left + 1] * right
    lower = padded[:, top + 1, left] * (1 - right) + padded[:, top + 1, left + 1] * right
    return np.asarray(np.rint(upper * (1 - down) + lower * down), np.uint8)


def _thickened(images: Squares, passes: float, _rng: np.random.Generator) -> Squares:
    """Give each pixel the most ink among itself and its four neighbours, so many times."""
    return _spread(images, int(passes), np.maximum)


def _thinned(images: Squares, passes: float, _rng: np.random.Generator) -> Squares:
    """Give each pixel the least ink among itself and its four neighbours, so many times."""
    return _spread(images, int(passes), np.minimum)


def _spread(images: Squares, passes: int, choose: Callable[[Squares, Squares], Squares]) -> Squares:
    for _ in range(passes):
        padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
        found = images
        for near in (padded[:, :-2, 1:-1], padded[:, 2:, 1:-1], padded[:, 1:-1, :-2]):
            found = choose(found, near)
        images = choose(found, padded[:, 1:-1, 2:])
    return images


def _noised(images: Squares, share: float, rng: np.random.Generator) -> Squares:
    """Add normal noise, whose standard deviation is a share of full ink."""
    noise = rng.standard_normal(images.shape, np.float32) * np.float32(255 * share)
    return np.asarray(np.clip(np.rint(images + noise), 0, 255), np.uint8)


def _occluded(images: Squares, pixels: float, rng: np.random.Generator) -> Squares:
    """Cover a square of so many pixels with paper, anywhere in the picture."""
    size, side = int(pixels), images.shape[1]
    corners = rng.integers(0, side - size + 1, (2, len(images)))
    places = np.arange(side)
    rows, columns = (
        (places >= corner[:, None]) & (places < corner[:, None] + size) for corner in corners
    )
    covered = rows[:, :, None] & columns[:, None, :]
    return np.where(covered, np.uint8(0), images)


DISTORTIONS: Mapping[str, Distortion] = {
    "shift": Distortion("Shifted", "pixels", (0, 1, 2, 3, 4, 6), _shifted),
    "turn": Distortion("Turned", "degrees", (0, 10, 20, 30, 40, 60), _turned),
    "thicken": Distortion("Thickened", "passes", (0, 1, 2, 3), _thickened),
    "thin": Distortion("Thinned", "passes", (0, 1, 2), _thinned),
    "noise": Distortion("Noisy", "share of full ink", (0, 0.1, 0.2, 0.3, 0.5, 0.8), _noised),
    "occlude": Distortion("Half hidden", "pixels", (0, 4, 7, 10, 14, 18), _occluded),
}


def accuracies(network: Network, split: Split, distortion: Distortion) -> Floats:
    """Measure the accuracy at every strength.

    Parameters
    ----------
    network : Network
    split : Split
    distortion : Distortion

    Returns
    -------
    ndarray of shape (n_strengths,), float64
        From 0 to 1.
    """
    targets = network.head.targets(split.labels)
    found = []
    for strength in distortion.strengths:
        images = distortion.distorted(split.images, strength)
        found.append((network.probabilities(images).argmax(axis=1) == targets).mean())
    return np.array(found, np.float64)


@dataclass(frozen=True, eq=False)
class Refusals:
    """What a network gets right where it says "I don't know" below a threshold.

    Parameters
    ----------
    sure : ndarray of shape (n_samples,), float64
        The probability of what is read, the highest first.
    accuracy : ndarray of shape (n_samples,), float64
        Of the first digit, of the first two, and so on.
    """

    sure: Floats
    accuracy: Floats

    @property
    def coverage(self) -> Floats:
        """The share of the digits that are answered at each of the thresholds."""
        found: Floats = np.arange(1, len(self.sure) + 1) / len(self.sure)
        return found

    def at(self, threshold: float) -> tuple[float, float]:
        """Coverage and accuracy where readings below a threshold are refused; NaN for none."""
        answered = int(np.count_nonzero(self.sure >= threshold))
        accuracy = float(self.accuracy[answered - 1]) if answered else float("nan")
        return answered / len(self.sure), accuracy


def refusals(probabilities: Array, targets: Indices) -> Refusals:
    """Order readings by how sure they are.

    Parameters
    ----------
    probabilities : ndarray of shape (n_samples, n_classes), float32 or float64
    targets : ndarray of shape (n_samples,), intp

    Returns
    -------
    Refusals
        Equal ones are in the order of their indices.
    """
    sure = probabilities.max(axis=1).astype(np.float64)
    order = np.argsort(-sure, kind="stable")
    right = (probabilities.argmax(axis=1) == targets)[order]
    return Refusals(sure[order], np.cumsum(right) / np.arange(1, len(right) + 1))
