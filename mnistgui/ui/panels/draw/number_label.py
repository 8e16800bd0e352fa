"""Shows in large letters what a network reads: a digit, or a number whose digits can be chosen."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import make_selectable
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.type_sizes import size_by_role

_LEAST_LETTERS_PIXELS = 8


class NumberLabel(QLabel):
    """A label of fixed size, as otherwise each new answer would lay the window out anew."""

    chosen = Signal(int)  # place of the digit that the person clicked, counted from 0

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setProperty("role", "reading")
        self.setAccessibleName(tr("The digit the network reads"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        make_selectable(self)
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse
        self.setTextInteractionFlags(self.textInteractionFlags() | links)
        self.linkActivated.connect(self._choose)
        self._theme = LIGHT
        size_by_role(self, "reading")

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colour for the digits of a number."""
        self._theme = theme
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.ensurePolished()  # the weight comes with the style sheet
        self.setFixedSize(self.fontMetrics().size(0, "88?"))

    def show_text(self, text: str) -> None:
        """Show the name of one class, in smaller letters where it is long, or nothing."""
        pixels = self._pixels_for(text)
        small = pixels < self.fontInfo().pixelSize()
        self.setToolTip(text if small else "")
        self.setText(f'<span style="font-size:{pixels}px">{escape(text)}</span>' if small else text)

    def show_digits(self, digits: Sequence[str], place: int) -> None:
        """Show a number; the digit that is read is underlined, and the others can be clicked."""
        pixels = self._pixels_for("".join(digits))
        links = (self._link(digit, at, place) for at, digit in enumerate(digits))
        self.setToolTip(tr("{0}: click a digit to see its bars").format("".join(digits)))
        self.setText(f'<span style="font-size:{pixels}px">{"".join(links)}</span>')

    def _pixels_for(self, text: str) -> int:
        """Return the size of letters in which a text has room."""
        wide = self.fontMetrics().horizontalAdvance(text)
        share = min(1.0, self.width() / max(wide, 1))
        return max(int(share * self.fontInfo().pixelSize()), _LEAST_LETTERS_PIXELS)

    def _link(self, digit: str, at: int, place: int) -> str:
        line = "underline" if at == place else "none"
        style = f"color:{self._theme.text}; text-decoration:{line}"
        return f'<a href="{at}" style="{style}">{digit}</a>'

    @Slot(str)
    def _choose(self, link: str) -> None:
        self.chosen.emit(int(link))
