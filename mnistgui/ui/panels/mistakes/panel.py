"""The gallery panel: which test digits the network misreads, and which it reads well."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.reading_table import reading_table
from mnistgui.ui.panels.mistakes.words import (
    caption,
    counted,
    in_words,
    widest_caption,
)
from mnistgui.ui.state.split_reading import SplitReading, read_with_rests
from mnistgui.ui.strings import tr
from mnistgui.ui.training.latest_of_learning import LatestOfLearning
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import Segments, row
from mnistgui.ui.widgets.cut_label import CutLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_SIDE = 44  # least side of a picture in pixels


class MistakesPanel(Panel):
    """Pictures with what they are and what the network reads.

    Parameters
    ----------
    context : PanelContext
        State and services that panels share.
    """

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session = context.session
        self._session = session
        self._watched = True
        self._found: SplitReading | None = None
        self._theme = LIGHT
        self._latest = LatestOfLearning(session.training, self)
        self._kind = Segments("gallery_kind", tr("Which digits"), (tr("Misread"), tr("Read well")))
        self._count = CutLabel("gallery_count", "muted")
        self._pager = Pager("gallery_pager", tr("digits"), usual=9_999)
        self.grid = TileGrid("")
        self._lay_out()
        self._latest.answered.connect(self._take)
        session.network_changed.connect(self._ask)
        session.dataset_changed.connect(self._ask)
        self._kind.chosen.connect(self._draw)
        self._pager.turned.connect(self._draw)
        self.grid.chosen.connect(self._enlarge)
        self.grid.resized.connect(self._draw)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._pager.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until the thread that reads has ended."""
        self._latest.shut_down()

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while somebody can see it, and catch up then."""
        self._watched = watched
        self._ask()

    @Slot()
    def _ask(self) -> None:
        network, dataset = self._session.network, self._session.dataset
        if network is None or dataset is None:
            self._latest.forget()
            self._found = None
            self._draw()
        elif self._watched:
            self._latest.ask(partial(read_with_rests, network, dataset.test))
            self.grid.set_hint(self._hint())

    @Slot(object)
    def _take(self, found: SplitReading) -> None:
        if self._session.network is not None:
            self._found = found
            self._draw()

    def _rows(self, found: SplitReading) -> list[int]:
        reading = found.reading
        rows = reading.misread if self._kind.current == 0 else reading.well_read
        self._pager.set_range(len(rows), self.grid.room_for(_SIDE, widest_caption(found)))
        return [int(i) for i in rows[self._pager.rows]]

    @Slot()
    def _draw(self) -> None:
        self.grid.set_hint(self._hint())
        if self._found is None:
            self._pager.set_range(0, 1)
            self._count.setText("")
            self.grid.set_tiles(Tiles(QImage()))
            return
        rows = self._rows(self._found)
        self._count.setText(counted(self._found))
        strip = pictures.strip(self._found.split.images[rows], pictures.ink_colours(self._theme))
        captions = tuple(caption(self._found, i) for i in rows)
        tips = tuple(in_words(self._found, i) for i in rows)
        colour = self._theme.bad if self._kind.current == 0 else self._theme.good
        self.grid.set_tiles(Tiles(strip, captions, tips, (colour,) * len(rows)))

    def _hint(self) -> str:
        """Why there are no digits to be seen."""
        if self._found is not None:
            misread = self._kind.current == 0
            return tr("No test digit is misread.") if misread else tr("No test digit is read well.")
        if self._session.network is None or self._session.dataset is None:
            return tr("Train a network: the test digits it misreads gather here.")
        return tr("The network reads the test digits...")

    def _title(self) -> str:
        kind = tr("Misread digits") if self._kind.current == 0 else tr("Digits read well")
        return f"{kind} ({self._count.text()})"

    def _table(self) -> Table:
        found = self._found
        return Table((), ()) if found is None else reading_table(found, self._rows(found))

    @Slot(int)
    def _enlarge(self, tile: int) -> None:
        if self._found is None:
            return
        i = self._rows(self._found)[tile]
        dialog = EnlargedDigit(
            in_words(self._found, i),
            self._found.split.images[i],
            self._found.reading.probabilities[i],
            self._found.class_names,
            self._theme,
            self.window(),
        )
        dialog.show()

    def _lay_out(self) -> None:
        self.grid.setObjectName("gallery_grid")
        self.grid.setAccessibleName(tr("Test digits"))
        add_figure(self.grid, "mistakes", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self._kind, self._count, None, self._pager))
        layout.addWidget(self.grid, 1)
