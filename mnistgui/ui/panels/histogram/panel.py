"""The Histogram panel: the distribution of a layer's weights now and at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from mnistgui.inspection.histogram import ArrayHistogram, WeightHistogram, weight_histogram
from mnistgui.inspection.step_measurer import first_network
from mnistgui.nn.arrays import Array
from mnistgui.nn.layers import Dense
from mnistgui.notation import thousands, three_significant
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.layer_choice import LayerChoice
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.inspected import Inspected
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import label, row
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.ui.widgets.histogram_plot import HistogramPlot


@dataclass(frozen=True, eq=False)
class HistogramQuestion:
    """Which weights are to be counted.

    Parameters
    ----------
    inspected : Inspected
        With a network.
    layer : int
        Number of the layer, from 1.
    before : CountedWeights or None
        The last answer, whose first weights are used again where they are the same.
    """

    inspected: Inspected
    layer: int
    before: "CountedWeights | None" = None

    def answer(self) -> "CountedWeights":
        """Any thread: Count the weights, which takes a while for a large network."""
        network = self.inspected.network
        if network is None:
            raise ValueError("no network is inspected")
        before = self.before
        if before is not None and before.run is self.inspected.run and before.layer == self.layer:
            first = before.first
        else:
            first = _first_weights(self.inspected.run, self.layer)
        histogram = weight_histogram(network.dense_layers()[self.layer - 1].W, first)
        return CountedWeights(self.inspected.run, self.layer, first, histogram)


@dataclass(frozen=True, eq=False)
class CountedWeights:
    """The first and the last weights of one layer of one run, counted."""

    run: Run | None
    layer: int
    first: Array | None
    histogram: WeightHistogram


def _first_weights(run: Run | None, layer: int) -> Array | None:
    """Return the initial weights of a layer; None where they are not known."""
    if run is None:
        return None
    start = None if run.start is None else run.start.parameters
    first = first_network(run.config, start, drawn=not run.origin)
    return None if first is None else first.dense_layers()[layer - 1].W


class HistogramPanel(Panel):
    """Counts the weights of the inspected network in another thread."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._redraws = context.redraws
        self._watched = False
        self._counted: CountedWeights | None = None
        self._worker = ThrottledLatestWins(context.session.training, self)
        # The write-ups looked at the output layer.
        self.layer = LayerChoice("histogram_layer", _weights, output_first=True)
        self.words = label("", "muted", "histogram_words")
        self._plot = LazyWidget(_make_plot)
        self._lay_out()
        context.session.inspected_changed.connect(self._request)
        self.layer.currentIndexChanged.connect(self._request)
        self._worker.answered.connect(self._show_found)
        self._request()

    @property
    def plot(self) -> "HistogramPlot":
        """The plot of both histograms."""
        return self._plot.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._plot.set_theme(theme)

    def _catch_up(self) -> None:
        self._request()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the first layer or the output layer."""
        places = {"first": 0, "output": self.layer.count() - 1}
        self.layer.setCurrentIndex(places[str(show["layer"])])

    def shut_down(self) -> None:
        """Wait until the thread that counts has ended."""
        self._worker.shut_down()

    @Slot()
    def _request(self) -> None:
        inspected = self._session.inspected
        network = inspected.network
        self.layer.list_layers(network)
        if network is None:
            self._worker.cancel()
            self._counted = None
            words = tr(
                "Train a network: how its weights are spread, first and last, is shown here."
            )
            self.words.setText(self._session.hint(words))
            if self._plot.made is not None:
                self.plot.show_histogram(None)
        elif self._watched and self.layer.number:
            question = HistogramQuestion(inspected, self.layer.number, self._counted)
            self._worker.submit(question.answer)

    @Slot(object)
    def _show_found(self, found: CountedWeights) -> None:
        same_layer = found.layer == self.layer.number
        if found.run is not self._session.inspected.run or not same_layer:
            return
        self._counted = found
        self._redraws.request(self._draw, PICTURES)

    def _draw(self) -> None:
        found = self._counted
        if found is None:
            return
        self.plot.show_histogram(found.histogram)
        last, first = found.histogram.last, found.histogram.first
        sentences = [_described(tr("Now (filled)"), last)]
        if first is not None:
            sentences.insert(0, _described(tr("At the start (dashed)"), first))
        self.words.setText("  ".join(sentences))

    def _lay_out(self) -> None:
        self.words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self.layer, None))
        layout.addWidget(self.words)
        layout.addWidget(self._plot, 1)


def _weights(name: str, layer: Dense) -> str:
    return tr("{0}: {1} weights").format(name, thousands(layer.W.size))


def _described(name: str, spread: ArrayHistogram) -> str:
    words = tr("{0}: mean {1}, standard deviation {2}.")
    sentence = words.format(
        name, three_significant(spread.mean), three_significant(spread.deviation)
    )
    if spread.not_finite:
        sentence += " " + tr("{0} are no finite numbers.").format(thousands(spread.not_finite))
    return sentence


def _make_plot() -> "HistogramPlot":
    from mnistgui.ui.widgets.histogram_plot import HistogramPlot  # noqa: PLC0415 - slow to load

    return HistogramPlot()
