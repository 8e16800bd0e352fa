"""The Weights panel: the weights of every unit of a layer, live while the network learns."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.notation import thousands, three_significant
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.layer_choice import LayerChoice
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.weights.beside import WeightsOfRuns
from mnistgui.ui.panels.weights.weight_table import weight_table
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import keep_room, row
from mnistgui.ui.widgets.colour_scale import ColourScale
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.matrix_view import MatrixView
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.signed_levels import remark, signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

PAGE_UNITS = 100


class WeightsPanel(Panel):
    """Shows the weights of the first layer as images, those of others as a matrix."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, redraws = context.session, context.redraws
        self._session = session
        self._redraws = redraws
        self._requests = context.requests
        self._layer = LayerChoice("weights_layer", _units)
        self._pager = Pager("weights_pager", tr("units"))
        self._scale = ColourScale()
        self._remark = ElidedLabel("weights_remark", "muted")
        self.grid = TileGrid("")
        self.matrix = MatrixView()
        self.beside = WeightsOfRuns()
        self.several = QCheckBox(tr("Side by side"))
        self._stack = OnePage()
        self._set_colours(LIGHT)
        self._lay_out()
        session.inspected_changed.connect(self._request_redraw)
        self._layer.currentIndexChanged.connect(self._redraw_now)
        self._pager.turned.connect(self._redraw_now)
        self.grid.chosen.connect(self._show_unit)
        self.several.toggled.connect(self._redraw_now)
        session.runs.on_list_changed(self._request_redraw)
        session.runs.advanced.connect(self._request_redraw)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._set_colours(theme)
        for part in (self.grid, self.matrix, self.beside, self._scale, self._pager):
            part.set_theme(theme)
        self._draw()

    def _set_colours(self, theme: Theme) -> None:
        self._colours = pictures.weight_colours(theme)

    @Slot(int)
    def _show_unit(self, tile: int) -> None:
        """Have the panel Units enlarge the unit that was clicked."""
        self._session.shown_unit.show_unit(self._layer.number, self._pager.rows.start + tile)
        self._requests.show_panel("units")

    @Slot()
    def _request_redraw(self) -> None:
        self._redraws.request(self._draw, PICTURES)

    @Slot()
    def _redraw_now(self) -> None:
        """Draw at once, since the person has chosen something else."""
        self._request_redraw()
        self._redraws.redraw_now()

    @Slot()
    def _draw(self) -> None:
        if self.several.isChecked():
            self._draw_runs()
            return
        network = self._session.inspected.network
        if network is None:
            self._layer.list_layers(None)
            words = tr("Train a network: each of its units shows here what it looks for.")
            self.grid.set_hint(self._session.hint(words))
            self.grid.set_tiles(Tiles(QImage()))
            self._scale.set_limit(0.0)
            self._say("", 0.0)
            self._pager.set_range(0, PAGE_UNITS)
            self._pager.hide()
            self._stack.setCurrentWidget(self.grid)
            return
        self._layer.list_layers(network)
        layer = self._layer.chosen(network)
        if self._watched and layer is not None:
            self._draw_layer(layer, network)

    def _catch_up(self) -> None:
        self._redraw_now()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose whether the runs stand side by side."""
        self.several.setChecked(bool(show["side_by_side"]))

    def _draw_runs(self) -> None:
        """Show the first layer of every run that is drawn, each with its own scale."""
        if self._watched:
            for part in (self._layer, self._pager):
                part.hide()
            self._scale.set_limit(0.0)
            self._say("", 0.0)
            self.beside.show_runs(self._session.runs.shown)
            self._stack.setCurrentWidget(self.beside)

    def _draw_layer(self, layer: Dense, network: Network) -> None:
        limit = weight_limit(layer.W)
        self._scale.set_limit(limit)
        self._say(remark(layer.W, tr("weights")), limit)
        as_digits = layer is network.layers[0]
        self._stack.setCurrentWidget(self.grid if as_digits else self.matrix)
        self._pager.set_range(layer.W.shape[1] if as_digits else 0, PAGE_UNITS)
        self._pager.setVisible(self._pager.several)
        if as_digits:
            self.grid.set_tiles(self._tiles(layer, limit, network))
        else:
            levels = signed_levels(layer.W.T, limit)
            self.matrix.set_image(pictures.matrix(levels, self._colours))

    def _say(self, words: str, limit: float) -> None:
        """Say what the colours do not show, in the place of their scale: both have no room."""
        if words and limit:
            words = tr("{0} Colours reach to \u00b1{1}.").format(words, three_significant(limit))
        self._remark.setText(words)
        self._scale.setVisible(not words)

    def _tiles(self, layer: Dense, limit: float, network: Network) -> Tiles:
        rows = self._pager.rows
        levels = signed_levels(layer.W.T[rows], limit)
        if layer is network.layers[-1]:
            names = network.head.class_names[-layer.W.shape[1] :]
            tips = tuple(tr("what speaks for {0}").format(name) for name in names)
            return Tiles(pictures.strip(levels, self._colours), names, tips)
        unit = tr("unit {0}")
        tips = tuple(unit.format(number + 1) for number in range(rows.start, rows.stop))
        return Tiles(pictures.strip(levels, self._colours), (), tips)

    def _table(self) -> Table:
        network = self._session.inspected.network
        layer = self._layer.chosen(network) if network is not None else None
        if layer is None:
            return Table((), ())
        of_pixels = network is not None and layer is network.layers[0]
        units = self._pager.rows if of_pixels else slice(0, layer.W.shape[1])
        return weight_table(layer, units)

    def _lay_out(self) -> None:
        self.grid.setObjectName("weight_grid")
        self.grid.setAccessibleName(tr("Weight images"))
        keep_room(self._layer)  # it is hidden while a run's network is being made
        for picture in (self.grid, self.matrix):
            title, above = self._layer.currentText, (self._scale,)
            add_figure(picture, "weights", self._table, title=title, above=above)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.matrix)
        self._stack.addWidget(self.beside)
        self.several.setObjectName("weights_several")
        self.several.setToolTip(tr("Show the first layer of all runs whose curves are drawn"))
        add_figure(self.beside, "weights-of-runs", self.beside.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        top = row(self._layer)
        top.addWidget(self._remark, 1)
        top.addWidget(self._scale)
        top.addWidget(self.several)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._pager)


def _units(name: str, layer: Dense) -> str:
    return tr("{0}: {1} units").format(name, thousands(layer.output_shape[0]))
