"""What the panel shows once it is in sight: doubtful digits, and how well they are found."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.files.index_list import write_index_list
from mnistgui.files.tables import Table
from mnistgui.inspection.doubtful_labels import SCORES
from mnistgui.notation import thousands
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.labels.finder import LabelFinder, ScoredLabels
from mnistgui.ui.panels.labels.words import digit_in_words, quality_in_words
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import explain, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles
from mnistgui.ui.widgets.two_parts import TwoParts

if TYPE_CHECKING:
    from mnistgui.ui.panels.labels.roc_plot import RocPlot

_LEAST_SIDE_PIXELS = 34
_LINES = 3
_TICK = "\u2713 "
_LISTED = 1_000  # of the most doubtful digits


class LabelsView(QWidget):
    """Finds doubtful labels on demand, and leaves the ticked digits out of the next run."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._draft = context.session, context.draft
        self._dialogs, self._redraws = context.dialogs, context.redraws
        self._theme, self._watched = LIGHT, True
        self._ticked: set[int] = set()
        self._of: ScoredLabels | None = None
        self._rows: list[int] = []
        self.finder = LabelFinder(context.session, self)
        self._saving = JobRunner(self)
        self.search = QPushButton(tr("Find"))
        self.score = Combo("labels_score", 6)
        self._pager = Pager("labels_pager", tr("digits"), usual=999)
        self.words = FewLines("labels_words", _LINES)
        self.grid = TileGrid("", words_beside=True)
        self.roc = LazyWidget(_make_plot)
        self.leave_out = QPushButton(tr("Leave out"))
        self.save = QPushButton(tr("Save indices..."))
        self._lay_out()
        self._connect()
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for part in (self.grid, self._pager, self.roc):
            part.set_theme(theme)
        self._draw()

    def set_watched(self, *, watched: bool) -> None:
        """Draw only while the view can be seen, and catch up then."""
        self._watched = watched
        self._request()

    def shut_down(self) -> None:
        """Wait until the threads have ended."""
        self.finder.jobs.shut_down()
        self._saving.shut_down()

    @property
    def ticked(self) -> tuple[int, ...]:
        """Indices of the training digits that are ticked."""
        return tuple(sorted(self._ticked))

    @Slot()
    def _request(self) -> None:
        if self._watched:
            self._redraws.request(self._draw, TEXTS)

    @Slot()
    def _draw(self) -> None:
        known = self.finder.known
        if known is not self._of:
            self._of, self._ticked = known, set()
            plot = self.roc.made
            if known is not None or plot is not None:
                self.roc.get().show_found(None if known is None else known.found)
        self._enable()
        if known is None:
            ready = tr("Press the button: the run is trained again and its digits are scored.")
            self.grid.set_hint(self.finder.why_not() or ready)
            self.grid.set_tiles(Tiles(QImage()))
            self._pager.set_range(0, 1)
            self.words.show_text("")
            return
        self.words.show_text(quality_in_words(known.found, self._score))
        self._draw_page(known)

    def _draw_page(self, known: ScoredLabels) -> None:
        score = self._score
        order = known.found.most_doubtful(score, _LISTED).tolist()
        widest = f"{_TICK}as 0\n#{len(known.train)}"
        self._pager.set_range(len(order), self.grid.room_for(_LEAST_SIDE_PIXELS, widest))
        self._rows = rows = order[self._pager.rows]
        names, labels = known.train.class_names, known.train.labels
        captions = tuple(
            (_TICK if i in self._ticked else "") + tr("as {0}").format(names[labels[i]]) + f"\n#{i}"
            for i in rows
        )
        tips = tuple(digit_in_words(known, i, score, ticked=i in self._ticked) for i in rows)
        mixed = known.found.mixed_up
        colours = tuple(self._theme.bad if mixed[i] else self._theme.text for i in rows)
        strip = pictures.strip(known.train.images[rows], pictures.ink_colours(self._theme))
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    @property
    def _score(self) -> str:
        return str(self.score.currentData())

    @Slot()
    def _enable(self) -> None:
        busy, count = self.finder.jobs.busy, len(self._ticked)
        self.search.setEnabled(self.finder.known is None and not busy and not self.finder.why_not())
        self.score.setEnabled(self.finder.known is not None)
        self.leave_out.setEnabled(count > 0 and self._draft.config is not None)
        self.save.setEnabled(count > 0)

    @Slot(int)
    def _toggle(self, tile: int) -> None:
        self._ticked ^= {self._rows[tile]}
        self._draw()

    @Slot()
    def _leave_out(self) -> None:
        config = self._draft.config
        if config is not None:
            left_out = tuple(sorted({*config.left_out, *self._ticked}))
            self._draft.set_config(replace(config, left_out=left_out))
            words = tr("The next run leaves {0} training digits out: press Start.")
            self.words.show_text(words.format(thousands(len(left_out))))

    @Slot()
    def _save(self) -> None:
        kinds = {".txt": tr("Indices, one a line")}
        try:
            path = self._dialogs.save(tr("Save indices"), "doubtful.txt", kinds)
        except UserError as error:
            self.words.show_text(str(error))
            return
        if path is not None:
            work = partial(_write, path, self.ticked)
            self._saving.start(tr("Saving indices"), work, self._saved, lasting=True)

    def _saved(self, name: str) -> None:
        self.words.show_text(tr("Saved: {0}").format(name))

    def _table(self) -> Table:
        header = (tr("training digit"), tr("learnt as"), tr("is"), tr("score"), tr("ticked"))
        known = self.finder.known
        if known is None:
            return Table(header, ())
        names, scores = known.train.class_names, known.found.scores[self._score]
        rows = (
            (
                i,
                names[known.train.labels[i]],
                names[known.true_labels[i]],
                float(scores[i]),
                int(i in self._ticked),
            )
            for i in self._rows
        )
        return Table.from_rows(header, rows)

    def _connect(self) -> None:
        self.search.clicked.connect(self.finder.find)
        self.finder.changed.connect(self._request)
        self.finder.jobs.progressed.connect(self._enable)
        self.finder.jobs.failed.connect(self.words.show_text)
        self._saving.failed.connect(self.words.show_text)
        self.score.currentIndexChanged.connect(self._draw)
        self._pager.turned.connect(self._draw)
        self.grid.resized.connect(self._draw)
        self.grid.chosen.connect(self._toggle)
        self.leave_out.clicked.connect(self._leave_out)
        self.save.clicked.connect(self._save)

    def _lay_out(self) -> None:
        self.search.setObjectName("labels_find")
        explain(
            self.search,
            tr(
                "Trains the run again and scores every training digit by its self-influence, its"
                " loss, and how often checkpoints disagree with its label."
            ),
        )
        self.score.setAccessibleName(tr("Score that ranks"))
        for name, title in SCORES.items():
            self.score.addItem(tr(title), name)
        self.grid.setObjectName("labels_grid")
        self.grid.setAccessibleName(tr("Training digits with the most doubtful labels"))
        add_figure(self.grid, "doubtful-labels", self._table)
        self.leave_out.setObjectName("labels_leave_out")
        explain(self.leave_out, tr("Sets 'Digits left out' of the next run to the ticked digits."))
        self.save.setObjectName("labels_save")
        explain(self.save, tr("An index a line, as 'mnistgui train --leave-out' reads it."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(row(self.search, self.score, None))
        layout.addWidget(JobLine(self.finder.jobs, "labels_job", keeps_room=False))
        layout.addWidget(self.words)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.roc, 1)
        buttons = row(self.leave_out, self.save, None)
        beside.addLayout(buttons)
        left = QWidget()
        digits = QVBoxLayout(left)
        digits.setContentsMargins(0, 0, 0, 0)
        digits.addWidget(self.grid, 1)
        digits.addLayout(row(self._pager, None))
        layout.addWidget(TwoParts(left, right, (3, 2)), 1)


def _make_plot() -> "RocPlot":
    from mnistgui.ui.panels.labels.roc_plot import RocPlot  # noqa: PLC0415 - see LazyWidget

    return RocPlot()


def _write(path: Path, rows: tuple[int, ...], _report: Report) -> str:
    """Any thread: Write a list of indices."""
    write_index_list(path, rows)
    return path.name
