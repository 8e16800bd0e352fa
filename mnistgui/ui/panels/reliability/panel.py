"""The Reliability panel: accuracy against confidence, before and after a temperature."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.calibration import Calibration, Reliability
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.reliability.found import FoundCalibration, HeldOut, found
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.digits_note import digits_note
from mnistgui.ui.state.shared_readings import ReadingClient
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import SegmentedControl, label, row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.nn.network import Network
    from mnistgui.training.evaluation import DigitReadings
    from mnistgui.ui.panels.reliability.plot import ReliabilityPlot


class ReliabilityPanel(Panel):
    """Calibrates the inspected network on the test digits."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session = context.session
        self._session = session
        self._found: Calibration | None = None
        self._found_of: Network | None = None
        self._reading_client = ReadingClient(session.readings, self)
        self._held_out = HeldOut(session.divided_digits)
        self._judged: list[DigitReadings] = []  # what was read last, by which the network is judged
        self._worker = ThrottledLatestWins(session.training, self)
        self.kind = SegmentedControl(
            "reliability_kind",
            tr("Which confidence"),
            (tr("As it is"), tr("With temperature")),
        )
        self._plot = LazyWidget(_make_plot)
        self.error = label("", "heading", "calibration_error")
        self.digits = ElidedLabel("reliability_digits", "muted")
        self._after = label("", "", "temperature_error")
        self.use = QCheckBox(tr("Use this temperature"))
        self.use.setObjectName("use_temperature")
        self.use.setAccessibleName(tr("Use this temperature"))
        self.use.setToolTip(tr("The bars beside the drawing use it until the network learns on."))
        self._lay_out()
        self.kind.chosen.connect(self._draw)
        self._reading_client.answered.connect(self._calibrate)
        self._worker.answered.connect(self._show_found)
        self.use.clicked.connect(self._use)
        session.inspected_changed.connect(self._request)
        session.training.changed.connect(self._show_use)
        session.dataset_changed.connect(self._request)
        session.digit_facts.known.connect(self._draw)
        self._draw()

    @property
    def plot(self) -> "ReliabilityPlot":
        """The plot of the bars."""
        return self._plot.get()

    @property
    def found(self) -> Calibration | None:
        """The calibration that is shown; None before the first."""
        return self._found

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._plot.set_theme(theme)

    def shut_down(self) -> None:
        """Wait until the thread that fits a temperature has ended."""
        self._worker.shut_down()

    def _catch_up(self) -> None:
        self._request()

    @Slot()
    def _request(self) -> None:
        session = self._session
        self._show_use()
        inspected = session.inspected
        dataset = self._session.inspected_digits
        if inspected.network is None or dataset is None:
            self._reading_client.cancel()
            self._worker.cancel()
            self._found = None
            self._draw()
        elif self._watched:
            config = inspected.config if inspected.dataset else None
            held_out = self._held_out.of(dataset, config)
            self._reading_client.request(
                inspected.network, dataset.test, *([held_out] if held_out else [])
            )

    @Slot(object)
    def _calibrate(self, read: tuple[SplitReading, ...]) -> None:
        """Fit a temperature, unless the readings are the same, as when a temperature is used."""
        readings = [one.reading for one in read]
        if self._found is not None and readings == self._judged:
            return
        self._judged = readings
        self._worker.submit(partial(found, *read))

    @Slot(object)
    def _show_found(self, found: FoundCalibration) -> None:
        if self._session.inspected.network is not None:
            self._found, self._found_of = found.calibration, found.network
            self._draw()

    @Slot(bool)
    def _use(self, used: bool) -> None:
        known = self._found
        self._session.use_temperature(known.temperature if used and known else None)

    @Slot()
    def _show_use(self) -> None:
        """Offer a temperature only for the network it was fitted on, and not while it trains."""
        session = self._session
        inspected = session.inspected
        learning = inspected.run is not None and session.training.status is Status.RUNNING
        known = self._found
        fitted = known and known.temperature is not None and self._found_of is inspected.network
        self.use.setChecked(inspected.temperature is not None)
        self.use.setEnabled(bool(fitted or self.use.isChecked()) and not learning)

    @Slot()
    def _draw(self) -> None:
        self._show_use()
        known = self._found
        if known is None:
            if self._plot.made is not None:
                self.plot.show_reliability(None)
            self.error.setText("")
            words = tr("Train a network: how far its confidence is to be trusted.")
            self._after.setText(self._session.hint(words))
            return
        after = known.after if self.kind.current == 1 else None
        self.plot.show_reliability(after or known.before)
        self.error.setText(_error_in_words(known.before))
        note = digits_note(self._session, self._session.inspected_digits)
        self.digits.setText(tr("Judged by the test digits {0}").format(note) if note else "")
        self._after.setText(_with_temperature(known))

    def _lay_out(self) -> None:
        hint = label(
            tr(
                "On the dashed line, nine in ten of the digits read with 90 % are right. "
                "Bars of few digits are pale."
            ),
            "muted",
            "reliability_hint",
        )
        hint.setToolTip(
            tr("The temperature is fitted on validation digits, all else counted on test digits.")
        )
        self.error.setAccessibleName(tr("Expected calibration error"))
        beside = QVBoxLayout()
        for words in (self.error, self._after, hint):
            words.setWordWrap(True)
            policy = words.sizePolicy()  # nor may the room of both sides depend on what is said
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            words.setSizePolicy(policy)
            beside.addWidget(words)
        # First: words that come by themselves must not move what is clicked.
        beside.insertWidget(0, self.use, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self._plot, 3)
        both.addLayout(beside, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self.kind, self.digits, None))
        layout.addLayout(both, 1)


def _make_plot() -> "ReliabilityPlot":
    from mnistgui.ui.panels.reliability.plot import ReliabilityPlot  # noqa: PLC0415 - see LazyWidget

    return ReliabilityPlot()


def _error_in_words(reliability: Reliability) -> str:
    if not reliability.unread:
        return tr("Calibration error {0}").format(_percent(reliability))
    words = tr("{0} of {1} digits are answered with NaN")
    total = reliability.unread + int(reliability.count.sum())
    return words.format(thousands(reliability.unread), thousands(total))


def _percent(reliability: Reliability) -> str:
    return per_cent(reliability.expected_calibration_error)


def _with_temperature(known: Calibration) -> str:
    if known.before.unread:
        return tr("Weights that are too large or not finite give no probabilities.")
    if known.after is None:
        return tr("No digits are held back to fit a temperature on.")
    words = tr("{0} after dividing the logits by a temperature of {1}")
    return words.format(_percent(known.after), f"{known.temperature:.2f}")
