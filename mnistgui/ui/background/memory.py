"""Keeps the memory of the process small, through two functions of glibc's allocator."""

import ctypes
import functools
import sys
from collections.abc import Callable

# The parameter of mallopt for the number of arenas, and how many are enough: more would only help
# threads that allocate at once, and Python's lock keeps most of ours from doing so.
_M_ARENA_MAX = -8
_ARENAS = 2


def limit_malloc_arenas() -> None:
    """Have all threads share two arenas of memory; by default glibc gives each one of its own.

    It must be called before other threads start.
    """
    mallopt = _routine("mallopt")
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)


def release_free_memory() -> None:
    """Any thread: Return freed memory to the system; this does nothing where there is no glibc.

    glibc keeps what a thread has freed for later arrays. Training, indexing and loading each have
    a thread, so that a good part of the process's memory would stay unused.
    """
    trim = _routine("malloc_trim")
    if trim is not None:
        trim(0)


@functools.cache
def _routine(name: str) -> Callable[..., int] | None:
    """Return a function of glibc; None where there is none of that name."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return found
