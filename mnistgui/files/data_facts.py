"""The facts by which a run's digits can be found again and recognised."""

from dataclasses import dataclass

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.errors import UserError


@dataclass(frozen=True)
class DataFacts:
    """Which digits a run learnt from, without the digits themselves.

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
    def from_dataset(cls, dataset: Dataset) -> "DataFacts":
        """Describe a dataset; this reads every pixel, so call it once for each run.

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

    def match(self, dataset: Dataset) -> bool:
        """Return whether a dataset holds the same digits, wherever it was loaded from.

        Parameters
        ----------
        dataset : Dataset
            Every pixel of it is read if it has the right size.

        Returns
        -------
        bool
        """
        sizes = (len(dataset.train), len(dataset.test))
        same_size = sizes == (self.train_size, self.test_size)
        return same_size and fingerprint(dataset) == self.fingerprint

    def require(self, dataset: Dataset) -> None:
        """Refuse a dataset that does not hold the same digits.

        Parameters
        ----------
        dataset : Dataset

        Raises
        ------
        UserError
            It holds other digits.
        """
        if not self.match(dataset):
            raise UserError(
                f"this run learnt from {self.name} ({self.source}); the same digits "
                f"are needed, not {dataset.name} ({dataset.source})"
            )
