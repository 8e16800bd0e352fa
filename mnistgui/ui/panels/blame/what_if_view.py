"""What the network would read if it had never seen the ticked digits."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mnistgui.inspection.blame import WhatIf
from mnistgui.ui.panels.blame.curves import BothCurves
from mnistgui.ui.panels.blame.words import what_if_in_words
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.theme import LIGHT, Theme

_PLOT_HEIGHT_PIXELS = 120
_LINES = 11  # of words: room for them is kept, so that they move nothing when they come


class WhatIfView(QWidget):
    """A button, what came of it in words, and the curves of both runs."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: WhatIf | None = None
        self.ask = QPushButton(tr("What if it had never seen these?"))
        self.ask.setObjectName("blame_what_if")
        self.ask.setEnabled(False)
        explain(
            self.ask,
            tr(
                "Trains again, the same to the bit but for the ticked digits, whose error signal"
                " is 0. The selected run stays as it is."
            ),
        )
        self.words = FewLines("blame_words", _LINES)
        self._curves: BothCurves | None = None
        self._theme = LIGHT
        self._room = QWidget()
        self._inside = QVBoxLayout(self._room)
        self._inside.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.ask)
        layout.addWidget(self.words)
        self._room.setMinimumHeight(_PLOT_HEIGHT_PIXELS)
        layout.addWidget(self._room, 1)
        self.ask.clicked.connect(self.wanted)
        self.set_ticked(0)

    @property
    def found(self) -> WhatIf | None:
        """What is shown."""
        return self._found

    @property
    def curves(self) -> BothCurves:
        """The plot, which is made for the first answer: a plot takes long to make."""
        if self._curves is None:
            self._curves = BothCurves()
            self._curves.set_theme(self._theme)
            self._inside.addWidget(self._curves)
        return self._curves

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        if self._curves is not None:
            self._curves.set_theme(theme)

    def set_ticked(self, count: int) -> None:
        """Offer to train without so many digits."""
        self.ask.setEnabled(count > 0)
        if self._found is None:
            self.words.show_text(
                tr("Tick training digits by a click or the space bar.")
                if not count
                else tr("{0} digits are ticked.").format(count)
            )

    def show_found(self, found: WhatIf, class_names: tuple[str, ...]) -> None:
        """Show what came of it."""
        self._found = found
        self.words.show_text(what_if_in_words(found, class_names))
        self.curves.show_both(found)

    @Slot()
    def clear(self) -> None:
        """Show nothing: another question is asked."""
        self._found = None
        if self._curves is not None:
            self._curves.show_both(None)
        self.set_ticked(0)
