"""A window with one enlarged digit and the probability of every class."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mnistgui.ui.drawing.bars import ProbabilityBars
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.digit_view import DigitView
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
        self.blame = QPushButton(tr("Who is to blame?"))
        self.blame.setObjectName("enlarged_blame")
        self.blame.setToolTip(tr("Shows the training digits that made this reading, in Blame."))
        self.blame.clicked.connect(self.blame_wanted)
        layout.addWidget(self.blame, 0, Qt.AlignmentFlag.AlignLeft)


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
