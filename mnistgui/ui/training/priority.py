"""Gives the window priority over the training thread, which shares one interpreter with it.

Between two steps the training thread looks whether the window has claimed the interpreter - to
answer a pen, to process an update or to draw - and if so waits until that is done and painted.
Otherwise the two threads would switch hundreds of times a second, in the middle of the window's
work, and each switch costs a sleeping processor and a cold cache.

The window waits, too, but only until training has come to the end of its step, because a step
consists of dozens of array operations, each of which acquires the interpreter anew.

While digits are measured, neither waits for the other, since matrix products leave the interpreter
free. Only a moving pen has priority then.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST_WAIT_SECONDS = 0.05  # training goes on then, even if the window has not released it
_LONGEST_STEP_SECONDS = 0.001  # most steps take less; longer ones hardly use the interpreter


class Priority:
    """Claimed by the window while it is at work; the training thread yields to the claim.

    Attributes
    ----------
    claimed : bool
        Whether training waits before its next step. A plain attribute: it is looked at after every
        step.
    learning : bool
        Whether a network trains at full speed: the training thread sets it.
    in_sight : bool
        Whether the window can be seen: if not, training publishes updates seldom.
    measuring : bool
        Whether digits are being measured: matrix products of some milliseconds each, which leave
        the interpreter to whoever wants it. A plain attribute: it is looked at after every step.
    urgent_at : float
        When somebody last claimed it urgently, in seconds of the monotonic clock.
    """

    def __init__(self) -> None:
        self.claimed = False
        self.learning = False
        self.in_sight = True
        self.measuring = False
        self.urgent_at = -math.inf
        self._free = threading.Event()
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._holders: set[object] = set()
        self._urgent: set[object] = set()

    def claim(self, holder: object, *, urgent: bool = False) -> None:
        """Any thread: Have training wait before its next step; return after 1 ms at the latest.

        Parameters
        ----------
        holder : object
            Who is at work; a second claim of the same holder changes nothing.
        urgent : bool
            Whether a person is waiting for the result, as with a pen: measurements wait, too.
        """
        self._holders.add(holder)
        if urgent:
            self.urgent_at = time.monotonic()
            self._urgent.add(holder)
        self._free.clear()
        self.claimed = True
        if not self.measuring:
            self._at_rest.wait(_LONGEST_STEP_SECONDS)

    def release(self, holder: object) -> None:
        """Any thread: Let training go on, unless another holder has a claim."""
        self._holders.discard(holder)
        self._urgent.discard(holder)
        if not self._holders:
            self._release_all()

    def yield_to_pen(self) -> None:
        """Training thread: Wait between two pieces of a measurement while an urgent claim is held.

        The first call marks the beginning of a measurement, which lasts until the next step.
        """
        self.measuring = True
        if self._urgent:
            self.yield_to_window()

    def yield_to_window(self) -> None:
        """Training thread: Wait between two steps while a claim is held, for 50 ms at most."""
        if not self.claimed:
            return
        stepping = not self._at_rest.is_set()
        self._at_rest.set()
        if not self._free.wait(_LONGEST_WAIT_SECONDS):
            self._holders.clear()
            self._urgent.clear()
            self._release_all()
        if stepping:
            self._at_rest.clear()

    @contextmanager
    def stepping(self) -> Iterator[None]:
        """Training thread: Mark a block in which steps are taken; a claim waits for its end."""
        self._at_rest.clear()
        try:
            yield
        finally:
            self._at_rest.set()

    def _release_all(self) -> None:
        self.claimed = False
        self._free.set()
