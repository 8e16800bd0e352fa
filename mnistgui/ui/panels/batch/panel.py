"""The Batch panel: the digits that a step learnt from, below the search for a step."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.training.model import make_head
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.batch.finder import StepFinder, StepOutcome
from mnistgui.ui.panels.batch.followed import FollowedBatch
from mnistgui.ui.panels.batch.search import StepSearch
from mnistgui.ui.panels.batch.words import batch_table, caption, in_short, in_words, movements
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

if TYPE_CHECKING:
    from mnistgui.training.batches import BatchOfStep

_LEAST_SIDE_PIXELS = 26
_WIDEST_CAPTION = "8: 0.00888"
_WORDS_LINES = 2  # as high as the buttons beside them


class BatchPanel(Panel):
    """Shows the batch of the step that is inspected, and finds steps at which something happens."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._training = context.session.training
        self._theme = LIGHT
        self._names: tuple[str, ...] = ()
        self._classes: tuple[str, ...] = ()
        self._finder = StepFinder(self)
        self._followed = FollowedBatch(self._session, self._finder, self)
        self.search = StepSearch(context, self._finder)
        self.words = FewLines("batch_words", _WORDS_LINES)
        self.summary = FewLines("batch_summary", _WORDS_LINES, "muted")
        self.moved = ElidedLabel("batch_moved", "muted")
        self._pager = Pager("batch_pager", tr("digits"), usual=100)
        self.grid = TileGrid("", words_beside=True)
        self._lay_out()
        self._connect()
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._pager.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until the thread that searches has ended."""
        self._finder.shut_down()

    def _catch_up(self) -> None:
        self._session.past.want_batch(wanted=True)
        self._follow()

    def _rest(self) -> None:
        self._session.past.want_batch(wanted=False)
        self._followed.rest()

    @Slot()
    def _follow(self) -> None:
        """Follow the step that is inspected while the panel can be seen."""
        if self._watched:
            self._followed.follow()

    @Slot()
    def _take_batch(self) -> None:
        """Show the batch that was found, or why there is none."""
        if self._followed.step is not None and not self._finder.searching:
            self.search.forget_other_step(self._followed.step)
        run = self._followed.run
        self._names = make_head(run.config).class_names if run is not None else ()
        self._classes = run.config.pictures.class_names if run is not None else ()
        self._draw()

    @Slot(object)
    def _on_ended(self, outcome: StepOutcome) -> None:
        if outcome.wish.condition is not None:
            self.search.end(outcome)

    @Slot()
    def _draw(self) -> None:
        batch = self._batch
        self.grid.set_hint(self._followed.hint)
        self._say(self.search.words)
        if batch is None:
            self._pager.set_range(0, 1)
            self.grid.set_tiles(Tiles(QImage()))
            return
        room = self.grid.room_for(
            _LEAST_SIDE_PIXELS, _WIDEST_CAPTION + max(self._classes, key=len)[1:]
        )
        self._pager.set_range(len(batch.rows), room)
        places = batch.by_loss()[self._pager.rows].tolist()
        strip = pictures.strip(batch.images[places], pictures.ink_colours(self._theme))
        captions = tuple(caption(batch, place, self._classes) for place in places)
        tips = tuple(in_words(batch, place, self._names, self._classes) for place in places)
        good, bad = self._theme.good, self._theme.bad
        colours = tuple(good if batch.right[place] else bad for place in places)
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    @Slot(str)
    def _say(self, words: str) -> None:
        """Say what a search has come to, in the place of the summary, which goes below."""
        short = in_short(self._batch) if self._batch else ""
        moved = movements(self._batch) if self._batch else ""
        self.words.show_text(words)
        self.summary.show_text(short)
        self.words.setVisible(bool(words))
        self.summary.setVisible(not words)
        self.moved.setText(f"{short}. {moved}" if words and short else moved)

    @property
    def _batch(self) -> "BatchOfStep | None":
        return self._followed.batch

    def _table(self) -> Table:
        return batch_table(self._batch, self._names)

    def _title(self) -> str:
        return in_short(self._batch) if self._batch else tr("Batch")

    def _connect(self) -> None:
        self.search.said.connect(self._say)
        self._finder.ended.connect(self._on_ended)
        self._followed.changed.connect(self._take_batch)
        self._pager.turned.connect(self._draw)
        self.grid.resized.connect(self._draw)
        self._session.inspected_changed.connect(self._follow)
        self._session.past.moved.connect(self._follow)
        self._session.dataset_changed.connect(self._follow)
        self._training.changed.connect(self._follow)

    def _lay_out(self) -> None:
        self.grid.setObjectName("batch_grid")
        self.grid.setAccessibleName(tr("Digits of the batch, that of the largest loss first"))
        add_figure(self.grid, "batch", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        told = row(self.words, self.summary, self.search.digits_button, self._pager)
        for words in (self.words, self.summary):
            told.setStretchFactor(words, 1)  # the button needs no more room than its text
        layout.addLayout(told)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.moved)
