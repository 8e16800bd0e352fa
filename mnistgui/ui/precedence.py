"""Who goes first where the window and a training network share one interpreter: the window.

Between two steps the training thread looks whether the window is at work - answering a pen, taking
news in, drawing - and if so waits until that is done and painted. Without that each of the
window's dozen little pieces of work would wait anew until the training thread lets go of the
interpreter, and so would training after each of them: hundreds of changes of hands a second, each
of which finds a processor asleep and its cache cold.
"""

import threading

_LONGEST_WAIT_SECONDS = 0.05  # whatever the window is at, training goes on


class Precedence:
    """Taken by the window's thread for as long as it is at work; heeded by the training thread.

    Attributes
    ----------
    taken : bool
        Whether training waits before its next step. A plain attribute: it is looked at after every
        step.
    """

    def __init__(self) -> None:
        self.taken = False
        self._free = threading.Event()
        self._holders: set[object] = set()

    def take(self, holder: object) -> None:
        """Have training wait before its next step.

        Parameters
        ----------
        holder : object
            Who is at work; taking twice is taking once.
        """
        self._holders.add(holder)
        self._free.clear()
        self.taken = True

    def give_back(self, holder: object) -> None:
        """Let training go on, unless somebody else is at work, too."""
        self._holders.discard(holder)
        if not self._holders:
            self._let_go()

    def heed(self) -> None:
        """Wait, but not for long, while the window goes first; called between two steps."""
        if self.taken and not self._free.wait(_LONGEST_WAIT_SECONDS):
            self._holders.clear()
            self._let_go()

    def _let_go(self) -> None:
        self.taken = False
        self._free.set()
