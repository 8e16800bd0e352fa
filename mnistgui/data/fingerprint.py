"""One number that tells whether two data sets hold the same digits in the same order."""

from hashlib import sha256

import numpy as np

from mnistgui.data.dataset import Dataset

# Of the 60,000 and 10,000 digits in the order in which they were published.
MNIST_FINGERPRINT = "625c86df0a1319fc9ee83afae9b44174ea5c67d979d470d0a9945b3682b01ff3"


def fingerprint(dataset: Dataset) -> str:
    """SHA-256 over the sizes, images and labels of both splits.

    Parameters
    ----------
    dataset : Dataset
        Any; its name and source do not count.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = sha256()
    for split in (dataset.train, dataset.test):
        digest.update(len(split).to_bytes(8, "big"))
        digest.update(np.ascontiguousarray(split.images).data)
        digest.update(np.ascontiguousarray(split.labels).data)
    return digest.hexdigest()
