"""The name of the digits that Start, Pause or Go on trains on; it stands beside that button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from mnistgui.data.dataset import Dataset
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import restyle
from mnistgui.ui.widgets.fitting_label import FittingLabel

_WIDEST = "Synthetic digits  \u00b7  60,000 + 10,000"
_LEAST = "Synthetic digits ..."


class DigitsChip(FittingLabel):
    """Shows the name and the numbers of the digits at hand in one width, whatever they are."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dataset_name")
        self.setProperty("role", "chip")
        self.setAccessibleName(tr("The digits that Start trains on"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._whole = tr("No digits yet")
        self._fit()

    def show_dataset(self, dataset: Dataset, run: int = 0) -> None:
        """Show the digits that the run of a number trains on, or a new run with number 0."""
        train, test = thousands(len(dataset.train)), thousands(len(dataset.test))
        self._whole = f"{dataset.name}  \u00b7  {train} + {test}"
        who = tr("Run {0}").format(run) if run else tr("A new run")
        words = tr("{0} trains on {1}: {2} digits to learn from, {3} to be tested on, {4}")
        self.setToolTip(words.format(who, dataset.name, train, test, dataset.source))
        self.setAccessibleDescription(self._whole)
        self.setProperty("synthetic", dataset.synthetic)
        restyle(self)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the width of the longest usual name, so that nothing beside it moves."""
        return QSize(self._width_of(_WIDEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a width in which a name can be recognized."""
        return QSize(self._width_of(_LEAST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Show what has room; the numbers go before the name does."""
        room = self.width() - self._around()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)

    def _around(self) -> int:
        """Return the width of the padding of the style sheet."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + self._around()
