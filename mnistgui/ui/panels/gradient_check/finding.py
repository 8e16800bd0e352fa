"""The words beside the plot: the verdict, the worst weight, its pixel, and an explanation."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mnistgui.training.examination import Examination
from mnistgui.ui.panels.gradient_check import words
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.panels.gradient_check.function_check import FunctionAnswer
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.theme import LIGHT, Theme

_SCREEN_PIXELS_PER_PIXEL = 3


class FindingView(QScrollArea):
    """Shows the result of a check in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = label("", "heading", "gradient_verdict")
        self.worst = label("", "", "gradient_worst")
        self.pixel = PixelView()
        self.explanation = label("", "muted", "gradient_explanation")
        self.subject = label("", "muted", "gradient_subject_words")
        self._theme = LIGHT
        self._fault = False
        self._lay_out()
        self.explain(None)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.pixel.set_theme(theme)
        self._paint_verdict()

    def explain(self, mistake: str | None, *, alone: bool = False) -> None:
        """Explain what a mistake shows, what a right gradient shows, or what a function shows."""
        self.explanation.setText(words.of_a_function() if alone else words.explained(mistake))

    def show_text(self, sentence: str, *, fault: bool = False) -> None:
        """Show a sentence in place of a verdict."""
        self._fault = fault
        self.verdict.setText(sentence)
        self._paint_verdict()
        for widget in (self.worst, self.pixel, self.subject):
            widget.hide()

    def show_answer(self, answer: Answer) -> None:
        """Show the result of a check."""
        found = answer.found
        wrong = answer.runs is not None or not found.right or found.check.all_zero
        self.show_text(words.verdict(answer), fault=wrong)
        self.worst.setText(words.runs(answer) or words.worst(found))
        about = (words.bends(answer) if answer.runs is None else "", words.subject(answer))
        self.subject.setText("\n".join(sentence for sentence in about if sentence))
        self.pixel.show_worst(found if answer.runs is None else None)
        for widget in (self.worst, self.subject):
            widget.show()

    def show_function(self, answer: FunctionAnswer) -> None:
        """Show the result of the check of a single function."""
        self.show_text(answer.verdict, fault=not answer.found.right)
        self.worst.setText(answer.what)
        self.worst.show()

    def _paint_verdict(self) -> None:
        colour = self._theme.bad if self._fault else self._theme.good
        self.verdict.setStyleSheet(f"color: {colour}")

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        for words_ in (self.verdict, self.worst, self.explanation, self.subject):
            words_.setWordWrap(True)
        both = QHBoxLayout()
        both.addWidget(self.worst, 1)
        both.addWidget(self.pixel, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.verdict)
        layout.addLayout(both)
        layout.addWidget(self.explanation)
        layout.addWidget(self.subject)
        layout.addStretch(1)
        self.setObjectName("gradient_finding")
        self.setAccessibleName(tr("What the check found, in words"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # to be read by the arrow keys
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)
        self.setMinimumWidth(140)
        self.pixel.hide()


class PixelView(DigitView):
    """Shows the mean of the checked digits, with a frame around the pixel of the worst weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "gradient_pixel", tr("The pixel of the worst weight"), _SCREEN_PIXELS_PER_PIXEL, parent
        )
        self._pixel: tuple[int, int] | None = None
        self._colour = QColor(LIGHT.bad)

    @property
    def pixel(self) -> tuple[int, int] | None:
        """Row and column of the pixel in the frame."""
        return self._pixel

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._colour = QColor(theme.bad)
        super().set_theme(theme)

    def show_worst(self, found: Examination | None) -> None:
        """Show the pixel of the worst weight; hide the view if that weight has none."""
        self._pixel = None if found is None else found.worst_pixel
        self.setVisible(self._pixel is not None)
        if found is not None and self._pixel is not None:
            self.set_image(_overlaid(found.case.x))
            self.setAccessibleDescription(tr("row {0}, column {1}").format(*self._pixel))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the digits, then the frame."""
        super().paintEvent(event)
        if self._pixel is None:
            return
        row, column = self._pixel
        with QPainter(self) as painter:
            painter.setPen(QPen(self._colour, 2))
            corner = (1 + column * _SCREEN_PIXELS_PER_PIXEL, 1 + row * _SCREEN_PIXELS_PER_PIXEL)
            painter.drawRect(
                QRect(*corner, _SCREEN_PIXELS_PER_PIXEL, _SCREEN_PIXELS_PER_PIXEL).adjusted(
                    -3, -3, 2, 2
                )
            )


def _overlaid(x: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the mean of some digits, from paper to ink, of shape (side * side,)."""
    mean = x.mean(axis=0).reshape(-1)
    span = float(np.ptp(mean)) or 1.0
    return np.asarray(255 * (mean - mean.min()) / span, np.uint8)
