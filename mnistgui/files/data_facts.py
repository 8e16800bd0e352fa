"""Which digits a run learnt from: enough to find them again and to know them when found."""

from dataclasses import dataclass

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint


@dataclass(frozen=True)
class DataFacts:
    """Which digits a run learnt from, without the digits.

    Parameters
    ----------
    name, source : str
        As in :class:`~mnistgui.data.dataset.Dataset`.
    fingerprint : str
        SHA-256 over all images and labels.
    train_size, test_size : int
        Digits in each split.
    synthetic : bool
        Whether the program drew them itself.
    """

    name: str
    source: str
    fingerprint: str
    train_size: int
    test_size: int
    synthetic: bool

    @classmethod
    def of(cls, dataset: Dataset) -> "DataFacts":
        """Describe a dataset; this reads every pixel, so do it once a run.

        Parameters
        ----------
        dataset : Dataset

        Returns
        -------
        DataFacts
        """
        return cls(
            dataset.name,
            dataset.source,
            fingerprint(dataset),
            len(dataset.train),
            len(dataset.test),
            dataset.synthetic,
        )
