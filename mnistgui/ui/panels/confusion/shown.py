"""What the confusion matrix shows: counts or rates, their order, and a sentence for each cell."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistgui.files.tables import Cell, Table
from mnistgui.inspection.confusion import Confusion, confusion_matrix
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.evaluation import DigitReadings
from mnistgui.ui.state.shown_digits import ClassPair, digits_of_class
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.counts_in_cells import count_in_cell


@dataclass(frozen=True, eq=False)
class ShownConfusion:
    """A confusion matrix in the form in which it is shown.

    Parameters
    ----------
    confusion : Confusion
        The matrix.
    names : tuple of str
        Names of the classes.
    order : tuple of int
        The classes from the top and from the left.
    as_rates : bool
        Whether cells hold shares of the true class in per cent, not counts.
    """

    confusion: Confusion
    names: tuple[str, ...]
    order: tuple[int, ...]
    as_rates: bool

    def pair(self, true: int, predicted: int) -> ClassPair:
        """Return the two classes of a cell."""
        return ClassPair(self.names[true], self.names[predicted])

    def text(self, true: int, predicted: int, *, short: bool = False) -> str:
        """Return the text of a cell, shorter for large counts and empty for no digits."""
        count = int(self.confusion.counts[true, predicted])
        if not count:
            return ""
        if self.as_rates:
            share = float(self._rates[true, predicted])
            return "100" if share == 1 else f"{100 * share:.1f}"
        return count_in_cell(count, short=short)

    def strength(self, true: int, predicted: int) -> float:
        """Return how strongly a cell is coloured, from 0 to 1; the worst mistake has 1."""
        return float(self._strengths[true, predicted])

    def sentence(self, true: int, predicted: int) -> str:
        """Return a cell as a sentence."""
        size = int(self.confusion.class_sizes[true])
        if not size:
            return tr("There are no {0}.").format(digits_of_class(self.names[true]))
        count = int(self.confusion.counts[true, predicted])
        words = tr("{0}: {1} of {2} ({3})")
        pair = self.pair(true, predicted)
        told = words.format(pair, thousands(count), thousands(size), per_cent(count / size))
        if true != predicted or not count:
            return told
        name, precision = self.names[true], float(self.confusion.precision[true])
        words = tr("{0}; of all read as {1}, {2} are (precision)")
        return words.format(told, name, per_cent(precision))

    def most_confused(self, count: int) -> str:
        """Return the pairs of classes that are confused most often, a line each."""
        words = tr("{0}: {1} ({2})")
        return "\n".join(
            words.format(
                self.pair(one.true, one.predicted), thousands(one.count), per_cent(one.rate)
            )
            for one in self.confusion.most_confused(count)
        )

    def table(self) -> Table:
        """Return the numbers in the order that is shown."""
        head = tr("read as {0}, share") if self.as_rates else tr("read as {0}")
        header = (tr("is"), *(head.format(self.names[i]) for i in self.order))
        header = (*header, tr("digits"), tr("recall"), tr("precision"))
        return Table.from_rows(header, (self._row(i) for i in self.order))

    def _row(self, true: int) -> tuple[Cell, ...]:
        """A class: its cells, how many digits it has, its recall and its precision."""
        confusion = self.confusion
        shares = (float(confusion.recall[true]), float(confusion.precision[true]))
        return (
            self.names[true],
            *(self._cell(true, j) for j in self.order),
            int(confusion.class_sizes[true]),
            *(None if np.isnan(share) else share for share in shares),
        )

    @cached_property
    def _rates(self) -> NDArray[np.float64]:
        return self.confusion.rates

    @cached_property
    def _strengths(self) -> NDArray[np.float64]:
        right = np.diagonal(self._rates)
        values = self._rates if self.as_rates else self.confusion.counts.astype(np.float64)
        mistakes = np.nan_to_num(values - np.diag(np.diagonal(values)))
        worst = float(mistakes.max())
        pale = np.sqrt(mistakes / worst) if worst else mistakes
        return np.where(np.eye(len(right), dtype=bool), np.nan_to_num(right), pale)

    def _cell(self, true: int, predicted: int) -> Cell:
        if not self.as_rates:
            return int(self.confusion.counts[true, predicted])
        share = float(self._rates[true, predicted])
        return None if np.isnan(share) else share


def count_confusion(reading: DigitReadings) -> tuple[Confusion, int]:
    """Count the readings, and the digits that were answered with NaN, which are in no cell."""
    answered = np.isfinite(reading.probabilities).all(axis=1)
    counted = confusion_matrix(
        reading.targets[answered], reading.predicted[answered], reading.probabilities.shape[1]
    )
    return counted, int(answered.size - np.count_nonzero(answered))
