"""Reads one split from HDF5: ``xdata`` (n, 784) in [0, 1] and ``ydata`` (n, 10) one-hot."""

from pathlib import Path

from mnistgui.data.dataset import CLASSES, PIXELS, Split
from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import MAX_SAMPLES
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
