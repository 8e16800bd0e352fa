"""The temperature a person chose for a network, and the network as it reads with it."""

from mnistgui.nn.network import Network
from mnistgui.training.calibration import with_temperature


class Tempered:
    """Builds a temperature into a network, once for all moves of the pen."""

    def __init__(self) -> None:
        self._of: tuple[Network, float] | None = None
        self._reader: Network | None = None

    def reader(self, network: Network | None, temperature: float | None) -> Network | None:
        """The network whose probabilities are shown.

        Parameters
        ----------
        network : Network or None
            Never changed in place.
        temperature : float or None
            None for a network as it is.

        Returns
        -------
        Network or None
            The same object for the same network and temperature.
        """
        if network is None or temperature is None:
            return network
        of = self._of
        if of is None or of[0] is not network or of[1] != temperature:
            self._of = network, temperature
            self._reader = with_temperature(network, temperature)
        return self._reader
