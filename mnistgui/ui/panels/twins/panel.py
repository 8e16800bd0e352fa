"""The Twins panel: two runs that differ in one setting, compared at the step that is shown."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from mnistgui.errors import UserError
from mnistgui.inspection.twins import TwinDifference
from mnistgui.nn.layers import Dense
from mnistgui.notation import thousands
from mnistgui.training.branch_point import FROM_THE_START
from mnistgui.training.config import field_named
from mnistgui.training.interventions import of_person
from mnistgui.training.presets import PresetRun
from mnistgui.training.twins import twin_config
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.layer_choice import LayerChoice
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.twins.choice import TwinChoice
from mnistgui.ui.panels.twins.finder import TwinFinder, TwinOutcome
from mnistgui.ui.panels.twins.pairs import Pair, pairs_of
from mnistgui.ui.panels.twins.views import DifferenceOfWeights, DigitsOfOne
from mnistgui.ui.panels.twins.words import summary
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.widgets.basic import keep_room, row
from mnistgui.ui.widgets.colour_scale import ColourScale
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.theme import Theme

_LEAST_PAIR_PIXELS, _LEAST_LAYER_PIXELS = 60, 76  # their lists show the names in full
_LAYER_PIXELS = 120  # at most
_WORDS_LINES = 2  # a refusal needs them
_VIEWS = ("weights", "gained", "lost")


class TwinsPanel(Panel):
    """Trains a twin of the selected run, and shows what differs between both at every step."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._redraws = context.session, context.redraws
        self._training = context.session.training
        self._pairs: list[Pair] = []
        self._compared: tuple[Pair, int] | None = None
        self._fault = ""
        self.found: TwinDifference | None = None
        self._finder = TwinFinder(context.session.training, self)
        self.choice = TwinChoice()
        self.pair = Combo("twin_pair", 16)
        self.words = FewLines("twin_words", _WORDS_LINES)
        self.view = Combo("twin_view", 8)
        self._layer = LayerChoice("twin_layer", _named)
        self._scale = ColourScale()
        self.weights = DifferenceOfWeights(self._scale)
        self.gained = DigitsOfOne("twin_gained", tr("Digits that only the later run misreads"))
        self.lost = DigitsOfOne("twin_lost", tr("Digits that only the earlier run misreads"))
        self._pages = OnePage()
        self._lay_out()
        self._connect()
        self._list_pairs()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for part in (self.weights, self.gained, self.lost, self._scale):
            part.set_theme(theme)

    def shut_down(self) -> None:
        """Wait until the thread that compares has ended."""
        self._finder.shut_down()

    def _catch_up(self) -> None:
        self._list_pairs()

    def _rest(self) -> None:
        self._compared = None
        self._finder.rest()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose whether weights, or mistakes gained or lost are shown."""
        self.view.setCurrentIndex(_VIEWS.index(str(show["shown"])))

    @property
    def _run(self) -> Run | None:
        return self._session.inspected.run

    @property
    def _current(self) -> Pair | None:
        place = self.pair.currentIndex()
        return self._pairs[place] if 0 <= place < len(self._pairs) else None

    @Slot()
    def _list_pairs(self) -> None:
        """Offer the twins of the inspected run; the one that was chosen stays so."""
        if not self._watched:
            return
        run, dataset, before = self._run, self._session.inspected_digits, self._current
        self._pairs = [] if run is None or dataset is None else self._pairs_of(run)
        with QSignalBlocker(self.pair):
            self.pair.clear()
            for pair in self._pairs:
                self.pair.addItem(pair.in_words(pair.steps))
            if before in self._pairs:
                self.pair.setCurrentIndex(self._pairs.index(before))
        self.pair.setEnabled(len(self._pairs) > 1)
        self.pair.setVisible(bool(self._pairs))
        possible = self._training.alive is None and dataset is not None
        self.choice.offer(run.config if run else None, possible=possible)
        self._compare()

    def _pairs_of(self, run: Run) -> list[Pair]:
        dataset = self._session.inspected_digits
        return pairs_of(run, self._session.runs, dataset) if dataset is not None else []

    @Slot()
    def _request(self) -> None:
        if self._watched:
            self._redraws.request(self._compare, PICTURES)

    @Slot()
    def _compare(self) -> None:
        """Have both runs compared at the step that is shown, or at the last that both have."""
        pair, dataset = self._current, self._session.inspected_digits
        if not self._watched:
            return
        if pair is None or dataset is None:
            self._finder.give_up()
            self.found = self._compared = None
            self._draw()
            return
        step = min(self._session.inspected.step, pair.steps)
        if self._compared is None or self._compared[0] != pair:
            self.found = None
            self._draw()
        if self._compared != (pair, step):
            self._compared = (pair, step)
            self._finder.compare(pair, step, dataset)
        elif self.found is not None and step < self._session.inspected.step:
            self.words.show_text(self._told(self.found, pair))  # another run of both is shown

    @Slot(object)
    def _take(self, outcome: TwinOutcome) -> None:
        self.found, self._fault = outcome.difference, outcome.fault
        self._draw()

    @Slot(str, str)
    def _train(self, name: str, text: str) -> None:
        """Train a twin of the inspected run, or say why it cannot be."""
        run, dataset = self._run, self._session.inspected_digits
        if run is None or dataset is None or self._training.alive is not None:
            return
        if of_person(run.history.interventions):
            words = tr("Run {0} was changed while it trained; a twin of it cannot be trained anew.")
            self._refuse(words.format(run.number))
            return
        try:
            config = twin_config(run.config, name, text)
        except UserError as error:
            self._refuse(str(error))
            return
        field = field_named(name)
        told = f"{tr(field.label).lower()} {shown(field, getattr(config, name))}"
        planned = PresetRun(tr("run {0} with {1}").format(run.number, told), config)
        origin = (run.origin, run.branch_point) if run.origin else ("", FROM_THE_START)
        self._session.planner.start_alone(planned, dataset, Order.RUN, run.start, origin)

    def _refuse(self, why: str) -> None:
        """Say why no twin is trained; it stands where it can be read in full."""
        self.words.show_text(why)
        if self.found is None:
            self._show_hint(why)

    def _show_hint(self, hint: str) -> None:
        self.weights.show_difference(None, 0, hint)
        for part in (self.gained, self.lost):
            part.show_nothing(hint)

    @Slot()
    def _draw(self) -> None:
        """Show the newest difference, or why there is none."""
        found, dataset, pair = self.found, self._session.inspected_digits, self._current
        self._layer.list_layers(found.networks[0] if found and found.same_shapes else None)
        self._layer.setVisible(self.view.currentIndex() == 0 and self._layer.count() > 0)
        if found is None or dataset is None or pair is None:
            self.words.show_text(self._fault)
            self._show_hint(self._hint())
            return
        self.words.show_text(self._told(found, pair))
        other = tr("The two networks have other shapes: their mistakes alone are compared.")
        self.weights.show_difference(found, self._layer.number, other)
        numbers = (pair.first.number, pair.second.number)
        self.gained.show_digits(found, found.gained, dataset.test, numbers)
        self.lost.show_digits(found, found.lost, dataset.test, numbers)

    def _told(self, found: TwinDifference, pair: Pair) -> str:
        """What differs; and which step it is, where one of both has not come to the one shown."""
        told, run = summary(found), self._run
        step = self._session.inspected.step
        if run is None or found.step >= step or pair.steps >= step:
            return told
        words = tr("Run {0} has come to step {1}. {2}")
        return words.format(pair.other(run).number, thousands(pair.steps), told)

    def _hint(self) -> str:
        if self._run is None:
            return tr("Train a network: a twin of it that differs in one setting is compared here.")
        if not self._pairs:
            words = tr(
                "Choose a setting and press Train twin: a run that differs from run {0} in it alone"
                " is compared here, step by step."
            )
            return words.format(self._run.number)
        return self._fault or tr("Both runs are being brought to this step ...")

    @Slot(int)
    def _choose_view(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._scale.setVisible(place == 0)
        self._layer.setVisible(place == 0 and self._layer.count() > 0)

    def _connect(self) -> None:
        self.choice.wanted.connect(self._train)
        self.pair.currentIndexChanged.connect(self._compare)
        self.view.currentIndexChanged.connect(self._choose_view)
        self._layer.currentIndexChanged.connect(self._draw)
        self._finder.ended.connect(self._take)
        self._session.inspected_changed.connect(self._request)
        self._session.source_changed.connect(self._list_pairs)
        self._session.dataset_changed.connect(self._list_pairs)
        self._session.runs.on_list_changed(self._list_pairs)
        self._session.runs.advanced.connect(self._request)
        self._training.changed.connect(self._list_pairs)

    def _lay_out(self) -> None:
        self.pair.setAccessibleName(tr("Twins that are compared"))
        self.pair.setMinimumWidth(_LEAST_PAIR_PIXELS)
        policy = QSizePolicy.Policy
        self.pair.setSizePolicy(policy.Ignored, policy.Fixed)  # what it lists moves nothing
        self.view.setAccessibleName(tr("What is shown"))
        for words in (tr("Weights"), tr("Gained"), tr("Lost")):
            self.view.addItem(words)
        self._layer.setMinimumWidth(_LEAST_LAYER_PIXELS)
        self._layer.setMaximumWidth(_LAYER_PIXELS)
        self._layer.setSizePolicy(policy.Ignored, policy.Fixed)
        keep_room(self._layer)
        keep_room(self.pair)
        for page in (self.weights, self.gained, self.lost):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.choice)
        told = row(self.view)
        told.addWidget(self._layer, 1)
        told.addWidget(self.pair, 1)
        told.addWidget(self._scale)
        layout.addLayout(told)
        layout.addWidget(self.words)
        layout.addLayout(self._pages, 1)


def _named(name: str, layer: Dense) -> str:
    return tr("{0}: {1} units").format(name, thousands(layer.output_shape[0]))
