"""The control that puts a unit of another run, or of a network from a file, into a unit's place."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from mnistgui.inspection.unit_edits import SwapUnit
from mnistgui.nn.network import Network
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, label, row
from mnistgui.ui.widgets.combo import Combo

_BOX_PIXELS = 84  # widest


class SwapControl(QWidget):
    """Lists the networks with the same layers as the inspected one."""

    wanted = Signal(object)  # WeightEdit

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.swap = QPushButton(tr("Swap for"))
        self.unit = QSpinBox()
        self.others = Combo("lab_other", 8)
        self._describe()
        layout = row(self.swap, label(tr("unit")), self.unit, label(tr("of")), self.others, None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.swap.clicked.connect(self._swapped)
        session.shown_unit.changed.connect(self._follow_unit)
        session.runs.on_list_changed(self.list_others)
        session.source_changed.connect(self.list_others)
        session.inspected_changed.connect(self.list_others)
        self.list_others()

    @Slot()
    def list_others(self) -> None:
        """Offer the networks from which a unit can be taken now, and keep the choice."""
        names = [name for name, _network in self._others()]
        if names != [self.others.itemText(i) for i in range(self.others.count())]:
            chosen = self.others.currentText()
            with QSignalBlocker(self.others):
                self.others.clear()
                self.others.addItems(names)
                self.others.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        for widget in (self.swap, self.unit, self.others):
            widget.setEnabled(bool(names))
        self._follow_unit()

    @Slot()
    def _follow_unit(self) -> None:
        network, layer = self._session.inspected.network, self._session.shown_unit.layer
        if network is not None and layer < len(network.widths):
            self.unit.setRange(1, network.widths[layer])

    @Slot()
    def _swapped(self) -> None:
        shown, name = self._session.shown_unit, self.others.currentText()
        other = dict(self._others()).get(name)
        if other is not None:
            self.wanted.emit(SwapUnit(shown.layer, shown.unit, other, self.unit.value() - 1, name))

    def _others(self) -> list[tuple[str, Network]]:
        session = self._session
        network, loaded = session.inspected.network, session.loaded
        found = [
            (tr("run {0}").format(run.number), run.network)
            for run in session.runs
            if run.network is not None and run is not session.inspected.run
        ]
        if loaded is not None and loaded is not network:
            found.append((session.loaded_name, loaded))
        return [
            (name, other)
            for name, other in found
            if network is not None and other.widths == network.widths
        ]

    def _describe(self) -> None:
        self.swap.setObjectName("lab_swap")
        explain(self.swap, tr("Puts a unit of another network of the same layers into its place"))
        self.unit.setObjectName("lab_other_unit")
        self.unit.setAccessibleName(tr("Unit of the other network"))
        self.unit.setRange(1, 1)
        self.unit.setMaximumWidth(_BOX_PIXELS)
        self.others.setAccessibleName(tr("Network that the other unit comes from"))
