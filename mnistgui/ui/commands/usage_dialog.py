"""Asks for the pixel scaling and the activation with which an opened network is used."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from mnistgui.files.weights.assumptions import scaling_words
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.trial import Settled
from mnistgui.files.weights.usage import SCALING_CHOICES
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, LeakyReLU
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.combo import Combo


class UsageDialog(QDialog):
    """Offers every scaling and activation, with the share of digits that each reads right.

    Parameters
    ----------
    name : str
        Of the network.
    settled : Settled
        How it is used now.
    parent : QWidget
        The window.
    """

    chosen = Signal(object)  # dict of texts by the keys of the description

    def __init__(self, name: str, settled: Settled, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("usage_dialog")
        self.setWindowTitle(tr("How {0} is used").format(name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settled = settled
        self._scaling = Combo("usage_scaling")
        self._activation = Combo("usage_activation")
        self._read = label("", "muted", "usage_read")
        button = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(button.Ok | button.Cancel)
        self._fill()
        self._lay_out()
        self._show_read()

    def _fill(self) -> None:
        usage = self._settled.usage
        for name in SCALING_CHOICES:
            self._scaling.addItem(scaling_words(name), name)
        self._scaling.setCurrentIndex(self._scaling.findData(usage.scaling))
        for one in HIDDEN_ACTIVATIONS:
            text = f"{one.name}:{one.slope!r}" if one is LeakyReLU else one.name
            self._activation.addItem(tr(one.title), text)
        if self._activation.findData(usage.activation) < 0:  # such as another one in each layer
            self._activation.addItem(usage.activation, usage.activation)
        self._activation.setCurrentIndex(self._activation.findData(usage.activation))
        self._activation.setEnabled(len(self._settled.network.layers) > 1)
        for combo in (self._scaling, self._activation):
            combo.currentIndexChanged.connect(self._show_read)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        self._read.setWordWrap(True)
        for combo, words in (
            (self._scaling, tr("The network sees, for a grey value x")),
            (self._activation, tr("Activation of the hidden layers")),
        ):
            combo.setAccessibleName(words)
            layout.addRow(words, combo)
        layout.addRow(self._read)
        layout.addRow(self._buttons)

    @Slot()
    def _show_read(self) -> None:
        """Say how well the chosen combination read the digits it was tried on."""
        wanted = (self._scaling.currentData(), self._activation.currentData())
        found = [one for one in self._settled.attempts if one.usage == wanted]
        if found:
            words = tr("{0} of {1} training digits of {2} were read right in this way.")
            share, count = per_cent(found[0].accuracy, 1), thousands(len(found[0].right))
            self._read.setText(words.format(share, count, self._settled.digits))
        else:
            self._read.setText(tr("This combination has not been tried on digits."))

    @Slot()
    def _choose(self) -> None:
        texts = {PIXEL_SCALING: self._scaling.currentData()}
        if self._activation.isEnabled():
            texts[ACTIVATION] = self._activation.currentData()
        self.accept()
        self.chosen.emit(texts)
