"""Reads one split from HDF5: ``xdata`` (n, 784) in [0, 1] and ``ydata`` (n, 10) one-hot."""

from collections.abc import Sequence
from pathlib import Path

from mnistgui.data.dataset import CLASSES, PIXELS, Split
from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import MAX_SAMPLES
from mnistgui.data.readers.parts import SplitFile, train_and_test
from mnistgui.data.readers.pixels import NUMERIC_KINDS, check_shape, to_pixels

IMAGES = "xdata"
LABELS = "ydata"
_MAX_NUMBER_BYTES = 8


def read(path: Path) -> Split:
    """Read one split.

    Parameters
    ----------
    path : pathlib.Path
        An HDF5 file with ``xdata`` and ``ydata``.

    Returns
    -------
    Split

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds no digits.
    """
    row = MAX_SAMPLES * _MAX_NUMBER_BYTES
    with open_untrusted(path) as file:
        images = file.array(IMAGES, (None, PIXELS), kinds=NUMERIC_KINDS, max_bytes=row * PIXELS)
        labels = file.array(LABELS, (None, CLASSES), kinds=NUMERIC_KINDS, max_bytes=row * CLASSES)
        n = check_shape(images.shape, f"{path}: {IMAGES}")
        return Split(
            labels=to_labels(labels.read(), n, f"{path}: {LABELS}"),
            images=to_pixels(images.blocks(), n, f"{path}: {IMAGES}"),
        )


def read_pair(files: Sequence[Path], folder: Path) -> tuple[Split, Split]:
    """Read the two HDF5 files of a data set.

    Parameters
    ----------
    files : sequence of pathlib.Path
        HDF5 files of one folder, in any order.
    folder : pathlib.Path
        Their folder, for sentences.

    Returns
    -------
    tuple of Split
        ``(train, test)``.

    Raises
    ------
    UserError
        A file is damaged, or there is not one of each part.
    """
    parts = [SplitFile(path, path.stat().st_size) for path in files]
    train, test = train_and_test(parts, "HDF5 data", folder)
    return read(train.path), read(test.path)
