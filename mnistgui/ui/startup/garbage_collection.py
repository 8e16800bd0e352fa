"""Defers Python's garbage collection while the program starts and creates no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deferred() -> Iterator[None]:
    """Disable garbage collection while modules are loaded and a window is built.

    All objects that exist at the end are excluded from later collections as well: they live as long
    as the program, and a collection that visits them would block the window for tens of ms.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
