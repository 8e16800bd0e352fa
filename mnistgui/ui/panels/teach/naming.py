"""Ten buttons that say which digit was drawn, each with how many of it were taught."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from mnistgui.data.dataset import CLASSES
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.strings import tr

_WIDTH = 20
_NARROW = "padding: 4px 0px; min-height: {0}px"  # the theme's leave no room for two lines


class NamingButtons(QWidget):
    """Says which digit it was, by click or, with the canvas in focus, by key.

    Parameters
    ----------
    drawing : CurrentDrawing
        Of which the keys 0 to 9 say what it was.
    parent : QWidget, optional
        As Qt has it.
    """

    named = Signal(int)

    def __init__(self, drawing: CurrentDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("naming")
        self._buttons = [QToolButton() for _ in range(CLASSES)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for digit, button in enumerate(self._buttons):
            button.setObjectName(f"it_was_{digit}")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(_WIDTH)
            button.setStyleSheet(_NARROW.format(2 * button.fontMetrics().height()))
            name = partial(self.named.emit, digit)
            button.clicked.connect(name)
            drawing.add_key(str(digit), name)
            layout.addWidget(button)
        self.set_counts([0] * CLASSES)

    def set_counts(self, counts: Sequence[int]) -> None:
        """Show how many of each digit were taught."""
        for digit, (button, count) in enumerate(zip(self._buttons, counts, strict=True)):
            button.setText(f"{digit}\n{count or '–'}")
            spoken = tr("It was a {0}; {1} taught").format(digit, count)
            button.setAccessibleName(spoken)
            button.setToolTip(spoken)
