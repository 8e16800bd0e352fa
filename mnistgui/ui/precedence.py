"""Who goes first where the window and a training network share one interpreter: the window.

Between two steps the training thread looks whether the window is at work - answering a pen, taking
news in, drawing - and if so waits until that is done and painted. Without that each of the
window's dozen little pieces of work would wait anew until the training thread lets go of the
interpreter, and so would training after each of them: hundreds of changes of hands a second, each
of which finds a processor asleep and its cache cold.

The window, too, waits for a moment: until training has come to the end of its step. A step is made
of dozens of array operations, each of which takes the interpreter anew.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST_WAIT_SECONDS = 0.05  # whatever the window is at, training goes on
_LONGEST_STEP_SECONDS = 0.001  # most take less; longer ones hardly need the interpreter


class Precedence:
    """Taken by the window's thread for as long as it is at work; heeded by the training thread.

    Attributes
    ----------
    taken : bool
        Whether training waits before its next step. A plain attribute: it is looked at after every
        step.
    learning : bool
        Whether a network takes one step after another, as the training thread has it.
    """

    def __init__(self) -> None:
        self.taken = False
        self.learning = False
        self._free = threading.Event()
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._holders: set[object] = set()

    def take(self, holder: object) -> None:
        """Have training wait before its next step, and wait until it does, but not for long.

        Parameters
        ----------
        holder : object
            Who is at work; taking twice is taking once.
        """
        self._holders.add(holder)
        self._free.clear()
        self.taken = True
        self._at_rest.wait(_LONGEST_STEP_SECONDS)

    def give_back(self, holder: object) -> None:
        """Let training go on, unless somebody else is at work, too."""
        self._holders.discard(holder)
        if not self._holders:
            self._let_go()

    def heed(self) -> None:
        """Wait, but not for long, while the window goes first; called between two steps."""
        if not self.taken:
            return
        stepping = not self._at_rest.is_set()
        self._at_rest.set()
        if not self._free.wait(_LONGEST_WAIT_SECONDS):
            self._holders.clear()
            self._let_go()
        if stepping:
            self._at_rest.clear()

    @contextmanager
    def stepping(self) -> Iterator[None]:
        """A block in which training takes steps; it is at rest outside."""
        self._at_rest.clear()
        try:
            yield
        finally:
            self._at_rest.set()

    def _let_go(self) -> None:
        self.taken = False
        self._free.set()
