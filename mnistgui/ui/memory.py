"""Hands memory back to the system that the C library keeps after big work is done."""

import ctypes
import functools
import sys
from collections.abc import Callable


def give_back() -> None:
    """Free what no array needs any more; nothing happens where the system does that by itself.

    glibc keeps what a thread has freed for that thread's next arrays. Training, indexing and
    loading each have a thread, so a quarter of the window's memory would lie idle.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@functools.cache
def _trim() -> Callable[[int], int] | None:
    """The routine ``malloc_trim`` of glibc; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found
