"""When the interpreter is free though a network trains: while its digits are measured.

Each epoch ends with a look at all digits, in large pieces: matrix products that take some
milliseconds each and leave the interpreter to whoever wants it. Steps do not: each is made of
dozens of small array operations. So a window that can wait for a moment draws then, and holds
nobody up.
"""

import math
import time
from collections.abc import Callable

SOON_SECONDS = 0.4  # a window that draws every second can wait so long
_LATER = 1.3  # a part more than the last time; measurements come by no clock


class Lulls:
    """Told by the training thread of each measurement; asked by the window's.

    Attributes
    ----------
    now : bool
        Whether digits are being measured. A plain attribute: it is looked at after every step.
    """

    def __init__(self) -> None:
        self.now = False
        self._began = -math.inf
        self._apart = math.inf
        self._to_call: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Digits are measured from now on; called in the training thread."""
        began = time.monotonic()
        self._apart, self._began = began - self._began, began
        self.now = True
        to_call, self._to_call = self._to_call, []
        for call in to_call:
            call()

    def end(self) -> None:
        """Steps are taken again; called in the training thread."""
        self.now = False

    def soon(self) -> bool:
        """Whether the next one is near, as far as one can tell by the last two.

        Returns
        -------
        bool
            False during one.
        """
        if self.now:
            return False
        until_next = self._began + _LATER * self._apart - time.monotonic()
        return 0 < until_next <= SOON_SECONDS

    def call_at_next(self, call: Callable[[], None]) -> None:
        """Have something called, once, when the next one begins.

        Parameters
        ----------
        call : callable
            Called in the training thread; must not raise.
        """
        self._to_call.append(call)
