"""The controls of the map: part, view, colours, and the buttons that set it in motion."""

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mnistgui.nn.network import Network
from mnistgui.ui.panels.map.scene import COLOURINGS
from mnistgui.ui.state.parts import Part
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.combo import Combo

_PLANE_DIMENSIONS = 2


class ViewOfLayer(NamedTuple):
    """A way to place digits: a kind, and the number of a layer; 0 for the tour of the outputs."""

    kind: str
    layer: int = 0

    @property
    def code(self) -> str:
        """As an entry of the list keeps it: Qt finds texts, but no tuples."""
        return f"{self.kind} {self.layer}"

    @classmethod
    def from_code(cls, code: str) -> "ViewOfLayer":
        """Read what ``code`` wrote."""
        kind, layer = code.split()
        return cls(kind, int(layer))


TOUR = ViewOfLayer("tour")


class MapControls(QWidget):
    """Lists that say what the cloud shows, a button for the tour, and one for t-SNE."""

    changed = Signal()
    recoloured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.parts = Combo("map_part", 3)
        self.views = Combo("map_view", 5)
        self.colours = Combo("map_colours", 4)
        self.play = QPushButton(tr("Play"))
        self.lay_out = QPushButton(tr("Lay out"))
        self._widths: tuple[int, ...] = ()
        self._fill()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.parts, self.views, self.colours, self.play, self.lay_out):
            layout.addWidget(widget)
        layout.addStretch(0)
        self.parts.currentIndexChanged.connect(self.changed)
        self.views.currentIndexChanged.connect(self._choose_view)
        self.colours.currentIndexChanged.connect(self.recoloured)
        self._choose_view()

    @property
    def part(self) -> Part:
        """The part whose digits are shown."""
        part: Part = self.parts.currentData()
        return part

    @property
    def view(self) -> ViewOfLayer:
        """How they are placed."""
        return ViewOfLayer.from_code(self.views.currentData())

    @property
    def colouring(self) -> str:
        """By what they are coloured, one of ``COLOURINGS``."""
        return str(self.colours.currentData())

    def list_views(self, network: Network) -> None:
        """Offer the views of a network; the one that was chosen stays so where it has it."""
        if network.widths == self._widths:
            return
        self._widths, before = network.widths, self.view
        hidden = [
            number
            for number, width in enumerate(network.widths[1:-1], start=1)
            if width >= _PLANE_DIMENSIONS
        ]
        with QSignalBlocker(self.views):
            while self.views.count() > 1:  # the tour stays
                self.views.removeItem(1)
            for number in hidden:
                self.views.addItem(
                    tr("Hidden layer {0}: components").format(number),
                    ViewOfLayer("components", number).code,
                )
            for number in (*hidden, len(network.widths) - 1):
                name = tr("hidden layer {0}").format(number) if number in hidden else tr("outputs")
                self.views.addItem(
                    tr("t-SNE of {0}").format(name), ViewOfLayer("tsne", number).code
                )
            self.views.setCurrentIndex(max(self.views.findData(before.code), 0))
        if self.view != before:
            self._choose_view()

    @Slot()
    def _choose_view(self) -> None:
        self.play.setVisible(self.view.kind == "tour")
        self.lay_out.setVisible(self.view.kind == "tsne")
        self.changed.emit()

    def _fill(self) -> None:
        self.parts.setAccessibleName(tr("Which digits"))
        for part in (Part.TEST, Part.VALIDATION, Part.TRAINING):
            self.parts.addItem(part.title, part)
        self.views.setAccessibleName(tr("How the digits are placed"))
        self.views.addItem(tr("Outputs: grand tour"), TOUR.code)
        self.colours.setAccessibleName(tr("What the colours mean"))
        words = (tr("by what it is"), tr("by what is read"), tr("right or wrong"))
        for colouring, text in zip(COLOURINGS, words, strict=True):
            self.colours.addItem(text, colouring)
        self.play.setObjectName("map_play")
        self.play.setCheckable(True)
        explain(
            self.play, tr("Turns the ten outputs through all views; the space bar does so too.")
        )
        self.lay_out.setObjectName("map_lay_out")
        explain(
            self.lay_out,
            tr("Lays 2,000 of the digits out by t-SNE, for the step that is shown: some seconds."),
        )
