"""Whether a drawing is a digit at all, told by what the network looked at knows of digits."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.drawing.novelty import Novelty, Verdict
from mnistgui.files.known_digits import known_digits
from mnistgui.nn.network import Network
from mnistgui.ui.latest import Latest


class Judge(QObject):
    """Learns beside the window what digits look like to a network, then judges at once.

    While a network is trained, the judge lags a few seconds behind it.

    Parameters
    ----------
    parent : QObject
        Keeps it.
    """

    ready = Signal()  # the next verdicts are of a newer network

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._novelty: Novelty | None = None
        self._latest = Latest(self)
        self._latest.answered.connect(self._take)

    def verdict(self, network: Network, image: NDArray[np.uint8]) -> Verdict | None:
        """Judge a drawing.

        Parameters
        ----------
        network : Network
            The one that reads it; never changed in place.
        image : ndarray of shape (784,), uint8

        Returns
        -------
        Verdict or None
            None while nothing is known of a network of this shape; :attr:`ready` tells when.
        """
        known = self._novelty
        if known is None or known.network is not network:
            self._latest.ask(partial(_learnt, network))
        if known is None or known.network.widths != network.widths:
            return None
        return known.verdicts(image[None])[0]

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._latest.shut_down()

    @Slot(object)
    def _take(self, novelty: Novelty) -> None:
        self._novelty = novelty
        self.ready.emit()


def _learnt(network: Network) -> Novelty:
    return Novelty(network, known_digits())
