"""The Mistakes panel: digits that are misread or well read, some of each class, or by index."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from mnistgui.errors import UserError
from mnistgui.files.tables import Table
from mnistgui.inspection.digit_query import KnownOfDigits
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.mistakes.choice import DigitChoice
from mnistgui.ui.panels.mistakes.digit_actions import DigitActions
from mnistgui.ui.panels.mistakes.digit_list import digit_list, digit_sheet
from mnistgui.ui.panels.mistakes.digit_sender import DigitSender
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit, is_open
from mnistgui.ui.panels.mistakes.history_reader import HistoryReader
from mnistgui.ui.panels.mistakes.result_saver import ResultSaver
from mnistgui.ui.panels.mistakes.words import (
    caption,
    counted,
    in_words,
    marked_in_words,
    widest_caption,
)
from mnistgui.ui.state.digits_note import digits_note
from mnistgui.ui.state.marked_digits import MarkedDigits
from mnistgui.ui.state.part_reading import PartReading
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import IconButton
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.head_rows import HeadRows
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_LEAST_SIDE_PIXELS = 34  # least side of a picture in pixels


class MistakesPanel(Panel):
    """Shows digits with their labels and their readings."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session = context.session
        self._session, self._requests = session, context.requests
        self._theme = LIGHT
        self._reading = PartReading(session, self)
        self.choice = DigitChoice(session.shown_digits)
        self.save = IconButton("mistakes_save", "download", "")
        self._results = ResultSaver(context.dialogs, self)
        self._count = ElidedLabel("gallery_count", "muted")
        self._pager = Pager("gallery_pager", tr("digits"), usual=9_999)
        self.grid = TileGrid("", words_beside=True)
        self._marks = MarkedDigits(session, self)
        self._history = HistoryReader(session, self._marks, self)
        self._sender = DigitSender(context, self)
        self._actions = DigitActions(self.grid, self._pager.turn_back, self._pager.turn_forth)
        self._lay_out()
        self._reading.changed.connect(self._draw)
        self.choice.changed.connect(self._follow_choice)
        self.save.clicked.connect(self._save)
        self._results.reported.connect(self._count.setText)
        self._pager.turned.connect(self._draw)
        self.grid.chosen.connect(self._enlarge)
        self.grid.resized.connect(self._draw)
        self._marks.changed.connect(self._draw)
        self._history.changed.connect(self._show_history)
        self._history.jobs.failed.connect(self._count.setText)
        self._actions.flag_wanted.connect(self._flag)
        self._actions.list_wanted.connect(self._save_list)
        self._actions.sheet_wanted.connect(self._save_sheet)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._pager.set_theme(theme)
        self.save.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until the threads that save and trace have ended."""
        self._results.shut_down()
        self._sender.shut_down()
        self._history.jobs.shut_down()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the digits of a view."""
        self.choice.show_view(show)

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self._reading.set_watched(watched)

    @Slot()
    def _follow_choice(self) -> None:
        self._reading.set_part(self.choice.part)
        self._draw()

    def _all_rows(self, found: SplitReading) -> Sequence[int]:
        """Return the indices of the chosen digits; none if what is typed is invalid."""
        marks = self._marks.of(self.choice.part)
        flagged = frozenset(i for i, mark in marks.items() if mark.flagged)
        noted = frozenset(i for i, mark in marks.items() if mark.note)
        history = self._history.of(self.choice.part)
        if history is None and self.choice.needs_history(found.class_names):
            self._history.request(self.choice.part)
            self.grid.set_hint(self._why_no_history())
            return []
        try:
            return self.choice.rows(found, KnownOfDigits(flagged, noted, history))
        except UserError as error:
            self.grid.set_hint(str(error))
            return []

    def _rows(self, found: SplitReading) -> list[int]:
        """Return the indices of the digits on the page."""
        rows = self._all_rows(found)
        widest = widest_caption(found, with_index=self.choice.with_index)
        self._pager.set_range(len(rows), self.grid.room_for(_LEAST_SIDE_PIXELS, widest))
        return list(rows[self._pager.rows])

    @Slot()
    def _draw(self) -> None:
        found = self._reading.found
        self.grid.set_hint(self._hint())
        self.save.setEnabled(found is not None)
        self._actions.enable(digits=found is not None, markable=self._markable)
        self.save.describe(tr("Save the answers to all {0}").format(self.choice.part.digits))
        if found is None:
            self._pager.set_range(0, 1)
            self._count.setText("")
            self.grid.set_tiles(Tiles(QImage()))
            return
        rows = self._rows(found)
        self._count.setText(self._counted(found))
        strip = pictures.strip(found.split.images[rows], pictures.ink_colours(self._theme))
        part, with_index = self.choice.part, self.choice.with_index
        marks = self._marks.of(part)
        captions = tuple(caption(found, i, with_index=with_index, mark=marks.get(i)) for i in rows)
        tips = tuple(marked_in_words(in_words(found, part, i), marks.get(i)) for i in rows)
        reading, theme = found.reading, self._theme
        right = [reading.predicted[i] == reading.targets[i] for i in rows]
        colours = tuple(theme.good if one else theme.bad for one in right)
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    @Slot()
    def _save(self) -> None:
        if self._reading.found is not None:
            self._results.ask_and_save(self._reading.found.reading.probabilities)

    def _why_no_history(self) -> str:
        return self._history.why_not() or tr("The checkpoints of the run are being read ...")

    @Slot()
    def _show_history(self) -> None:
        """Draw what needed the history, and show it in the windows of digits."""
        self._draw()
        for dialog in self.window().findChildren(EnlargedDigit):
            self._show_history_in(dialog)

    def _show_history_in(self, dialog: EnlargedDigit) -> None:
        if dialog.part is self.choice.part:
            dialog.show_history(self._history.of(dialog.part), self._why_no_history())

    @property
    def _markable(self) -> bool:
        return self._marks.run is not None and self._reading.dataset is not None

    @Slot()
    def _flag(self) -> None:
        found, tile = self._reading.found, self.grid.current
        if found is not None and self._markable and 0 <= tile < self.grid.tiles.count:
            self._marks.toggle_flag(self.choice.part, self._rows(found)[tile])

    @Slot()
    def _save_list(self) -> None:
        found, part = self._reading.found, self.choice.part
        if found is not None:
            rows = self._all_rows(found)
            table = partial(digit_list, found, part, rows, self._marks.of(part))
            self._results.ask_and_save_list(table, rows)

    @Slot()
    def _save_sheet(self) -> None:
        found = self._reading.found
        if found is not None:
            marks = self._marks.of(self.choice.part)
            sheet = partial(digit_sheet, found, self._all_rows(found), marks, self._title())
            self._results.ask_and_save_sheet(sheet)

    def _hint(self) -> str:
        """Return why there are no digits to be seen."""
        if self._reading.found is not None:
            return self.choice.why_none()
        words = tr("Train a network: the digits that it misreads are shown here.")
        return self._reading.why_empty(self._session.hint(words))

    def _title(self) -> str:
        found = self._reading.found
        title = self.choice.title
        return title if found is None else f"{title} - {self._counted(found)}"

    def _counted(self, found: SplitReading) -> str:
        """Return how many digits are misread, and which digits these are if that must be said."""
        count = counted(found, self._session.shown_digits.pair)
        return f"{count} {digits_note(self._session, self._reading.dataset)}".strip()

    def _table(self) -> Table:
        found = self._reading.found
        if found is None:
            return Table((), ())
        return reading_table(found, self.choice.part, self._rows(found))

    @Slot(int)
    def _enlarge(self, tile: int) -> None:
        found = self._reading.found
        if found is None:
            return
        i = self._rows(found)[tile]
        title = in_words(found, self.choice.part, i)
        if not is_open(self.window(), i, title):
            self._open(found, i, title)

    def _open(self, found: SplitReading, i: int, title: str) -> None:
        """Show a digit in a window of its own."""
        part, image = self.choice.part, found.split.images[i]
        dialog = EnlargedDigit(
            i,
            title,
            image,
            found.reading.probabilities[i],
            found.class_names,
            self._theme,
            self.window(),
        )
        dialog.part = part
        dialog.show_mark(self._marks.of(part).get(i), markable=self._markable)
        dialog.blame_wanted.connect(partial(self._ask_blame, dialog, part))
        dialog.flag_toggled.connect(partial(self._marks.toggle_flag, part, i))
        dialog.note_written.connect(partial(self._marks.set_note, part, i))
        dialog.drawing_wanted.connect(partial(self._sender.send, image))
        dialog.strip.chosen.connect(self._session.show_step)
        self._history.request(part)
        self._show_history_in(dialog)
        dialog.show()

    def _ask_blame(self, dialog: EnlargedDigit, part: Part) -> None:
        self._session.asked_digit.ask(part, dialog.digit)
        self._requests.show_panel("blame")
        dialog.close()

    def _lay_out(self) -> None:
        self.grid.setObjectName("gallery_grid")
        self.grid.setAccessibleName(tr("Digits"))
        add_figure(self.grid, "mistakes", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(HeadRows(self.choice, self.save, self._count, self._pager))
        layout.addWidget(self.grid, 1)


def reading_table(found: SplitReading, part: Part, rows: Sequence[int]) -> Table:
    """List digits: index, what each is, what is read, and the probability of every class."""
    reading, names = found.reading, found.class_names
    listed = (
        (
            i,
            names[reading.targets[i]],
            names[reading.predicted[i]],
            *reading.probabilities[i].tolist(),
        )
        for i in rows
    )
    columns = (tr("probability of {0}").format(name) for name in names)
    return Table.from_rows((part.digits, tr("is"), tr("read as"), *columns), listed)
