"""What the painted pictures of a study share."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import (
    QColor,
)
from PySide6.QtWidgets import QWidget

from mnistgui.files.tables import Table
from mnistgui.sweeps.results import StudyResults
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

LEFT_PIXELS, EDGE_PIXELS = 64, 22  # for the words beside and below a picture
_TOP_PIXELS = 8


class StudyPicture(QWidget):
    """A picture of results, with its numbers."""

    def __init__(self, name: str, title: str, stem: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMinimumSize(QSize(160, 100))
        self.theme = LIGHT
        self.results: StudyResults | None = None
        add_figure(self, stem, self.table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        self.update()

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        self.results = results
        self.update()

    def table(self) -> Table:
        """Return the numbers that are shown."""
        raise NotImplementedError

    @property
    def room(self) -> QRectF:
        """Where the picture lies, between the words."""
        wide = self.width() - LEFT_PIXELS - 12
        high = self.height() - _TOP_PIXELS - 2 * EDGE_PIXELS
        return QRectF(LEFT_PIXELS, _TOP_PIXELS, max(1, wide), max(1, high))


def shade(theme: Theme, share: float) -> QColor:
    """Return the colour of a share, from paper to the full colour."""
    low, high = QColor(theme.surface), QColor(theme.train)
    mixed = [
        round(a + (b - a) * share)
        for a, b in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)
