"""The gradient check panel: differences against N, the verdict, and the worst weight."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mnistgui.nn.heads import Softmax
from mnistgui.training.decay_mistake import Rates
from mnistgui.training.model import make_network
from mnistgui.ui.later import Later
from mnistgui.ui.latest import Latest
from mnistgui.ui.panels.form.panel import FormPanel
from mnistgui.ui.panels.gradients.check import SOFTMAX_MISTAKES, Finding, check_run
from mnistgui.ui.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.theme import LIGHT, Theme
from mnistgui.ui.widgets import label, row

if TYPE_CHECKING:
    from mnistgui.ui.panels.gradients.plot import DifferencePlot


class GradientsPanel(QWidget):
    """Checks the network looked at, or the one the form would make.

    Parameters
    ----------
    session : Session
        Owner of the network and the digits.
    form : FormPanel
        Settings of a network while there is none.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, session: Session, form: FormPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._form = form
        self._theme = LIGHT
        self._latest = Latest(self)
        self.mistake = QComboBox()
        self.start = QPushButton(tr("Check"))
        self.verdict = label("", "heading", "gradient_verdict")
        self._worst = label("", "", "gradient_worst")
        self._plot = Later(_make_plot)
        self._finding: Finding | None = None
        self._lay_out()
        self.start.clicked.connect(self._check)
        self._latest.answered.connect(self._show)
        session.dataset_changed.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self._theme = theme
        self._plot.set_theme(theme)
        if self._finding is not None:
            self._show(self._finding)

    def shut_down(self) -> None:
        """Wait until the thread that checks has ended."""
        self._latest.shut_down()

    @Slot()
    def _refresh(self) -> None:
        self.start.setEnabled(self._session.dataset is not None)

    @Slot()
    def _check(self) -> None:
        dataset, config = self._session.dataset, self._form.config
        network = self._session.network
        if network is None and config is not None:
            network = make_network(config)
        if dataset is None or network is None:
            return
        mistake = self.mistake.currentData()
        if mistake in SOFTMAX_MISTAKES and not isinstance(network.head, Softmax):
            self.verdict.setStyleSheet(f"color: {self._theme.bad}")
            self.verdict.setText(
                tr("Mistake {0} is one of softmax; choose a model with ten outputs").format(mistake)
            )
            return
        self.start.setEnabled(False)
        self.verdict.setText(tr("Checking..."))
        self._latest.ask(partial(check_run, network.copy(), config, dataset, mistake))

    @Slot(object)
    def _show(self, finding: Finding) -> None:
        self._finding = finding
        self.start.setEnabled(True)
        if finding.rates is not None:
            self._show_rates(finding, finding.rates)
            return
        self._plot.get().show_differences(finding.steps, finding.differences)
        error = f"{finding.best.max_relative_error:.1e}"
        right = tr("Right: relative error {0}").format(error)
        wrong = tr("Wrong: relative error {0}").format(error)
        self.verdict.setText(right if finding.right else wrong)
        colour = self._theme.good if finding.right else self._theme.bad
        self.verdict.setStyleSheet(f"color: {colour}")
        name, analytic, numeric = finding.worst
        words = tr("Worst weight {0}:\nbackpropagation {1}\nslope of the loss {2}")
        self._worst.setText(words.format(name, f"{analytic:.6g}", f"{numeric:.6g}"))

    def _show_rates(self, finding: Finding, rates: Rates) -> None:
        """What a gradient check cannot see."""
        self._plot.get().show_rates(rates.meant, rates.with_mistake)
        if finding.right:
            self.verdict.setText(tr("The gradient is right; the learning rate is not"))
        else:
            self.verdict.setText(tr("The gradient and the learning rate are wrong"))
        self.verdict.setStyleSheet(f"color: {self._theme.bad}")
        epoch = int(rates.dropping[0])
        words = tr(
            "The check cannot see it, the live rate (above the curves) can: after epoch {0} it is "
            "{1} instead of {2}. Dashed: with the mistake."
        )
        wrong, meant = rates.with_mistake[epoch - 1], rates.meant[epoch - 1]
        self._worst.setText(words.format(epoch, f"{wrong:.1e}", f"{meant:.3g}"))

    def _lay_out(self) -> None:
        self.mistake.setObjectName("gradient_mistake")
        self.mistake.setAccessibleName(tr("Which backpropagation is checked"))
        for word, text in (
            ("right", tr("As the program does it")),
            ("A", tr("Mistake A: softmax over the batch")),
            ("B", tr("Mistake B: the rate halves on every step")),
            ("C", tr("Mistake C: only the true class")),
        ):
            self.mistake.addItem(text, word)
        self.start.setObjectName("gradient_check")
        hint = label(
            tr("Moves single weights a little and compares the slope with backpropagation."),
            "muted",
        )
        for words in (hint, self.verdict, self._worst):
            words.setWordWrap(True)
        beside = QVBoxLayout()
        for words in (self.verdict, self._worst, hint):
            beside.addWidget(words)
        beside.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self._plot, 3)
        both.addLayout(beside, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self.mistake, self.start, None))
        layout.addLayout(both, 1)


def _make_plot() -> "DifferencePlot":
    from mnistgui.ui.panels.gradients.plot import DifferencePlot  # noqa: PLC0415 - see Later

    return DifferencePlot()
