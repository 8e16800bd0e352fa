"""What a data set consists of, in numbers a person or another program can compare."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mnistgui.data.dataset import CLASSES, Dataset, Split
from mnistgui.data.fingerprint import fingerprint


@dataclass(frozen=True)
class SplitInfo:
    """The numbers of one split.

    Parameters
    ----------
    count : int
        How many digits.
    per_class : tuple of int
        How many of each digit, 0 first.
    mean_ink : float
        Mean grey of all pixels, from 0 (paper) to 1 (ink).
    """

    count: int
    per_class: tuple[int, ...]
    mean_ink: float


@dataclass(frozen=True)
class DatasetInfo:
    """The numbers of a data set.

    Parameters
    ----------
    name, source : str
        As in :class:`~mnistgui.data.dataset.Dataset`.
    synthetic : bool
        Whether the program drew the digits itself.
    fingerprint : str
        SHA-256 over all digits; see :func:`~mnistgui.data.fingerprint.fingerprint`.
    train, test : SplitInfo
        The two splits.
    """

    name: str
    source: str
    synthetic: bool
    fingerprint: str
    train: SplitInfo
    test: SplitInfo

    def to_json(self) -> dict[str, Any]:
        """All numbers by name.

        Returns
        -------
        dict
            Of what :mod:`json` can write.
        """
        return asdict(self)


def dataset_info(dataset: Dataset) -> DatasetInfo:
    """Count and measure.

    Parameters
    ----------
    dataset : Dataset
        Any.

    Returns
    -------
    DatasetInfo
    """
    return DatasetInfo(
        name=dataset.name,
        source=dataset.source,
        synthetic=dataset.synthetic,
        fingerprint=fingerprint(dataset),
        train=_split_info(dataset.train),
        test=_split_info(dataset.test),
    )


def _split_info(split: Split) -> SplitInfo:
    counts = np.bincount(split.labels, minlength=CLASSES)
    mean = float(split.images.mean()) / 255 if len(split) else 0.0
    return SplitInfo(len(split), tuple(counts.tolist()), round(mean, 6))
