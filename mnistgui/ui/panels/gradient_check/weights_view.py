"""The distribution of the checked layer's weights, such as those of an untrained network."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.inspection.histogram import weight_histogram
from mnistgui.notation import thousands, with_minus
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.histogram_plot import HistogramPlot
from mnistgui.ui.widgets.theme import Theme


class CheckedWeightsView(QWidget):
    """A histogram of one layer's weights, below a line with their number and bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ElidedLabel("gradient_weights_words", "muted")
        self.plot = HistogramPlot("gradient-weights")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.words)
        layout.addWidget(self.plot, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.plot.set_theme(theme)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the weights of the checked layer; those of the output layer if all are checked."""
        if answer is None:
            self.words.setText(tr("No weights were checked"))
            self.plot.show_histogram(None)
            return
        network = answer.found.case.network
        layer = answer.question.scope.checked_layer(network) or len(network.layers)
        W = network.dense_layers()[layer - 1].W
        spread = weight_histogram(W)
        words = tr("W{0}: {1} weights from {2} to {3}")
        bounds = (with_minus(f"{bound:.3g}") for bound in (W.min(), W.max()))
        self.words.setText(words.format(layer, thousands(W.size), *bounds))
        self.plot.show_histogram(spread)
