"""What the panel shows once it is in sight: choices, a step, and the derivations."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.inspection.numbers.calculation import Calculation
from mnistgui.inspection.numbers.derivations import TITLES, derivation
from mnistgui.inspection.numbers.example import Example
from mnistgui.inspection.numbers.walk import Walk, walk
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.numbers.example_choice import ExampleChoice
from mnistgui.ui.panels.numbers.export_button import ExportButton
from mnistgui.ui.panels.numbers.step_choice import StepChoice
from mnistgui.ui.panels.numbers.step_view import StepView
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import EXPLANATIONS
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import SegmentedControl
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.flow_layout import FlowLayout
from mnistgui.ui.widgets.theme import Theme

_PICTURES, _TABLES, _DERIVATIONS = range(3)


class NumbersView(QWidget):
    """Works one digit out in another thread, and shows one step of it at a time."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._redraws = context.redraws
        self._watched = True
        self._walk: Walk | None = None
        self._worker = ThrottledLatestWins(context.session.training, self)
        self.subject = ExampleChoice(context.session, context.drawing, self)
        self.choice = StepChoice()
        views = (tr("Pictures"), tr("Tables"), tr("Derivations"))
        self.view = SegmentedControl("numbers_view", tr("How arrays are shown"), views)
        self.export = ExportButton(context.dialogs)
        self.said = ElidedLabel("numbers_said", "muted")
        self.step = StepView()
        self.derivations: Derivations | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect(context)
        self._request_now()

    @property
    def walk(self) -> Walk | None:
        """What is shown; None before the first answer, and where there is none."""
        return self._walk

    @property
    def calculation(self) -> Calculation | None:
        """The step that is shown."""
        return None if self._walk is None else self._walk.calculations[self.choice.current]

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.step.set_theme(theme)

    def set_watched(self, *, watched: bool) -> None:
        """Work only while the view can be seen; what it shows is worked out anew then."""
        self._watched = watched
        if watched:
            self._request_now()
        else:
            self._worker.drop_pending()

    def shut_down(self) -> None:
        """Wait until the threads that work out and write have ended."""
        self._worker.shut_down()
        self.export.shut_down()

    def _connect(self, context: PanelContext) -> None:
        context.session.inspected_changed.connect(self._follow_network)
        context.drawing.looked.connect(self._follow_drawing)
        self.subject.changed.connect(self._request_now)
        self.choice.chosen.connect(self._draw)
        self.view.chosen.connect(self._turn)
        self.step.cell_chosen.connect(self._offer_export)
        self.export.said.connect(self.said.setText)
        self._worker.answered.connect(self._receive)

    @Slot()
    def _follow_network(self) -> None:
        if self._watched and self.subject.follows_network:
            self._redraws.request(self._request, EXPLANATIONS)

    @Slot()
    def _follow_drawing(self) -> None:
        if self._watched and self.subject.follows_drawing:
            self._redraws.request(self._request, EXPLANATIONS)

    @Slot()
    def _request_now(self) -> None:
        """Work out what a person has just chosen, without a cool-down."""
        if self._watched:
            self._request()
            self._worker.end_cooldown()

    def _request(self) -> None:
        try:
            example = self.subject.example()
        except UserError as error:
            self._worker.cancel()
            self._show(None, str(error))
            return
        self._worker.submit(partial(_worked_out, example))

    @Slot(object)
    def _receive(self, found: Walk | str) -> None:
        if isinstance(found, str):
            self._show(None, found)
        else:
            self._show(found, found.example.name)

    def _show(self, found: Walk | None, words: str) -> None:
        self._walk = found
        self.said.setText(words)
        self.choice.list_steps(found)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.step.show_calculation(self.calculation)
        self._offer_export()

    @Slot()
    def _offer_export(self) -> None:
        found, one = self._walk, self.calculation
        shown = None if found is None or one is None else (found, one, self.step.cell)
        self.export.set_shown(shown)

    @Slot(int)
    def _turn(self, page: int) -> None:
        if page == _DERIVATIONS:
            if self.derivations is None:
                self.derivations = Derivations()
                self._stack.addWidget(self.derivations)
            self._stack.setCurrentWidget(self.derivations)
            return
        self._stack.setCurrentWidget(self.step)
        self.step.set_as_tables(as_tables=page == _TABLES)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.step)
        chosen = QHBoxLayout()
        chosen.setSpacing(6)
        for which in (self.subject.subject, self.subject.index, self.subject.label):
            chosen.addWidget(which)
        chosen.addWidget(self.choice, 1)
        learning = (self.subject.optimizer, self.subject.rate, self.subject.taken)
        tools = _Tools((self.view, self.export, *learning))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(chosen)
        layout.addWidget(tools)
        layout.addWidget(self.subject.typed)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.said)


class _Tools(QWidget):
    """A row of widgets, or several; its least height is that of the rows in its width."""

    def __init__(self, widgets: Iterable[QWidget]) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        for widget in widgets:
            self._flow.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Request room for the rows, since a scrolled panel asks for the least height alone."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))


def _worked_out(example: Example) -> Walk | str:
    """Any thread: Work an example out; a sentence where that cannot be."""
    try:
        return walk(example)
    except UserError as error:
        return str(error)


class Derivations(QTextBrowser):
    """Shows the sections of the page *By hand* that derive something."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("numbers_derivations")
        self.setAccessibleName(tr("Derivations, as text with formulas"))
        self.setMarkdown("\n".join(map(derivation, TITLES)))
