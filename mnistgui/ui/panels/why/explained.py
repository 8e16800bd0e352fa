"""The question this panel asks about a look: what happened inside the network."""

from collections.abc import Callable
from dataclasses import dataclass

from mnistgui.drawing.explanation import Explanation, explain
from mnistgui.ui.drawing.look import Look


@dataclass(frozen=True, eq=False)
class Explained:
    """An explanation and what it explains.

    Parameters
    ----------
    look : Look
        The drawing, and the snapshot of the network that read it.
    explanation : Explanation
        What happened in that network.
    """

    look: Look
    explanation: Explanation


def explaining(look: Look) -> Callable[[], Explained]:
    """The work of explaining a look."""
    return lambda: Explained(look, explain(look.network, look.reading.image))
