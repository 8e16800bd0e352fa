"""Takes runs off the list; what the person has in no file can be put back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.banner import Banner
from mnistgui.ui.runs import Run, Runs
from mnistgui.ui.strings import tr


class Removal(QObject):
    """Keeps removed runs for as long as the message stands that offers them back.

    Parameters
    ----------
    runs : Runs
        The list.
    banner : Banner
        Offers to put removed runs back.
    parent : QObject
        Keeps it.
    """

    def __init__(self, runs: Runs, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self._banner = banner
        self._removed: tuple[Run, ...] = ()
        self._said = ""
        banner.closed.connect(self._forget)

    @Slot(int)
    def remove(self, number: int) -> None:
        """Take a run off the list, unless it is not over yet."""
        run = self._runs.get(number)
        if run is None:
            return
        if run.alive:
            words = tr("Run {0} is not over yet; a run that was stopped can be removed.")
            self._banner.complain(words.format(number))
            return
        self._runs.remove(number)
        if not run.in_a_file:
            self._offer((*self._removed, run))

    def _offer(self, removed: tuple[Run, ...]) -> None:
        """In one message for all, which is closed at once."""
        self._banner.withdraw(self._said)
        self._removed, self._said = removed, _told(removed)
        self._banner.tell(self._said, (tr("Undo"), partial(self._put_back, removed)))

    def _put_back(self, removed: Sequence[Run]) -> None:
        for run in removed:
            self._runs.put_back(run)

    @Slot(str)
    def _forget(self, text: str) -> None:
        if text == self._said:
            self._removed, self._said = (), ""


def _told(removed: Sequence[Run]) -> str:
    numbers = [str(run.number) for run in removed]
    if len(numbers) == 1:
        return tr("Run {0} was removed; it is in no file.").format(numbers[0])
    words = tr("Runs {0} and {1} were removed; they are in no file.")
    return words.format(", ".join(numbers[:-1]), numbers[-1])
