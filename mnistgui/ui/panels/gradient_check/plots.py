"""The picture of what a check found: differences against N, or for mistake B two runs."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.panels.gradient_check.decay_plot import DecayPlot
from mnistgui.ui.panels.gradient_check.plot import DifferencePlot
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.theme import Theme


class FindingPlots(QWidget):
    """One plot or the other, under the names of the curves.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.differences = DifferencePlot()
        self.decay = DecayPlot()
        self._names = label("", "", "gradient_legend")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.differences)
        self._stack.addWidget(self.decay)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._names)
        layout.addWidget(self._stack, 1)
        self._names.hide()

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self.differences.set_theme(theme)
        self.decay.set_theme(theme)
        dashes = (
            (theme.train, "&#9473;&#9473;", tr("right")),
            (theme.bad, "&#9473; &#9473;", tr("mistaken")),
        )
        self._names.setText("&nbsp;&nbsp;&nbsp; ".join(_dash(*one) for one in dashes))

    def draw(self, answer: Answer) -> None:
        """Draw what is found so far."""
        self._names.setVisible(answer.question.mistake is not None)
        if answer.runs is None:
            self._stack.setCurrentWidget(self.differences)
            self.differences.draw(answer)
        else:
            self._stack.setCurrentWidget(self.decay)
            self.decay.draw(answer.runs)

    def show_answer(self, answer: Answer) -> None:
        """Draw what was found, with the worst weight marked."""
        self.draw(answer)
        if answer.runs is None:
            self.differences.mark(answer)


def _dash(colour: str, dash: str, name: str) -> str:
    return f'<span style="color: {colour}">{dash}</span> {name}'
