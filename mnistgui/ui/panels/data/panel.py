"""The Data panel: the digits that networks learn from and are tested on, with their counts."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mnistgui.data.class_pictures import class_pictures
from mnistgui.data.dataset import DIGITS, Split
from mnistgui.data.describe import SplitInfo, split_info
from mnistgui.errors import UserError
from mnistgui.files.tables import Table
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.background.cooldowns import FACTS_OF_DIGITS
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.data.choice import DigitSelection, Selection
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import label, row
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_LEAST_SIDE_PIXELS = 32  # least side of a picture in pixels
_LARGE_SCALE = 4  # screen pixels a pixel of the digit that is shown large


class DataPanel(Panel):
    """Pages through a part of the data set, and shows one of its digits enlarged."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._watched = False
        self._theme = LIGHT
        self._described_split: Split | None = None
        self._of_classes: tuple[Split, Split] | None = None  # their means and spreads
        self._shown: list[int] = []
        self._enlarged = -1  # index of the digit that is shown large
        self._worker = LatestWins(self, *FACTS_OF_DIGITS)
        self.selection = DigitSelection()
        self.facts = label("", "muted", "data_facts")
        self.facts.setWordWrap(True)
        self._pager = Pager("data_pager", tr("digits"), usual=99_999)
        self.grid = TileGrid("", words_beside=True)
        self.large = DigitView("data_digit", tr("The chosen digit"), _LARGE_SCALE)
        self.large_label = label("", "", "data_digit_label")
        self._lay_out()
        context.session.dataset_changed.connect(self._show_other_digits)
        self.selection.changed.connect(self._show_other_digits)
        self._worker.answered.connect(self._show_facts)
        self._pager.turned.connect(self._draw)
        self.grid.chosen.connect(self._enlarge)
        self.grid.resized.connect(self._draw)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self.large.set_theme(theme)
        self._pager.set_theme(theme)
        self._draw()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the digits of a view."""
        self.selection.show_view(show)

    def _catch_up(self) -> None:
        self._show_other_digits()

    def shut_down(self) -> None:
        """Wait until the thread that measures has ended."""
        self._worker.shut_down()

    @property
    def _split(self) -> Split | None:
        dataset = self._session.dataset
        return self.selection.split(dataset) if dataset is not None else None

    @Slot()
    def _show_other_digits(self) -> None:
        split = self._split
        if split is not self._described_split:
            self._described_split = self._of_classes = None
            self.facts.setText("")
            self.large.set_image(None)
            self.large_label.setText("")
        if not self._watched:
            return
        if split is not None and self._described_split is None:
            self._worker.submit(partial(_measure, split))
        self._draw()

    @Slot(object)
    def _show_facts(self, found: tuple[Split, SplitInfo, tuple[Split, Split]]) -> None:
        split, info, of_classes = found
        if split is self._split:
            self._described_split, self._of_classes = split, of_classes
            if self.selection.kind.of_classes:
                self._draw()
            self.facts.setText(described(info, self.selection.part, split.class_names))

    @property
    def _pictured(self) -> Split | None:
        """The digits that are shown, or a picture of each class once these are computed."""
        kind = self.selection.kind
        if not kind.of_classes:
            return self._split
        return self._of_classes[kind is Selection.SPREADS] if self._of_classes else None

    @Slot()
    def _draw(self) -> None:
        split = self._pictured
        self._shown = self._rows_of_page(split) if split is not None and self._watched else []
        if split is None or not self._shown:
            self.grid.set_tiles(Tiles(QImage()))
            return
        strip = pictures.strip(split.images[self._shown], pictures.ink_colours(self._theme))
        captions = tuple(self._caption(split, i) for i in self._shown)
        tips = tuple(self._in_words(split, i) for i in self._shown)
        self.grid.set_tiles(Tiles(strip, captions, tips))
        if self.large.image is None or self._enlarged not in self._shown:
            self._enlarge(0)

    def _rows_of_page(self, split: Split) -> list[int]:
        self.grid.set_hint(tr("This part of the data set has no digits."))
        try:
            rows = self.selection.rows(split)
        except UserError as error:
            self.grid.set_hint(str(error))
            rows = []
        widest = tr("#{0} is {1}").format(len(split), max(split.class_names, key=len))
        self._pager.set_range(len(rows), self.grid.room_for(_LEAST_SIDE_PIXELS, widest))
        # One page of indices needs no pager, and what is typed needs the room.
        by_index = self.selection.kind is Selection.BY_INDEX
        self._pager.setVisible(self._pager.several or not by_index)
        return list(rows[self._pager.rows])

    def _caption(self, split: Split, i: int) -> str:
        return split.class_names[i] if self.selection.kind.of_classes else caption(split, i)

    def _in_words(self, split: Split, i: int) -> str:
        kind, part = self.selection.kind, self.selection.part
        if kind is Selection.MEANS:
            return tr("{0}: the mean of every pixel of {1}").format(part, split.class_names[i])
        if kind is Selection.SPREADS:
            words = tr("{0}: twice the standard deviation of every pixel of {1}")
            return words.format(part, split.class_names[i])
        return in_words(split, i, part)

    @Slot(int)
    def _enlarge(self, tile: int) -> None:
        split = self._pictured
        if split is not None:
            self._enlarged = i = self._shown[tile]
            self.large.set_image(split.images[i])
            self.large_label.setText(self._in_words(split, i))

    def _table(self) -> Table:
        split = self._pictured
        return Table((), ()) if split is None else digit_table(split, self._shown)

    def _title(self) -> str:
        dataset = self._session.dataset
        return f"{dataset.name}, {self.selection.part}" if dataset else tr("Digits")

    def _lay_out(self) -> None:
        self.grid.setObjectName("data_grid")
        self.grid.setAccessibleName(tr("Digits of the data set"))
        self.grid.set_hint(tr("Open a data set: its digits are shown here."))
        self.large_label.setWordWrap(True)
        add_figure(self.grid, "digits", self._table, title=self._title)
        top = row(self.selection, self._pager)
        top.setStretchFactor(self.selection, 1)
        side = QVBoxLayout()
        side.addWidget(self.large)
        side.addWidget(self.large_label)
        side.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.grid, 1)
        below.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(top)
        layout.addWidget(self.facts)
        layout.addLayout(below, 1)


def _measure(split: Split) -> tuple[Split, SplitInfo, tuple[Split, Split]]:
    """Any thread: Measure a part of a data set."""
    return split, split_info(split), class_pictures(split)


def described(info: SplitInfo, part: str, names: tuple[str, ...] = DIGITS) -> str:
    """Return shape, type, range and counts of a part, in two sentences."""
    if not info.count:
        return tr("{0}: there are no digits.").format(part)
    words = tr("{0}: {1} digits, {2} pixels each, {3} from {4} to {5}, {6} ink on average.")
    pixels = words.format(
        part,
        thousands(info.count),
        info.shape[1],
        info.dtype,
        info.lowest,
        info.highest,
        per_cent(info.mean_ink, 1),
    )
    counts = ", ".join(
        f"{name}: {thousands(count)}" for name, count in zip(names, info.per_class, strict=True)
    )
    return pixels + " " + tr("Digits of each class: {0}.").format(counts)


def caption(split: Split, i: int) -> str:
    """Return the index of a digit and its label."""
    return tr("#{0} is {1}").format(i, split.class_names[split.labels[i]])


def in_words(split: Split, i: int, part: str) -> str:
    """Return one digit in a sentence."""
    return tr("{0} digit {1} is labelled {2}").format(
        part, thousands(i), split.class_names[split.labels[i]]
    )


def digit_table(split: Split, rows: list[int]) -> Table:
    """Return a table of index, label and pixels of some digits."""
    header = ("index", "label", *(f"pixel {n}" for n in range(split.images.shape[1])))
    return Table(header, tuple((i, int(split.labels[i]), *split.images[i].tolist()) for i in rows))
