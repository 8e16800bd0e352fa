"""Finds the training digits nearest to the newest drawing, in another thread."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.drawing.neighbours import Index, Neighbours, nearest
from mnistgui.ui.background.cooldowns import NEAREST_DIGITS
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.panels.why.index_builder import IndexBuilder
from mnistgui.ui.state.session import Session


@dataclass(frozen=True, eq=False)
class FoundNeighbours:
    """The nearest digits of a drawing.

    Parameters
    ----------
    look : Look
        The drawing.
    index : Index
        What was searched; its network can be an earlier snapshot than the look's.
    neighbours : Neighbours
        The digits found.
    """

    look: Look
    index: Index
    neighbours: Neighbours

    @property
    def up_to_date(self) -> bool:
        """Whether the network that read the drawing is the one that compared."""
        return self.index.network is self.look.network


class NearestFinder(QObject):
    """Searches the newest index for the newest drawing."""

    found = Signal(object)  # FoundNeighbours, or None where there is nothing to find

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.index_builder = IndexBuilder(session, self)
        self._look: Look | None = None
        self._worker = LatestWins(self, *NEAREST_DIGITS)
        self._worker.answered.connect(self._emit_found)
        self.index_builder.changed.connect(self._search)

    def set_look(self, look: Look | None) -> None:
        """Find the nearest digits of this look next; None if nothing is drawn."""
        if look is None and self._look is None:
            return
        self._look = look
        self.index_builder.set_needed(needed=look is not None)
        self._search()

    def shut_down(self) -> None:
        """Wait until every thread has ended."""
        self._look = None
        self.index_builder.shut_down()
        self._worker.shut_down()

    @Slot()
    def _search(self) -> None:
        look, index = self._look, self.index_builder.index
        if look is None or index is None:
            self._worker.cancel()
            self.found.emit(None)
        else:
            self._worker.submit(partial(_found, look, index))

    @Slot(object)
    def _emit_found(self, found: FoundNeighbours) -> None:
        self.found.emit(found)


def _found(look: Look, index: Index) -> FoundNeighbours:
    """Any thread: Find the training digits that are nearest to a drawing."""
    return FoundNeighbours(look, index, nearest(index, look.reading.image))
