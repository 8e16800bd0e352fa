"""The Units panel: the units of a layer in a chosen order, and one of them enlarged."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.unit_orders import UNIT_ORDERS
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.notation import thousands, three_significant
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.layer_choice import LayerChoice
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.units.detail import UnitDetail
from mnistgui.ui.panels.units.finding import FoundUnits, UnitsFinder, UnitsQuestion
from mnistgui.ui.panels.units.words import outgoing_names
from mnistgui.ui.state.digits_note import digits_note
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import keep_room, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.signed_levels import signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles
from mnistgui.ui.widgets.two_parts import TwoParts

PAGE_UNITS = 60
_ORDER_PIXELS, _DIGIT_PIXELS = 190, 56  # widths


class UnitsPanel(Panel):
    """Works out the units of the inspected network in another thread."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._drawing = context.drawing
        self._redraws = context.redraws
        self._theme = LIGHT
        self._watched = False
        self._found: FoundUnits | None = None
        self._finder = UnitsFinder()
        self._worker = ThrottledLatestWins(context.session.training, self)
        self.layer = LayerChoice("units_layer", _units)
        self.order = Combo("units_order")
        self.digit = Combo("units_digit", 2)
        self.grid = TileGrid("")
        self.pager = Pager("units_pager", tr("units"))
        self.detail = UnitDetail()
        self._lay_out()
        self._connect(context)
        self._draw()

    def _connect(self, context: PanelContext) -> None:
        session = context.session
        session.inspected_changed.connect(self._request)
        session.dataset_changed.connect(self._request)
        session.digit_facts.known.connect(self._draw)
        session.shown_unit.changed.connect(self._follow_wish)
        context.drawing.looked.connect(self._follow_drawing)
        self.layer.currentIndexChanged.connect(self._choose_layer)
        self.order.currentIndexChanged.connect(self._request_now)
        self.digit.currentIndexChanged.connect(self._request_now)
        self.pager.turned.connect(self._draw)
        self.grid.chosen.connect(self._choose_unit)
        self._worker.answered.connect(self._receive)

    @property
    def found(self) -> FoundUnits | None:
        """What is shown; None before the first answer."""
        return self._found

    @property
    def unit(self) -> int:
        """The unit that is enlarged, counted from 0."""
        count = 0 if self._found is None else self._found.pictures.shape[1]
        return min(self._session.shown_unit.unit, max(count - 1, 0))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for part in (self.grid, self.pager, self.detail):
            part.set_theme(theme)
        self._draw()

    def _catch_up(self) -> None:
        self._request_now()

    def _rest(self) -> None:
        self._worker.cancel()
        self._finder, self._found = UnitsFinder(), None
        self.detail.show_unit(None, 0)

    def shut_down(self) -> None:
        """Wait until the thread that works out units has ended."""
        self._worker.shut_down()

    @Slot()
    def _request_now(self) -> None:
        """Ask at once, since a person has chosen something else."""
        self._request()
        self._worker.end_cooldown()

    @Slot()
    def _request(self) -> None:
        inspected = self._session.inspected
        network = inspected.network
        self.layer.list_layers(network)
        if network is None:
            self._worker.cancel()
            self._found = None
            self._draw()
        elif self._watched and self.layer.number:
            self._list_digits(network)
            dataset = self._session.inspected_digits
            look = self._drawing.look
            question = UnitsQuestion(
                network,
                inspected.run,
                self.layer.number,
                UNIT_ORDERS[max(self.order.currentIndex(), 0)],
                max(self.digit.currentIndex(), 0),
                None if look is None else look.reading.image,
                None if dataset is None else dataset.test,
            )
            self._worker.submit(partial(self._finder.answer, question))

    def _list_digits(self, network: Network) -> None:
        """Offer the digits of which the network has a logit, for the order that asks for one."""
        self.digit.setEnabled(self._order_name() == "outgoing")
        names = network.head.class_names[-network.head.units :]
        if names != tuple(self.digit.itemText(i) for i in range(self.digit.count())):
            with QSignalBlocker(self.digit):
                self.digit.clear()
                self.digit.addItems(names)

    @Slot()
    def _follow_drawing(self) -> None:
        if self.order.currentIndex() >= 0 and self._order_name() == "drawing":
            self._request()

    def _order_name(self) -> str:
        return UNIT_ORDERS[self.order.currentIndex()].name

    @Slot()
    def _follow_wish(self) -> None:
        """Show the unit that another panel, or this one, wishes to see."""
        wanted = self._session.shown_unit.layer
        place = self.layer.findData(wanted)
        if place >= 0 and wanted != self.layer.number:
            self.layer.setCurrentIndex(place)
        self._draw()

    @Slot()
    def _choose_layer(self) -> None:
        self._session.shown_unit.show_unit(self.layer.number, self._session.shown_unit.unit)
        self._request_now()

    @Slot(int)
    def _choose_unit(self, tile: int) -> None:
        if self._found is not None:
            unit = int(self._found.order[self.pager.rows.start + tile])
            self._session.shown_unit.show_unit(self.layer.number, unit)

    @Slot(object)
    def _receive(self, found: FoundUnits) -> None:
        """Show an answer, unless another layer was chosen or no network is left meanwhile."""
        if self._session.inspected.network is None or found.question.layer != self.layer.number:
            return
        self._found = found
        self._redraws.request(self._draw, PICTURES)

    @Slot()
    def _draw(self) -> None:
        found = self._found
        if found is None:
            words = tr("Train a network: each of its units can be enlarged here.")
            self.grid.set_hint(self._session.hint(words))
            self.grid.set_tiles(Tiles(QImage()))
            self.pager.set_range(0, PAGE_UNITS)
            self.detail.show_unit(None, 0)
            return
        self.pager.set_range(len(found.order), PAGE_UNITS)
        units = found.order[self.pager.rows]
        rows = found.pictures.T[units]
        levels = signed_levels(rows, weight_limit(rows))
        strip = pictures.strip(levels, pictures.weight_colours(self._theme))
        captions, tips = _captions(found, units.tolist())
        self.grid.set_tiles(Tiles(strip, captions, tips))
        self.detail.set_note(digits_note(self._session, self._session.inspected_digits))
        self.detail.show_unit(found, self.unit)

    def _table(self) -> Table:
        found = self._found
        header = (tr("unit"), tr("value"), tr("length"), tr("moved"))
        if found is None:
            return Table(header, ())
        values, moved = found.values, found.moved
        return Table.from_rows(
            header,
            (
                (
                    unit + 1,
                    None if values is None else float(values[unit]),
                    float(found.norms[unit]),
                    None if moved is None else float(moved[unit]),
                )
                for unit in found.order.tolist()
            ),
        )

    def _lay_out(self) -> None:
        self.order.addItems([tr(order.title) for order in UNIT_ORDERS])
        # The words of the layers become longer and shorter by themselves, which moves nothing.
        self.layer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        keep_room(self.layer)  # it is hidden while a run's network is being made
        self.order.setFixedWidth(_ORDER_PIXELS)
        self.digit.setFixedWidth(_DIGIT_PIXELS)
        self.order.setAccessibleName(tr("Order of the units"))
        self.digit.setAccessibleName(tr("Digit to which the weights lead"))
        self.grid.setObjectName("units_grid")
        self.grid.setAccessibleName(tr("Units of the layer, in the chosen order"))
        add_figure(self.grid, "units", self._table)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.pager)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        top = row(self.order, self.digit)
        top.addWidget(self.layer, 1)
        layout.addLayout(top)
        layout.addWidget(TwoParts(left, self.detail, (1, 1)), 1)


def _captions(found: FoundUnits, units: list[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands below each unit, its class in the output layer, and its tool tip."""
    if found.question.layer == len(found.question.network.layers):
        names = outgoing_names(found)
        captions = tuple(names[unit] for unit in units)
        return captions, tuple(tr("what speaks for {0}").format(name) for name in captions)
    if found.values is None or found.question.order.name == "number":
        return (), tuple(tr("unit {0}").format(unit + 1) for unit in units)
    words, values = tr("unit {0}: {1}"), found.values
    tips = (words.format(unit + 1, three_significant(float(values[unit]))) for unit in units)
    return (), tuple(tips)


def _units(name: str, layer: Dense) -> str:
    return tr("{0}: {1} units").format(name, thousands(layer.output_shape[0]))
