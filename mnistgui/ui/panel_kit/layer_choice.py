"""A drop-down list of a network's layers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker

from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.combo import Combo


class LayerChoice(Combo):
    """Lists the dense layers, and lists them anew only for a network of other widths.

    Parameters
    ----------
    name : str
        Object name.
    describe : callable
        Given a layer's name and the layer, returns the words of its entry.
    output_first : bool
        Whether the output layer is the one that is chosen until a person chooses.
    """

    def __init__(
        self, name: str, describe: Callable[[str, Dense], str], *, output_first: bool = False
    ) -> None:
        super().__init__(name)
        self._describe = describe
        self._output_first = output_first
        self._widths: tuple[int, ...] = ()
        self.setAccessibleName(tr("Layer"))
        self.hide()

    def list_layers(self, network: Network | None) -> None:
        """Offer the layers of a network; None hides the list."""
        self.setVisible(network is not None)
        widths = network.widths if network is not None else ()
        if widths == self._widths:
            return
        self._widths = widths
        with QSignalBlocker(self):
            self._fill(network.layers if network is not None else ())

    def _fill(self, layers: Sequence[object]) -> None:
        self.clear()
        for number, layer in enumerate(layers, start=1):
            last = number == len(layers)
            name = tr("Output layer") if last else tr("Hidden layer {0}").format(number)
            if isinstance(layer, Dense):
                self.addItem(self._describe(name, layer), number)
        self.setCurrentIndex(self.count() - 1 if self._output_first else 0)

    @property
    def number(self) -> int:
        """Number of the chosen layer in its network, counted from 1; 0 where there is none."""
        return int(self.currentData() or 0)

    def chosen(self, network: Network) -> Dense | None:
        """Return the chosen layer of a network that was listed; None if it has no dense layer."""
        layer = network.layers[self.number - 1] if self.number else None
        return layer if isinstance(layer, Dense) else None
