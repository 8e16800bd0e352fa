"""The Confusion panel: how often digits of each class are read as each class."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.inspection.confusion import Confusion
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.confusion.beside import BesideOrBelow
from mnistgui.ui.panels.confusion.choices import ConfusionChoices
from mnistgui.ui.panels.confusion.matrix import ConfusionMatrix
from mnistgui.ui.panels.confusion.shown import ShownConfusion, count_confusion
from mnistgui.ui.state.digits_note import digits_note
from mnistgui.ui.state.part_reading import PartReading
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import Theme

_PAIRS = 3  # in the sentences
_BESIDE_FROM_PIXELS = 490  # pixels of width, from which on the sentences stand beside the matrix


class ConfusionPanel(Panel):
    """Counts the readings of a part of the digits by the inspected network."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._requests = context.session, context.requests
        self._reading = PartReading(context.session, self)
        self.choices = ConfusionChoices()
        self.count = ElidedLabel("confusion_count", "muted")
        self.matrix = ConfusionMatrix()
        self.pairs = FewLines("confusion_pairs", _PAIRS)
        self._lay_out()
        self._reading.changed.connect(self._draw)
        self.choices.changed.connect(self._follow_choices)
        self.matrix.chosen.connect(self._show_digits)
        self.matrix.left.connect(self._draw)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.matrix.set_theme(theme)

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Count only while the panel can be seen."""
        self._reading.set_watched(watched)

    @Slot()
    def _follow_choices(self) -> None:
        self._reading.set_part(self.choices.part)
        self._draw()

    @Slot(int, int)
    def _show_digits(self, true: int, predicted: int) -> None:
        """Show the digits of a cell in Mistakes."""
        shown = self.matrix.shown
        if shown is not None:
            pair = shown.pair(true, predicted)
            self._session.shown_digits.show_pair(self._reading.part, pair)
            self._requests.show_panel("mistakes")

    @Slot()
    def _draw(self) -> None:
        found = self._reading.found
        if found is None:
            self.count.setText("")
            self.pairs.show_text("")
            untrained = tr("Train a network: which digits it takes for which is shown here.")
            self.matrix.set_shown(None, self._reading.why_empty(self._session.hint(untrained)))
            return
        confusion, unread = count_confusion(found.reading)
        shown = ShownConfusion(
            confusion, found.class_names, self._order(confusion), self.choices.as_rates
        )
        self.count.setText(self._counted(confusion, unread))
        self.pairs.show_text(shown.most_confused(_PAIRS))
        self.matrix.set_shown(shown, "")

    def _order(self, confusion: Confusion) -> tuple[int, ...]:
        """Return the order of the classes, which stays the same while the mouse is on a cell."""
        n_classes = len(confusion.counts)
        if not self.choices.by_errors:
            return tuple(range(n_classes))
        before = self.matrix.shown
        if before is not None and self.matrix.underMouse() and len(before.order) == n_classes:
            return before.order
        return tuple(confusion.order_by_errors().tolist())

    def _counted(self, confusion: Confusion, unread: int) -> str:
        """Say how many digits are misread, and of which data set if that must be said."""
        wrong, total = int(confusion.misread.sum()), int(confusion.counts.sum())
        if unread:
            words = tr("{0} of {1} digits are answered with NaN and stand in no cell.")
            return words.format(thousands(unread), thousands(total + unread))
        digits, note = self._reading.part.digits, digits_note(self._session, self._reading.dataset)
        words = tr("{0} of {1} {2} misread ({3}) {4}")
        share = per_cent(wrong / total)
        return words.format(thousands(wrong), thousands(total), digits, share, note).strip()

    def _title(self) -> str:
        return f"{tr('Confusion matrix')} - {self.count.text()}"

    def _table(self) -> Table:
        shown = self.matrix.shown
        return Table((), ()) if shown is None else shown.table()

    def _lay_out(self) -> None:
        add_figure(self.matrix, "confusion", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        policies = QSizePolicy.Policy
        self.pairs.setSizePolicy(policies.Preferred, policies.Fixed)  # else it gives all way beside
        for widget in (self.choices, self.count):
            layout.addWidget(widget)
        layout.addWidget(BesideOrBelow(self.matrix, self.pairs, _BESIDE_FROM_PIXELS), 1)
