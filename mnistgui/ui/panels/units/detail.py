"""One unit enlarged: its pictures, its outgoing weights, digits that excite it, its activations."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.histogram import weight_histogram
from mnistgui.nn.arrays import Array
from mnistgui.notation import three_significant, with_minus
from mnistgui.ui.panels.units.finding import FoundUnits
from mnistgui.ui.panels.units.words import outgoing_names, unit_words
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import SegmentedControl
from mnistgui.ui.widgets.colour_scale import ColourScale
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.signed_bars import SignedBars
from mnistgui.ui.widgets.signed_levels import signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

if TYPE_CHECKING:
    from mnistgui.ui.widgets.histogram_plot import HistogramPlot

EXTREME_DIGITS = 8  # that excite a unit most, and least
_LEAST_PIXELS = 84  # height of the pictures
_WORDS_LINES = 3


class UnitDetail(QWidget):
    """Three pages about one unit, below some words about it."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._note = ""
        self._found: FoundUnits | None = None
        self._unit = 0
        self.words = FewLines("unit_words", _WORDS_LINES)
        pages = (tr("Weights"), tr("Digits"), tr("Activations"))
        self.page = SegmentedControl("unit_page", tr("What is shown of the unit"), pages)
        self.pictures = TileGrid("")
        self.scale = ColourScale()
        self.outgoing = SignedBars("unit_outgoing", tr("outgoing weight"))
        self.digits = TileGrid(tr("Open digits: those that excite the unit are shown here."))
        self._histogram = LazyWidget(_make_histogram)
        self._stack = OnePage()
        self._lay_out()
        self.page.chosen.connect(self._turn)

    @property
    def histogram(self) -> "HistogramPlot":
        """The histogram of the unit's activations."""
        return self._histogram.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for part in (self.pictures, self.scale, self.outgoing, self.digits, self._histogram):
            part.set_theme(theme)
        self.show_unit(self._found, self._unit)

    def show_unit(self, found: FoundUnits | None, unit: int) -> None:
        """Show a unit, counted from 0; None for nothing."""
        self._found, self._unit = found, unit
        if found is None:
            self.words.show_text("")
            self.pictures.set_tiles(Tiles(QImage()))
            self.digits.set_tiles(Tiles(QImage()))
            self.scale.set_limit(0.0)
            self.outgoing.show_values((), ())
            return
        self._show_words(found)
        self._show_pictures(found)
        values = found.outgoing[unit].tolist()
        self.outgoing.show_values(outgoing_names(found), values)
        self._show_digits(found)
        self._show_histogram()

    def set_note(self, note: str) -> None:
        """Name the test digits where they are not the run's own; empty where they are."""
        self._note = note
        if self._found is not None:
            self._show_words(self._found)

    def _show_words(self, found: FoundUnits) -> None:
        self.words.show_text(unit_words(found, self._unit, self._note))

    def _show_pictures(self, found: FoundUnits) -> None:
        names, rows = _pictures(found, self._unit)
        limit = weight_limit(rows)
        self.scale.set_limit(limit)
        strip = pictures.strip(signed_levels(rows, limit), pictures.weight_colours(self._theme))
        self.pictures.set_tiles(Tiles(strip, names, names))

    def _show_digits(self, found: FoundUnits) -> None:
        activity, split = found.activity, found.question.split
        if activity is None or split is None:
            self.digits.set_tiles(Tiles(QImage()))
            return
        most = activity.strongest(self._unit, EXTREME_DIGITS)
        least = activity.weakest(self._unit, EXTREME_DIGITS)[::-1]
        rows = np.concatenate((most, least))
        strip = pictures.strip(split.images[rows], pictures.ink_colours(self._theme))
        values = activity.activations[rows, self._unit].tolist()
        captions = tuple(with_minus(f"{value:.2g}") for value in values)
        words = tr("test digit {0}, a {1}: activation {2}")
        labels = [split.class_names[label] for label in split.labels[rows]]
        tips = tuple(
            words.format(row, label, three_significant(value))
            for row, label, value in zip(rows.tolist(), labels, values, strict=True)
        )
        self.digits.set_tiles(Tiles(strip, captions, tips))

    def _show_histogram(self) -> None:
        found = self._found
        if self.page.current != 2 or found is None or found.activity is None:
            return
        values = found.activity.activations[:, self._unit]
        self.histogram.show_histogram(weight_histogram(values))

    @Slot(int)
    def _turn(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self._show_histogram()

    def _picture_table(self) -> Table:
        if self._found is None:
            return Table((), ())
        names, rows = _pictures(self._found, self._unit)
        return Table.from_rows((tr("pixel"), *names), _numbered(rows))

    def _digit_table(self) -> Table:
        header = (tr("digit"),)
        return Table.from_rows(header, ([tip] for tip in self.digits.tiles.tips))

    def _lay_out(self) -> None:
        self.pictures.setObjectName("unit_pictures")
        self.pictures.setAccessibleName(tr("Weights of the unit: now, at the start, and between"))
        self.digits.setObjectName("unit_digits")
        self.digits.setAccessibleName(
            tr("Test digits that excite the unit most, then those that excite it least")
        )
        add_figure(self.pictures, "unit-weights", self._picture_table, above=(self.scale,))
        add_figure(self.digits, "unit-digits", self._digit_table)
        weights = QWidget()
        inside = QVBoxLayout(weights)
        inside.setContentsMargins(0, 0, 0, 0)
        self.pictures.setMinimumHeight(_LEAST_PIXELS)
        inside.addWidget(self.pictures, 3)
        inside.addWidget(self.scale)
        inside.addWidget(self.outgoing, 2)
        for page in (weights, self.digits, self._histogram):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.words)


def _pictures(found: FoundUnits, unit: int) -> tuple[tuple[str, ...], Array]:
    """Return the names and the rows of the unit's pictures: now, and with those of the start."""
    now = found.pictures[:, unit]
    if found.first_pictures is None:
        return (tr("now"),), now[np.newaxis]
    first = found.first_pictures[:, unit]
    names = (tr("now"), tr("start"), tr("change"))
    return names, np.stack((now, first, now - first))


def _numbered(rows: Array) -> list[tuple[float, ...]]:
    return [(pixel, *values) for pixel, values in enumerate(rows.T.tolist())]


def _make_histogram() -> "HistogramPlot":
    from mnistgui.ui.widgets.histogram_plot import HistogramPlot  # noqa: PLC0415 - slow to load

    return HistogramPlot("unit_activations", tr("activation"))
