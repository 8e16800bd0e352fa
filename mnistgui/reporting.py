"""How a function reports how far its work has come."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Called with ``(done, total)`` in whatever is counted; what it raises ends the work."""


def no_report(_done: int, _total: int) -> None:
    """Report nothing."""
