"""Keeps the window small: how the C library's memory is shared out and given back."""

import ctypes
import functools
import sys
from collections.abc import Callable

# glibc's number for how many pools there may be, and how many are enough: more would only let
# threads that hold Python's lock, which wait for each other anyway, ask for memory at once.
_M_ARENA_MAX = -8
_POOLS = 2


def share_pools() -> None:
    """Have all threads share two pools of memory; by default glibc gives each one of its own.

    To be called before there are threads.
    """
    mallopt = _routine("mallopt")
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _POOLS)


def give_back() -> None:
    """Free what no array needs any more; nothing happens where the system does that by itself.

    glibc keeps what a thread has freed for later arrays. Training, indexing and loading each have
    a thread, so a good part of the window's memory would lie idle.
    """
    trim = _routine("malloc_trim")
    if trim is not None:
        trim(0)


@functools.cache
def _routine(name: str) -> Callable[..., int] | None:
    """A routine of glibc's; None where there is none of that name."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return found
