"""A label that elides its text: where there is no room for a line it ends in dots."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from mnistgui.ui.widgets.copying import offer_copy
from mnistgui.ui.widgets.fitting_label import FittingLabel
from mnistgui.ui.widgets.type_sizes import size_by_role

_FEWEST_LETTERS = 4  # with the dots: fewer tell nobody anything


class ElidedLabel(FittingLabel):
    """Shows lines of plain text that never make a panel wider; the tooltip has the whole text.

    Parameters
    ----------
    name : str
        Object name.
    role : str
        The ``role`` property that the style sheet refers to, such as ``"muted"``.
    """

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        offer_copy(self, self.text)
        size_by_role(self, role)

    @property
    def shown_text(self) -> str:
        """The text as it is shown, with dots where a line is too long; of few letters nothing."""
        return "\n".join(map(self._elided, self.text().split("\n")))

    def _elided(self, line: str) -> str:
        cut, metrics = Qt.TextElideMode.ElideRight, self.fontMetrics()
        shown = metrics.elidedText(line, cut, self.width())
        return shown if shown == line or len(shown) > _FEWEST_LETTERS else ""

    def minimumSizeHint(self) -> QSize:
        """Return the height of its lines, and no width."""
        return QSize(1, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's
        """Set the text, and the tooltip if it is elided."""
        if text != self.text():
            super().setText(text)
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the elided text as QLabel paints its text."""
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter,
                self.rect(),
                self.alignment(),
                self.palette(),
                self.isEnabled(),
                self.shown_text,
                self.foregroundRole(),
            )

    def _fit(self) -> None:
        self.setToolTip("" if self.shown_text == self.text() else self.text())
