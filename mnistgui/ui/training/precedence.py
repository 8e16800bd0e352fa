"""Who goes first where the window and a training network share one interpreter: the window.

Between two steps the training thread looks whether the window is at work - answering a pen, taking
news in, drawing - and if so waits until that is done and painted. Without that each of the
window's dozen little pieces of work would wait anew until the training thread lets go of the
interpreter, and so would training after each of them: hundreds of changes of hands a second, each
of which finds a processor asleep and its cache cold.

The window, too, waits for a moment: until training has come to the end of its step. A step is made
of dozens of array operations, each of which takes the interpreter anew.

While digits are measured neither waits for the other, as there is hardly anything to fight for:
only a pen goes first then, too.
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
        Whether a network takes one step after another without a rest, as the training thread has
        it.
    in_sight : bool
        Whether anybody can see what training shows: else it shows it seldom.
    measuring : bool
        Whether digits are being measured: matrix products of some milliseconds each, which leave
        the interpreter to whoever wants it. A plain attribute: it is looked at after every step.
    """

    def __init__(self) -> None:
        self.taken = False
        self.learning = False
        self.in_sight = True
        self.measuring = False
        self._free = threading.Event()
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._holders: set[object] = set()
        self._urgent: set[object] = set()

    def take(self, holder: object, *, urgent: bool = False) -> None:
        """Have training wait before its next step, and wait until it does, but not for long.

        Parameters
        ----------
        holder : object
            Who is at work; taking twice is taking once.
        urgent : bool
            Whether a person waits for every millisecond of it: measurements wait, too.
        """
        self._holders.add(holder)
        if urgent:
            self._urgent.add(holder)
        self._free.clear()
        self.taken = True
        if not self.measuring:
            self._at_rest.wait(_LONGEST_STEP_SECONDS)

    def give_back(self, holder: object) -> None:
        """Let training go on, unless somebody else is at work, too."""
        self._holders.discard(holder)
        self._urgent.discard(holder)
        if not self._holders:
            self._let_go()

    def heed_measuring(self) -> None:
        """Wait, but not for long, while a pen goes first; called between pieces of a measurement.

        The first call begins it; it lasts until the next step.
        """
        self.measuring = True
        if self._urgent:
            self.heed()

    def heed(self) -> None:
        """Wait, but not for long, while the window goes first; called between two steps."""
        if not self.taken:
            return
        stepping = not self._at_rest.is_set()
        self._at_rest.set()
        if not self._free.wait(_LONGEST_WAIT_SECONDS):
            self._holders.clear()
            self._urgent.clear()
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
