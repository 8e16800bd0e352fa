"""Knows how the pictures of the inspected network lie in their squares."""

from weakref import WeakKeyDictionary

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import side_of
from mnistgui.drawing.picture_frame import MNIST_FRAME, PictureFrame, reads_digits
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.ui.state.session import Session


class Frames:
    """Measures the pictures of each data set once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: WeakKeyDictionary[Dataset, PictureFrame] = WeakKeyDictionary()

    def of(self, network: Network) -> PictureFrame:
        """Return the frame of the inspected network's pictures.

        Digits of MNIST's size are not measured, as all of their drawings are read alike.
        """
        if reads_digits(network):
            return MNIST_FRAME
        dataset = self._session.inspected.dataset or self._session.dataset
        if dataset is None or not _are_its_own(network, dataset):
            return PictureFrame.usual(side_of(network.widths[0]) or PictureFrame.side)
        if dataset not in self._of:
            self._of[dataset] = PictureFrame.from_split(dataset.train)
        return self._of[dataset]


def _are_its_own(network: Network, dataset: Dataset) -> bool:
    """Return whether a network knows the classes of some pictures, in their size."""
    kind, head = dataset.kind, network.head
    if isinstance(head, Logistic):
        known = head.class_names[1] in kind.class_names
    else:
        known = head.class_names == kind.class_names
    return known and network.widths[0] == kind.n_pixels
