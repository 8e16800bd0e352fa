"""The controls with which units and weights are edited."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QPushButton, QSpinBox, QWidget

from mnistgui.inspection.unit_edits import Prune, ScaleUnit, SetWeight, ShiftUnit, WeightEdit
from mnistgui.nn.network import Network
from mnistgui.ui.state.shown_unit import ShownUnit
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, label, row

_BOX_PIXELS, _SHARE_PIXELS = 84, 104  # widest
_MOST = 1000.0  # factors, amounts and weights, on either side of 0


class EditControls(QWidget):
    """Chooses a unit, and emits edits of it; the unit is the one that *Units* enlarges."""

    wanted = Signal(object)  # WeightEdit

    def __init__(self, shown: ShownUnit) -> None:
        super().__init__()
        self._shown = shown
        self._widths: tuple[int, ...] = ()
        self.layer = _whole("lab_layer", tr("Layer"))
        self.unit = _whole("lab_unit", tr("Unit"))
        self.factor = _real("lab_factor", tr("Factor"), 0.5)
        self.amount = _real("lab_amount", tr("Amount that is added to the bias"), 0.5)
        self.source = _whole("lab_source", tr("Input of the weight, from 0"), 0)
        self.value = _real("lab_value", tr("New value of the weight"), 0.0)
        self.share = _real("lab_share", tr("Share of the weights, in per cent"), 50.0)
        self.share.setRange(0.0, 100.0)
        self.share.setSuffix(" %")
        self.share.setDecimals(1)
        self.share.setMaximumWidth(_SHARE_PIXELS)
        self.mute = self._button("lab_mute", tr("Mute"), lambda: self._scaled(0.0))
        self.scale = self._button(
            "lab_scale", tr("Scale by"), lambda: self._scaled(self.factor.value())
        )
        self.shift = self._button("lab_shift", tr("Shift by"), self._shifted)
        self.set_weight = self._button("lab_set", tr("Set input"), self._weight)
        self.prune = self._button("lab_prune", tr("Prune"), lambda: Prune(self.share.value() / 100))
        explain(self.set_weight, tr("Sets the weight from this input to the unit, to this value"))
        explain(self.prune, tr("Sets this share of all weights to 0, the smallest first"))
        self._lay_out()
        self.layer.valueChanged.connect(self._choose)
        self.unit.valueChanged.connect(self._choose)
        shown.changed.connect(self._follow)
        self.set_network(None)

    def set_network(self, network: Network | None) -> None:
        """Offer the layers and units of a network; None for none."""
        widths = network.widths if network is not None else ()
        if widths == self._widths and self.isEnabled() == bool(widths):
            return
        self._widths = widths
        self.setEnabled(bool(widths))
        with QSignalBlocker(self.layer):
            self.layer.setRange(1, max(len(widths) - 1, 1))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the unit that is enlarged."""
        with QSignalBlocker(self.layer), QSignalBlocker(self.unit):
            self.layer.setValue(self._shown.layer)
            layer = self.layer.value()
            if self._widths:
                self.unit.setRange(1, self._widths[layer])
                self.source.setRange(0, self._widths[layer - 1] - 1)
            self.unit.setValue(self._shown.unit + 1)
        hidden = layer < len(self._widths) - 1
        for button in (self.mute, self.scale):
            button.setEnabled(hidden)

    @Slot()
    def _choose(self) -> None:
        self._shown.show_unit(self.layer.value(), self.unit.value() - 1)
        self._follow()

    def _scaled(self, factor: float) -> WeightEdit:
        return ScaleUnit(self.layer.value(), self.unit.value() - 1, factor)

    def _shifted(self) -> WeightEdit:
        return ShiftUnit(self.layer.value(), self.unit.value() - 1, self.amount.value())

    def _weight(self) -> WeightEdit:
        unit = self.layer.value(), self.unit.value() - 1
        return SetWeight(*unit, self.source.value(), self.value.value())

    def _button(self, name: str, words: str, edit: Callable[[], WeightEdit]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.wanted.emit(edit()))
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        unit = row(label(tr("Layer")), self.layer, label(tr("unit")), self.unit, None)
        weight = row(self.source, label(tr("to")), self.value)
        grid.addLayout(unit, 0, 0, 1, 3)
        for line, (button, box) in enumerate(
            ((self.scale, self.factor), (self.shift, self.amount))
        ):
            grid.addWidget(button, 1 + line, 0)
            grid.addWidget(box, 1 + line, 1)
        grid.addWidget(self.mute, 1, 2)
        grid.addWidget(self.set_weight, 3, 0)
        grid.addLayout(weight, 3, 1, 1, 2)
        grid.addWidget(self.prune, 4, 0)
        grid.addWidget(self.share, 4, 1)


def _whole(name: str, title: str, least: int = 1) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setRange(least, 4096)
    box.setMaximumWidth(_BOX_PIXELS)
    box.setKeyboardTracking(False)
    return box


def _real(name: str, title: str, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setRange(-_MOST, _MOST)
    box.setDecimals(2)
    box.setMaximumWidth(_BOX_PIXELS)
    box.setSingleStep(0.1)
    box.setValue(value)
    return box
