"""The Doctor panel: how usual the drawing is, and the smallest change that flips its reading."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mnistgui.data.picture_kind import DIGITS, PIXELS, SIDE
from mnistgui.drawing.doctor import Diagnosis, diagnose
from mnistgui.drawing.measures import measure
from mnistgui.drawing.percentile_ranks import MeasuredDigits, PercentileRanks, percentile_ranks
from mnistgui.ui.background.cooldowns import STYLE
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.look_worker import LookWorker
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.doctor.flip_rows import FlipRows
from mnistgui.ui.panels.doctor.rank_rows import Comparison, RankRows
from mnistgui.ui.panels.doctor.training_measures import TrainingMeasures
from mnistgui.ui.panels.doctor.words import those_of
from mnistgui.ui.state.digits_note import digits_note, other_digits
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import EXPLANATIONS
from mnistgui.ui.widgets.basic import label, row
from mnistgui.ui.widgets.class_choice import ClassChoice
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import LIGHT, Theme


@dataclass(frozen=True, eq=False)
class Examined:
    """The result of the examination of a drawing.

    Parameters
    ----------
    look : Look
        The drawing, and the snapshot of the network that read it.
    measured : ndarray of shape (n_measures,), float32
        Of the drawing's pixels.
    as_read : PercentileRanks or None
        Among the training digits of the class that is read; None where they are not measured yet.
    as_meant : PercentileRanks or None
        Among those of the class that was meant; None where none was, or it is the one that is read.
    diagnosis : Diagnosis
        What it takes to flip the reading.
    """

    look: Look
    measured: NDArray[np.float32]
    as_read: PercentileRanks | None
    as_meant: PercentileRanks | None
    diagnosis: Diagnosis


def examining(
    look: Look, digits: MeasuredDigits | None, meant: int | None
) -> Callable[[], Examined]:
    """Return the work of examining a look.

    Parameters
    ----------
    look : Look
    digits : MeasuredDigits or None
        Of the training digits, when they have been measured.
    meant : int or None
        Index of the class that the person meant.

    Returns
    -------
    callable
        Returns an Examined.
    """
    return partial(_examined, look, digits, meant)


def _examined(look: Look, digits: MeasuredDigits | None, meant: int | None) -> Examined:
    """Any thread: Measure a drawing, and compare it with the training digits of its classes."""
    measured = measure(look.reading.image[None])[0]
    diagnosis = diagnose(look.network, look.strokes, look.stages, meant)

    def among(class_index: int | None) -> PercentileRanks | None:
        if digits is None or class_index is None:
            return None
        return percentile_ranks(digits, look.network.head, class_index, measured)

    return Examined(look, measured, among(diagnosis.answer), among(diagnosis.wanted), diagnosis)


class DoctorPanel(Panel):
    """Examines the drawing while it is drawn."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, drawing, redraws = context.session, context.drawing, context.redraws
        self._redraws = redraws
        self._session = session
        self._examined: Examined | None = None
        self._too_small = False
        self._theme = LIGHT
        self.meant = ClassChoice("meant_class", tr("Meant as"), tr("Any"), DIGITS)
        self.rows = RankRows()
        self.flips = FlipRows()
        self.compared = label("", "", "doctor_compared")
        self.verdict = ElidedLabel("doctor_verdict", "")
        self.training_measures = TrainingMeasures(session, self)
        self._look_worker = LookWorker(self._question, STYLE, session, self)
        self._lay_out()
        self._look_worker.answered.connect(self._show_examined)
        self.training_measures.changed.connect(self._look_worker.repeat)
        self.meant.changed.connect(self._look_worker.repeat)
        drawing.looked.connect(self._set_look)
        drawing.class_chosen.connect(self._choose)
        self._draw()

    @property
    def examined(self) -> Examined | None:
        """The examination that is shown."""
        return self._examined

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.rows.set_theme(theme)
        self.flips.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until every thread has ended."""
        self.training_measures.shut_down()
        self._look_worker.shut_down()

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self.training_measures.set_watched(watched=watched)
        self._look_worker.set_watched(watched=watched)
        self._draw()

    def _question(self, look: Look) -> Callable[[], object]:
        self.meant.set_class_names(look.reading.class_names)
        return examining(look, self.training_measures.digits, self.meant.chosen)

    @Slot(object)
    def _set_look(self, look: Look | None) -> None:
        """Examine a drawing, if its pixels can be measured."""
        self._too_small = look is not None and look.network.widths[0] != PIXELS
        self._look_worker.set_look(None if self._too_small else look)
        if self._too_small:
            self._show_examined(None)

    @Slot(int)
    def _choose(self, index: int) -> None:
        if self._examined is not None:
            self.meant.choose(index)

    @Slot(object)
    def _show_examined(self, examined: Examined | None) -> None:
        self._examined = examined
        self._redraws.request(self._draw, EXPLANATIONS)

    @Slot()
    def _draw(self) -> None:
        examined = self._examined
        if examined is None:
            self.rows.set_measured(None)
            self.flips.set_diagnosis(None)
            drawn = self._look_worker.has_look
            words = tr("Examining it...") if drawn else tr("Draw a digit to have it examined.")
            self.compared.setText(_other_size() if self._too_small else words)
            self.verdict.setText("")
            return
        comparisons = _comparisons(examined)
        self.rows.set_measured(examined.measured, comparisons)
        self.flips.set_diagnosis(examined.diagnosis, examined.look.reading.class_names)
        self.compared.setText(self._against(comparisons))
        self.verdict.setText(_verdict(examined))

    def _against(self, comparisons: tuple[Comparison, ...]) -> str:
        if not comparisons:
            return tr("Measuring the training digits...")
        named = [
            f"<b style='color: {colour}'>{those_of(comparison.class_name)}</b>"
            for comparison, colour in zip(comparisons, self.rows.colours(), strict=False)
        ]
        note = digits_note(self._session, self._session.dataset)
        self.compared.setToolTip(tr("Training digits {0}").format(note) if note else "")
        name = html.escape(other_digits(self._session, self._session.dataset))
        if len(named) == 1:
            words = tr("Compared with {0} of {1}:") if name else tr("Compared with {0}:")
            return words.format(*named, name)
        heading = tr("Bands of {0} and {1}; compared with {1}:").format(*named)
        return f"{heading} {name}".strip()

    def _lay_out(self) -> None:
        self.compared.setMinimumWidth(1)  # it may be cut off before it makes the window wider
        left = QVBoxLayout()
        left.addWidget(self.compared)
        left.addWidget(self.rows, 1)
        right = QVBoxLayout()
        right.addWidget(self.verdict)
        right.addWidget(self.flips, 1)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addLayout(left, 8)
        both.addLayout(right, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(label(tr("Meant as"), "muted"), self.meant, None))
        layout.addLayout(both, 1)


def _other_size() -> str:
    return tr("Needs pictures of {0} x {0} pixels.").format(SIDE)


def _comparisons(examined: Examined) -> tuple[Comparison, ...]:
    """Return the comparison with the class that is read, then with the one that was meant."""
    names, diagnosis = examined.look.reading.class_names, examined.diagnosis
    found = ((diagnosis.answer, examined.as_read), (diagnosis.wanted, examined.as_meant))
    return tuple(
        Comparison(names[index], ranks)
        for index, ranks in found
        if index is not None and ranks is not None
    )


def _verdict(examined: Examined) -> str:
    names, diagnosis = examined.look.reading.class_names, examined.diagnosis
    if diagnosis.wanted is None:
        flipped = tr("Smallest change away from {0}").format(names[diagnosis.answer])
    else:
        flipped = tr("Smallest change to {0}").format(names[diagnosis.wanted])
    none = tr("None of {0} small changes flips it").format(diagnosis.tried)
    return flipped if diagnosis.flips else none
