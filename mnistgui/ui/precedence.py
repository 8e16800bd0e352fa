"""Who goes first where a pen and a training network share one interpreter: the pen.

Between two steps the training thread looks whether the window is answering a pen, and if so waits
until the answer is painted. Without that each of the window's dozen little pieces of work would
wait anew until the training thread lets go of the interpreter.
"""

import threading

_LONGEST_WAIT_SECONDS = 0.05  # whatever the window is at, training goes on


class Precedence:
    """Taken by the window's thread for the moment of an answer; heeded by the training thread.

    Attributes
    ----------
    taken : bool
        Whether training waits before its next step. A plain attribute: it is looked at after every
        step.
    """

    def __init__(self) -> None:
        self.taken = False
        self._free = threading.Event()

    def take(self) -> None:
        """Have training wait before its next step."""
        self._free.clear()
        self.taken = True

    def give_back(self) -> None:
        """Let training go on."""
        self.taken = False
        self._free.set()

    def heed(self) -> None:
        """Wait, but not for long, while the window goes first; called between two steps."""
        if self.taken and not self._free.wait(_LONGEST_WAIT_SECONDS):
            self.give_back()
