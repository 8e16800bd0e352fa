"""The facts of a data set: counts, range and fingerprint."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mnistgui.data.dataset import DIGITS, SIDE, Dataset, Split
from mnistgui.data.fingerprint import fingerprint


@dataclass(frozen=True)
class SplitInfo:
    """The facts of one split.

    Parameters
    ----------
    count : int
        How many digits.
    per_class : tuple of int
        How many of each class, in the order of their names.
    mean_ink : float
        Mean grey of all pixels, from 0 (paper) to 1 (ink).
    shape : tuple of int
        Shape of the array of images in the program, such as ``(n_samples, 784)``.
    dtype : str
        Type of that array: every layout is read as ``"uint8"``.
    lowest, highest : int or None
        Range of its pixels; None where there are no digits.
    """

    count: int
    per_class: tuple[int, ...]
    mean_ink: float
    shape: tuple[int, ...]
    dtype: str
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class DatasetInfo:
    """The facts of a data set.

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
    notes : tuple of str
        What was assumed or brought to another form when it was read.
    left_out : tuple of str
        What could not be read.
    classes : tuple of str
        Names of the classes; a label is a place among them.
    side : int
        Pixels of a row of a picture.
    """

    name: str
    source: str
    synthetic: bool
    fingerprint: str
    train: SplitInfo
    test: SplitInfo
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    classes: tuple[str, ...] = DIGITS
    side: int = SIDE

    def to_json(self) -> dict[str, Any]:
        """Return all facts by name.

        Returns
        -------
        dict
            Only values that :mod:`json` can write.
        """
        return asdict(self)


def dataset_info(dataset: Dataset) -> DatasetInfo:
    """Compute the facts of a data set.

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
        train=split_info(dataset.train),
        test=split_info(dataset.test),
        notes=dataset.notes,
        left_out=dataset.left_out,
        classes=dataset.kind.class_names,
        side=dataset.kind.side,
    )


def split_info(split: Split) -> SplitInfo:
    """Compute the facts of one split.

    Parameters
    ----------
    split : Split
        May be empty.

    Returns
    -------
    SplitInfo
    """
    counts = np.bincount(split.labels, minlength=len(split.class_names))
    images, any_digits = split.images, len(split) > 0
    return SplitInfo(
        count=len(split),
        per_class=tuple(counts.tolist()),
        mean_ink=round(float(images.mean()) / 255, 6) if any_digits else 0.0,
        shape=images.shape,
        dtype=str(images.dtype),
        lowest=int(images.min()) if any_digits else None,
        highest=int(images.max()) if any_digits else None,
    )
