"""A window with one enlarged digit and the probability of every class."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mnistgui.files.digit_marks import LONGEST_NOTE, DigitMark
from mnistgui.inspection.digit_history import DigitHistory
from mnistgui.ui.drawing.bars import ProbabilityBars
from mnistgui.ui.panels.mistakes.history_strip import HistoryStrip, history_in_words
from mnistgui.ui.state.parts import Part
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import Theme


class EnlargedDigit(QDialog):
    """A window that closes with Escape and does not block the main window.

    Parameters
    ----------
    digit : int
        Its index.
    title : str
        Which digit it is, and what is read in it.
    image : ndarray of shape (784,), dtype uint8
        Its pixels.
    probabilities : ndarray of shape (n_classes,)
        What the network makes of it.
    class_names : tuple of str
        Names of the classes.
    theme : Theme
        Colours.
    parent : QWidget
        The window.
    """

    blame_wanted = Signal()  # the training digits that made this reading are to be shown
    drawing_wanted = Signal(str)  # the digit is to lie on the canvas; the panel to show
    flag_toggled = Signal()
    note_written = Signal(str)

    def __init__(
        self,
        digit: int,
        title: str,
        image: NDArray[np.uint8],
        probabilities: NDArray[np.floating],
        class_names: tuple[str, ...],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("enlarged_digit")
        self.setWindowTitle(tr("One digit"))
        self.digit, self.title = digit, title
        self.part = Part.TEST
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = DigitView("enlarged", title, scale=11)
        self.bars = ProbabilityBars(class_names)
        self.view.set_image(image)
        self.bars.set_probabilities(np.asarray(probabilities, dtype=np.float32))
        for part in (self.view, self.bars):
            part.set_theme(theme)
        self.bars.setMinimumWidth(300)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addWidget(self.view)
        both.addWidget(self.bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 18)
        layout.addWidget(label(title, "heading", "enlarged_title"))
        layout.addLayout(both)
        self.strip = HistoryStrip(class_names, theme)
        self.history_words = ElidedLabel("enlarged_history_words", "muted")
        layout.addWidget(self.history_words)
        layout.addWidget(self.strip)
        self.flag = QCheckBox(tr("Flag"))
        self.note = QLineEdit()
        self._lay_out_marks(layout)
        self._lay_out_ways(layout)

    def show_mark(self, mark: DigitMark | None, *, markable: bool) -> None:
        """Show flag and note, which can be changed where a run keeps them."""
        self.flag.setChecked(mark is not None and mark.flagged)
        self.note.setText("" if mark is None else mark.note)
        for control in (self.flag, self.note):
            control.setEnabled(markable)
            control.setToolTip("" if markable else tr("Flags and notes are kept with a run."))

    def show_history(self, history: DigitHistory | None, why_none: str) -> None:
        """Show at which checkpoints of the run the digit was misread, or say why there are none."""
        self.strip.show_history(history, self.digit)
        self.history_words.setText(
            why_none if history is None else history_in_words(history, self.digit)
        )

    def _lay_out_marks(self, layout: QVBoxLayout) -> None:
        self.flag.setObjectName("enlarged_flag")
        self.flag.clicked.connect(self.flag_toggled)
        self.note.setObjectName("enlarged_note")
        self.note.setAccessibleName(tr("Note on this digit"))
        self.note.setPlaceholderText(tr("a note on this digit"))
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.editingFinished.connect(self._pass_note)
        marks = QHBoxLayout()
        marks.addWidget(self.flag)
        marks.addWidget(self.note, 1)
        layout.addLayout(marks)

    def _lay_out_ways(self, layout: QVBoxLayout) -> None:
        """Buttons that lead to other panels with this digit."""
        ways = QHBoxLayout()
        self.blame = QPushButton(tr("Who is to blame?"))
        self.blame.setObjectName("enlarged_blame")
        self.blame.setToolTip(tr("Shows the training digits that made this reading, in Blame."))
        self.blame.clicked.connect(self.blame_wanted)
        ways.addWidget(self.blame)
        for panel, text in (
            ("draw", tr("Onto the canvas")),
            ("why", tr("Why?")),
            ("doctor", tr("Doctor")),
        ):
            button = QPushButton(text)
            button.setObjectName(f"enlarged_{panel}")
            button.setToolTip(tr("Traces the digit as strokes, which lie on the canvas then."))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.drawing_wanted.emit, panel))
            ways.addWidget(button)
        self.blame.setAutoDefault(False)  # Enter ends the note
        ways.addStretch(1)
        layout.addLayout(ways)

    @Slot()
    def _pass_note(self) -> None:
        self.note_written.emit(self.note.text())


def is_open(window: QWidget, digit: int, title: str) -> bool:
    """Return whether a digit's window is open, and bring it to the front; close an outdated one."""
    for dialog in window.findChildren(EnlargedDigit):
        if dialog.digit == digit and dialog.isVisible():
            if dialog.title != title:  # another network, or the same after more steps
                dialog.close()
                return False
            dialog.raise_()
            dialog.activateWindow()
            return True
    return False
